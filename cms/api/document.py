"""The OpenAPI document: made from the views, kept for the life of the process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import yaml
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator

from cms.api.addresses import DESCRIBED

_HEADERS = {
    "ETag": "What a later If-None-Match may name, to be answered 304.",
    "RateLimit-Policy": "The limit: requests in a window of seconds.",
    "RateLimit": "What is left of it, and in how many seconds there is more.",
}


@cache
def document() -> dict[str, Any]:
    """The whole document."""
    generator = SchemaGenerator(patterns=[path("api/v1/", include(DESCRIBED))])
    made: dict[str, Any] = json.loads(json.dumps(generator.get_schema(public=True)))
    for operations in made["paths"].values():
        for operation in operations.values():
            operation["responses"]["200"]["headers"] = {
                name: {"description": meaning, "schema": {"type": "string"}}
                for name, meaning in _HEADERS.items()
            }
    return made


@cache
def as_json() -> bytes:
    """The document as JSON."""
    return json.dumps(document(), ensure_ascii=False, indent=2).encode() + b"\n"


@cache
def as_yaml() -> bytes:
    """The document as YAML."""
    text: str = yaml.dump(document(), Dumper=_Plain, allow_unicode=True, sort_keys=False, width=110)
    return text.encode()


class _Plain(yaml.SafeDumper):
    """Without anchors: every part is written out where it stands."""

    def ignore_aliases(self, data: Any) -> bool:
        """Always."""
        return True

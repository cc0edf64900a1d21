"""The OpenAPI document: made from the views, kept for the life of the process."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import yaml
from django.urls import include, path
from drf_spectacular.generators import SchemaGenerator

from cms.api.addresses import DESCRIBED
from cms.api.key_problems import KEY_REFUSED
from cms.api.keyed import SECURITY_SCHEMES

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
    made.setdefault("components", {})["securitySchemes"] = SECURITY_SCHEMES
    for operations in made["paths"].values():
        for operation in operations.values():
            _complete(operation)
    return made


def _complete(operation: dict[str, Any]) -> None:
    """Add what holds for every operation: headers of its good answer, and that a key may come with it."""
    responses = operation["responses"]
    good = responses.get("200") or responses["201"]
    told = {name: meaning for name, meaning in _HEADERS.items() if name != "ETag" or "200" in responses}
    good["headers"] = {
        name: {"description": meaning, "schema": {"type": "string"}} for name, meaning in told.items()
    }
    operation.setdefault("security", [{}, {"partnerKey": ["read"]}])
    refused = {**responses["400"], "description": f"`{KEY_REFUSED.slug}`: {KEY_REFUSED.title}."}
    responses.setdefault("401", refused)


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

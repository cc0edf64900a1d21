"""The documentation page, made from the OpenAPI document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.api.document import document
from cms.api.key_problems import KEY_KINDS
from cms.api.limiting import WINDOW_SECONDS
from evidence.api.paging import DEFAULT_LIMIT, EXPORT_LIMIT, HIGHEST_LIMIT
from evidence.api.problems import KINDS
from evidence.caching import publicly_cached

_EXAMPLES = {
    "{slug}": "has-china-caught-up-in-ai",
    "{number}": "1",
    "{older}": "1",
    "{newer}": "2",
    "{day}": "2026-04-14",
    "{suffix}": "csv",
    "{indicator}": "chinese-frontier-model-releases",
    "{key}": "00000000-0000-4000-8000-000000000000",
    "{stable_id}": "00000000-0000-4000-8000-000000000000",
}


@dataclass(frozen=True, slots=True)
class ParameterShape:
    """A parameter as the page explains it."""

    name: str
    place: str
    description: str
    values: str


@dataclass(frozen=True, slots=True)
class OperationShape:
    """An address as the page explains it."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[ParameterShape, ...]
    media: tuple[str, ...]
    example: str
    keyed: bool


@dataclass(frozen=True, slots=True)
class ChapterShape:
    """The addresses of one subject."""

    name: str
    operations: tuple[OperationShape, ...]


@publicly_cached
def docs(request: HttpRequest) -> HttpResponse:
    """The documentation page."""
    facts = {
        "chapters": chapters(),
        "problems": (*KINDS, *KEY_KINDS),
        "rate": settings.ASSAY_API_RATE,
        "seconds": WINDOW_SECONDS,
        "limit": DEFAULT_LIMIT,
        "highest": HIGHEST_LIMIT,
        "export": EXPORT_LIMIT,
    }
    return render(request, "cms/api/docs.html", facts)


def chapters() -> list[ChapterShape]:
    """The document's operations by subject, in the document's order."""
    by_tag: dict[str, list[OperationShape]] = {}
    for path, operations in document()["paths"].items():
        for method, told in operations.items():
            by_tag.setdefault(told["tags"][0], []).append(_operation(path, method, told))
    return [ChapterShape(tag, tuple(operations)) for tag, operations in by_tag.items()]


def _operation(path: str, method: str, told: dict[str, Any]) -> OperationShape:
    example = path
    for name, value in _EXAMPLES.items():
        example = example.replace(name, value)
    responses = told["responses"]
    return OperationShape(
        id=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        description=told.get("description", ""),
        parameters=tuple(_parameters(told["parameters"])),
        media=tuple((responses.get("200") or responses["201"])["content"]),
        example=example,
        keyed={} not in told["security"],
    )


def _parameters(told: list[dict[str, Any]]) -> Iterator[ParameterShape]:
    for parameter in told:
        values = _values(parameter["name"], parameter["schema"])
        yield ParameterShape(parameter["name"], parameter["in"], parameter["description"], values)


def _values(name: str, schema: dict[str, Any]) -> str:
    if name == "fields":
        return ", ".join(schema["pattern"].removeprefix("^(").split(")", 1)[0].split("|"))
    if "enum" in schema:
        return ", ".join(schema["enum"])
    if schema["type"] == "integer":
        return f"{schema['minimum']} – {schema['maximum']}" if "maximum" in schema else ""
    return str(schema.get("format", ""))

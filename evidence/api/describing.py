"""From typed records to JSON Schema, and from views to operations of the OpenAPI document.

Records whose names end in `Entry` are what addresses answer with: `fields` can leave members of them
out, so the schema demands none. Those that end in `Body` are sent to us, and hold nothing else.
"""

from __future__ import annotations

import inspect
import re
import types
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import (
    Annotated,
    Any,
    Literal,
    NotRequired,
    Protocol,
    TypedDict,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ComponentRegistry, ResolvedComponent

from evidence.api.parameters import Parameter
from evidence.api.problems import (
    BAD_PARAMETERS,
    MEDIA_TYPE,
    NOT_ACCEPTABLE,
    NOT_FOUND,
    SERVER_ERROR,
    TOO_MANY_REQUESTS,
    UNAVAILABLE,
    ProblemKind,
)

Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Format:
    """A text's format, as JSON Schema names it."""

    name: str


Day = Annotated[str, Format("date")]
Moment = Annotated[str, Format("date-time")]
Url = Annotated[str, Format("uri")]
Stable = Annotated[str, Format("uuid")]

_SIMPLE: Mapping[Any, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    Any: {},
    object: {},
}
_PATH_SCHEMAS: Mapping[str, Schema] = {
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "indicator": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
    "number": {"type": "integer", "minimum": 1},
    "older": {"type": "integer", "minimum": 1},
    "newer": {"type": "integer", "minimum": 2},
    "day": {"type": "string", "format": "date"},
    "stable_id": {"type": "string", "format": "uuid"},
    "suffix": {"type": "string", "enum": ["csv", "ndjson"]},
    "key": {"type": "string", "format": "uuid"},
}
_PATH_NAMES: Mapping[str, str] = {
    "slug": "The slug.",
    "indicator": "The indicator's slug.",
    "number": "The version's number.",
    "older": "The older version's number.",
    "newer": "The newer version's number.",
    "day": "The briefing's day.",
    "stable_id": "The question's stable id.",
    "suffix": "CSV or newline-delimited JSON.",
    "key": "The draft's own id.",
}


class ParameterErrorRecord(TypedDict):
    """A refused parameter and the reason."""

    parameter: str
    detail: str


class PointerErrorRecord(TypedDict):
    """A refused place of a body, by its JSON pointer, and the reason."""

    pointer: str
    detail: str


class WithdrawnSourceRecord(TypedDict):
    """A source of a take whose card was withdrawn since; `n` is its number in the take."""

    n: int
    ref: str
    reason: str
    withdrawn_at: Moment


class DisclosureRecord(TypedDict):
    """The label that says how a take came about, in words and for machines.

    `digital_source_type` is null where a partner handed in a draft and did not say what drafted it.
    """

    state: str
    experimental: bool
    mark: str
    sentences: list[str]
    text: str
    digital_source_type: Url | None
    token: str


class ProblemRecord(TypedDict):
    """An RFC 9457 problem. `type` leads to its explanation."""

    type: str
    title: str
    status: int
    detail: str
    errors: NotRequired[list[ParameterErrorRecord | PointerErrorRecord]]
    scope: NotRequired[str]
    reason: NotRequired[str]
    withdrawn_at: NotRequired[Moment]
    withdrawn_sources: NotRequired[list[WithdrawnSourceRecord]]
    disclosure: NotRequired[DisclosureRecord]


def schema_of(hint: Any, registry: ComponentRegistry) -> Schema:
    """JSON Schema of a type; typed dictionaries become named components."""
    if hint in _SIMPLE:
        return dict(_SIMPLE[hint])
    if is_typeddict(hint):
        return _component(hint, registry)
    origin, args = get_origin(hint), get_args(hint)
    if origin is Annotated:
        return {**schema_of(args[0], registry), "format": args[1].name}
    if origin is Literal:
        return {"type": "string", "enum": list(args)}
    if origin in (Union, types.UnionType):
        return _union([schema_of(arg, registry) for arg in args])
    if origin in (list, Sequence):
        return {"type": "array", "items": schema_of(args[0], registry)}
    if origin in (dict, Mapping):
        return {"type": "object", "additionalProperties": schema_of(args[1], registry)}
    raise TypeError(f"no schema for {hint!r}")


def _union(options: list[Schema]) -> Schema:
    """A nullable simple type is a list of types; anything else is anyOf."""
    first, *others = options
    if others == [{"type": "null"}] and "type" in first and "enum" not in first:
        return {**first, "type": [first["type"], "null"]}
    return {"anyOf": options}


def _component(record: Any, registry: ComponentRegistry) -> Schema:
    hints = get_type_hints(record, include_extras=True)
    properties = {name: schema_of(_bare(hint), registry) for name, hint in hints.items()}
    schema: Schema = {"type": "object", "properties": properties}
    if not record.__name__.endswith("Entry"):
        schema["required"] = [name for name, hint in hints.items() if get_origin(hint) is not NotRequired]
    if record.__name__.endswith("Body"):
        schema["additionalProperties"] = False
    if record.__doc__:
        schema["description"] = inspect.cleandoc(record.__doc__)
    component = ResolvedComponent(
        name=record.__name__, type=ResolvedComponent.SCHEMA, schema=schema, object=record
    )
    registry.register_on_missing(component)
    ref: Schema = component.ref
    return ref


def _bare(hint: Any) -> Any:
    return get_args(hint)[0] if get_origin(hint) is NotRequired else hint


class Described(Protocol):
    """What a view declares about itself."""

    operation: str
    about: str
    tag: str
    problems: tuple[ProblemKind, ...]

    @property
    def operation_id(self) -> str:
        """The operation's name."""

    def known_parameters(self) -> tuple[Parameter, ...]:
        """Everything that may stand in the query."""

    def contents(self, registry: ComponentRegistry) -> dict[str, Schema]:
        """A schema for each media type."""


class ViewSchema(AutoSchema):
    """Describes a view of ours from what it declares: record, parameters, problems."""

    def _described(self) -> Described:
        return cast(Described, self.view)

    def get_operation(
        self, path: str, path_regex: str, path_prefix: str, method: str, registry: ComponentRegistry
    ) -> Schema | None:
        """The operation, or None for what is no part of the contract."""
        view = self._described()
        if not view.operation:
            return None
        lines = inspect.cleandoc(view.about or type(view).__doc__ or "").split("\n", 1)
        description = lines[1].strip() if len(lines) > 1 else ""
        return {
            "operationId": view.operation_id,
            "summary": lines[0].rstrip("."),
            **({"description": description} if description else {}),
            "tags": [view.tag],
            "parameters": [*self._path_parameters(path), *self._query_parameters()],
            "responses": {**self._answer(registry), **_problems(view.problems, path, registry)},
        }

    def _path_parameters(self, path: str) -> list[Schema]:
        return [
            {
                "name": name,
                "in": "path",
                "required": True,
                "description": _PATH_NAMES[name],
                "schema": dict(_PATH_SCHEMAS[name]),
            }
            for name in re.findall(r"{(\w+)}", path)
        ]

    def _query_parameters(self) -> list[Schema]:
        return [
            {
                "name": parameter.name,
                "in": "query",
                "description": parameter.description,
                "schema": parameter.schema(),
            }
            for parameter in self._described().known_parameters()
        ]

    def _answer(self, registry: ComponentRegistry) -> Schema:
        contents = self._described().contents(registry)
        content = {media: {"schema": schema} for media, schema in contents.items()}
        return {
            "200": {"description": "Found.", "content": content},
            "304": {"description": "What If-None-Match names is still what would be answered."},
        }


def _problems(own: Sequence[ProblemKind], path: str, registry: ComponentRegistry) -> Schema:
    """Every status that an address may answer with besides its own, and what it then means."""
    schema = schema_of(ProblemRecord, registry)
    common = [BAD_PARAMETERS, NOT_ACCEPTABLE, TOO_MANY_REQUESTS, SERVER_ERROR, UNAVAILABLE]
    if "{" in path:
        common.append(NOT_FOUND)
    said: dict[str, list[str]] = {}
    for kind in sorted({kind.slug: kind for kind in (*common, *own)}.values(), key=lambda each: each.status):
        said.setdefault(str(int(kind.status)), []).append(f"`{kind.slug}`: {kind.title}.")
    return {
        status: {"description": " ".join(lines), "content": {MEDIA_TYPE: {"schema": dict(schema)}}}
        for status, lines in said.items()
    }

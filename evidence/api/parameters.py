"""Query parameters, declared once: read, refused by name, and described in the schema."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from evidence.api.problems import bad_parameters

Values = Mapping[str, Any]

_LONGEST = 500
_MOST_ERRORS = 20
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_SLUG = re.compile(r"[-a-zA-Z0-9_]{1,255}")
_NUMBER = re.compile(r"[0-9]{1,9}")
_FIRST_DAY, _LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class Refused(ValueError):
    """The value cannot be used; the message says what would do."""


@dataclass(frozen=True, slots=True)
class Parameter(ABC):
    """A query parameter by name. `default` is its value when it is not given."""

    name: str
    description: str
    default: Any = None

    @abstractmethod
    def parse(self, text: str) -> Any:
        """The value meant by the text. Raises Refused."""

    @abstractmethod
    def schema(self) -> dict[str, Any]:
        """JSON Schema of the value."""


@dataclass(frozen=True, slots=True)
class Slug(Parameter):
    """A slug as it stands in addresses."""

    def parse(self, text: str) -> str:
        if not _SLUG.fullmatch(text):
            raise Refused("must be a slug: letters, digits, hyphens and underscores.")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$", "maxLength": 255}


@dataclass(frozen=True, slots=True)
class Known(Slug):
    """A slug that something public has. `kind` is what such a thing is called, `among` where it is looked up."""

    kind: str = ""
    among: Callable[[], QuerySet] = QuerySet

    def parse(self, text: str) -> str:
        """The slug, after one query."""
        slug = Slug.parse(self, text)
        if not self.among().filter(slug=slug).exists():
            raise Refused(nothing_called(self.kind, slug))
        return slug


@dataclass(frozen=True, slots=True)
class Text(Parameter):
    """Free words, at most 200 characters."""

    def parse(self, text: str) -> str:
        if not text.strip() or len(text) > 200:
            raise Refused("must hold 1 to 200 characters.")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": 200, "pattern": r"\S"}


@dataclass(frozen=True, slots=True)
class Day(Parameter):
    """A day, ISO 8601, from 1900 to 2199."""

    def parse(self, text: str) -> date:
        try:
            found = date.fromisoformat(text) if _DAY.fullmatch(text) else None
        except ValueError:
            found = None
        if found is None or not _FIRST_DAY <= found <= _LAST_DAY:
            raise Refused("must be a day like 2026-04-14, from 1900 to 2199.")
        return found

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "format": "date", "pattern": "^(19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}$"}


@dataclass(frozen=True, slots=True)
class Number(Parameter):
    """A whole number between two bounds, both included."""

    least: int = 0
    most: int = 999_999_999

    def parse(self, text: str) -> int:
        if not _NUMBER.fullmatch(text) or not self.least <= int(text) <= self.most:
            raise Refused(f"must be a whole number from {self.least} to {self.most}.")
        return int(text)

    def schema(self) -> dict[str, Any]:
        given = {} if self.default is None else {"default": self.default}
        return {"type": "integer", "minimum": self.least, "maximum": self.most, **given}


@dataclass(frozen=True, slots=True)
class Choice(Parameter):
    """One of a few words."""

    options: tuple[str, ...] = ()

    def parse(self, text: str) -> str:
        if text not in self.options:
            raise Refused(f"must be one of: {', '.join(self.options)}.")
        return text

    def schema(self) -> dict[str, Any]:
        given = {} if self.default is None else {"default": self.default}
        return {"type": "string", "enum": list(self.options), **given}


@dataclass(frozen=True, slots=True)
class Fields(Parameter):
    """Names of fields, separated by commas; each one must exist."""

    options: tuple[str, ...] = ()

    def parse(self, text: str) -> tuple[str, ...]:
        names = tuple(dict.fromkeys(text.split(",")))
        if not text.strip():
            raise Refused(f"{self.name} is empty. Known: {', '.join(self.options)}.")
        unknown = [shown(name) for name in names if name not in self.options]
        if unknown:
            raise Refused(f"has unknown names: {', '.join(unknown)}. Known: {', '.join(self.options)}.")
        return names

    def schema(self) -> dict[str, Any]:
        any_of = "|".join(self.options)
        return {"type": "string", "pattern": f"^({any_of})(,({any_of}))*$", "maxLength": _LONGEST}


@dataclass(frozen=True, slots=True)
class Opaque(Parameter):
    """A cursor: handed out by one answer, given back in the next request."""

    def parse(self, text: str) -> str:
        if not text:
            raise Refused("must be a cursor that an earlier answer gave.")
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": _LONGEST}


def read(query: QueryDict, known: Sequence[Parameter]) -> dict[str, Any]:
    """The value of each known parameter. Raises the problem that names each unknown or wrong one."""
    by_name = {parameter.name: parameter for parameter in known}
    values = {parameter.name: parameter.default for parameter in known}
    errors: list[tuple[str, str]] = []
    for name, texts in query.lists():
        try:
            values[name] = _value(by_name.get(name), texts, known)
        except Refused as error:
            errors.append((shown(name), str(error)))
    if not errors and _backwards(values.get("from"), values.get("until")):
        errors.append(("from", f"must not be after until, which is {values['until']}."))
    if errors:
        raise bad_parameters(errors[:_MOST_ERRORS])
    return values


def nothing_called(kind: str, slug: str) -> str:
    """Why a slug that names nothing is refused."""
    return f"no {kind} is called “{shown(slug)}”."


def shown(name: str) -> str:
    """A name from outside, short enough and clean enough to be quoted back."""
    return "".join(letter if letter.isprintable() else "?" for letter in name[:60])


def _backwards(first: date | None, last: date | None) -> bool:
    return first is not None and last is not None and first > last


def _value(parameter: Parameter | None, texts: Iterable[object], known: Sequence[Parameter]) -> Any:
    if parameter is None:
        names = ", ".join(sorted(each.name for each in known)) or "none"
        raise Refused(f"is not a parameter of this address. Known: {names}.")
    values = [str(text) for text in texts]
    if len(values) != 1:
        raise Refused("may be given once.")
    if len(values[0]) > _LONGEST or "\x00" in values[0]:
        raise Refused(f"must have at most {_LONGEST} characters and no NUL.")
    return parameter.parse(values[0])

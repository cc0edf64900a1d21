"""Pages by cursor: a place in the order, so nothing is skipped or told twice as rows arrive."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from django.db.models import Model, Q, QuerySet

from evidence.api.problems import bad_parameters

DEFAULT_LIMIT = 25
HIGHEST_LIMIT = 100
EXPORT_LIMIT = 1000

KeyType = Literal["int", "day", "text"]
_BIGGEST = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Key:
    """A column of an order, never null. `attribute` is where a row holds it."""

    column: str
    type: KeyType
    attribute: str = ""

    def of(self, row: Model) -> Any:
        """The row's value, as JSON has it."""
        value = getattr(row, self.attribute or self.column)
        return value.isoformat() if self.type == "day" else value

    def read(self, value: object) -> Any:
        """The value back from JSON. Raises ValueError for anything that no row could have."""
        if self.type == "int" and type(value) is int and abs(value) <= _BIGGEST:
            return value
        if self.type == "day" and isinstance(value, str):
            return date.fromisoformat(value)
        if self.type == "text" and isinstance(value, str) and "\x00" not in value:
            value.encode()
            return value
        raise ValueError(value)


@dataclass(frozen=True, slots=True)
class Order:
    """A total order: its keys end in one that is unique. Read backwards when `descending`."""

    name: str
    keys: tuple[Key, ...]
    descending: bool = False

    @property
    def columns(self) -> list[str]:
        """For `order_by`."""
        return [f"-{key.column}" if self.descending else key.column for key in self.keys]


@dataclass(frozen=True, slots=True)
class Page:
    """Rows in order, and the cursor of what follows them: None at the end."""

    rows: list[Any]
    next_cursor: str | None


def orders(*given: Order) -> Mapping[str, Order]:
    """Each order under its name, and backwards under its name with a hyphen before it."""
    both = [(Order(order.name, order.keys), Order(f"-{order.name}", order.keys, True)) for order in given]
    return {order.name: order for pair in both for order in pair}


def page_of(rows: QuerySet, order: Order, *, after: str | None, limit: int) -> Page:
    """The `limit` rows that follow the cursor, in one query. Raises the problem of a cursor that is none."""
    if after is not None:
        rows = rows.filter(_beyond(order, read_cursor(order, after)))
    found = list(rows.order_by(*order.columns)[: limit + 1])
    more = len(found) > limit
    return Page(found[:limit], cursor_of(order, found[limit - 1]) if more else None)


def cursor_of(order: Order, row: Model) -> str:
    """The place of a row in the order, as text for an address."""
    return write_cursor([order.name, *(key.of(row) for key in order.keys)])


def write_cursor(parts: Sequence[object]) -> str:
    """JSON in base64 for addresses."""
    text = json.dumps(parts, separators=(",", ":"))
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def read_cursor(order: Order, cursor: str) -> list[Any]:
    """The values of the order's keys. A cursor of another order, or junk, is refused by name."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        parts = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        name, *values = parts
        if name != order.name or write_cursor(parts) != cursor:
            raise ValueError(name)
        return [key.read(value) for key, value in zip(order.keys, values, strict=True)]
    except (ValueError, TypeError, RecursionError, binascii.Error) as error:
        reason = "must be a cursor that an earlier answer gave for the same order."
        raise bad_parameters([("cursor", reason)]) from error


def _beyond(order: Order, values: Sequence[Any]) -> Q:
    """Rows strictly after the place: (a, b) > (x, y), spelt so that the index of the first column helps."""
    side = "lt" if order.descending else "gt"
    first = order.keys[0]
    result = Q()
    for depth, key in enumerate(order.keys):
        same = {known.column: value for known, value in zip(order.keys[:depth], values, strict=False)}
        result |= Q(**same, **{f"{key.column}__{side}": values[depth]})
    return Q(**{f"{first.column}__{side}e": values[0]}) & result

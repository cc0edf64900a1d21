"""Public refs of cards: `2026-04-14#0` as shown, `2026-04-14-0` as it stands in addresses."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_REF = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})[#-](?P<number>0|[1-9]\d{0,3})")


class NotARef(ValueError):
    """The text is neither a ref nor a slug of one."""


@dataclass(frozen=True, slots=True)
class CardRef:
    """A briefing's date and the card's place in it, counted from 0."""

    day: date
    number: int

    def __str__(self) -> str:
        return f"{self.day.isoformat()}#{self.number}"

    @property
    def slug(self) -> str:
        """The form for addresses, where `#` would begin a fragment."""
        return f"{self.day.isoformat()}-{self.number}"


def parse_ref(text: str) -> CardRef:
    """Read a ref or its slug. Raises NotARef for anything else, impossible dates included."""
    found = _REF.fullmatch(text)
    if found is None:
        raise NotARef(text)
    try:
        return CardRef(date.fromisoformat(found["day"]), int(found["number"]))
    except ValueError as error:
        raise NotARef(text) from error

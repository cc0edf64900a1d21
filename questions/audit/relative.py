"""Days, months and years that a card tells only from the day it came out: "on Saturday", "last month"."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from .shapes import PartialDate, Span
from .wording import MONTHS

_WEEKDAYS = {
    name: number
    for number, name in enumerate(
        ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
    )
}
_DAY = re.compile(rf"(?<![\w-])(?P<name>{'|'.join(_WEEKDAYS)})(?:['’]s|s)?(?!\w)", re.IGNORECASE)
# What makes a weekday one still to come.
_AHEAD = re.compile(
    r"\b(?:next|coming|this|will|would|shall|to|due|until|by|from|plans?|expect\w*|schedul\w*|starts?|begins?|opens?|ends?)\b",
    re.IGNORECASE,
)
_NEAR = re.compile(
    r"\b(?:(?P<yesterday>yesterday|last\snight)|(?P<tomorrow>tomorrow)|(?P<today>today|tonight|this\s(?:morning|afternoon|evening)))\b",
    re.IGNORECASE,
)
_MONTH = re.compile(r"\b(?P<which>last|previous|past|this|current|next|coming)\smonth(?!\w)", re.IGNORECASE)
_MONTHS = {"last": -1, "previous": -1, "past": -1, "this": 0, "current": 0, "next": 1, "coming": 1}
_DECADE = re.compile(r"\bend\sof\s(?:the|this)\sdecade\b", re.IGNORECASE)
_names = "|".join(name for name in MONTHS if len(name) > 4 or name in ("may", "june", "july"))
_END = re.compile(
    rf"\b(?:(?P<end>end|close)|start|beginning)[-\s](?:of\s)?(?P<month>{_names})(?:,?\s(?P<year>(?:19|20)\d\d))?(?!\w)",
    re.IGNORECASE,
)
_WEEK, _BEFORE = 7, 70


@lru_cache(maxsize=1024)
def told_days(text: str, published: date) -> tuple[tuple[Span, PartialDate], ...]:
    """The dates that a text published on this day leaves to its reader."""
    return tuple((span, day) for span, day in _told(text, published))


def _told(text: str, published: date) -> Iterator[tuple[Span, PartialDate]]:
    for match in _DAY.finditer(text):
        span = Span(*match.span())
        back = (published.weekday() - _WEEKDAYS[match["name"].lower()]) % _WEEK
        before = text[max(0, match.start() - _BEFORE) : match.start()].rpartition(". ")[2]
        if back == 0 and before.lower().endswith("last "):
            back = _WEEK
        yield span, _whole(published, -back)
        if _AHEAD.search(before):
            yield span, _whole(published, _WEEK - back)
    for match in _NEAR.finditer(text):
        gap = {"yesterday": -1, "today": 0, "tomorrow": 1}[str(match.lastgroup)]
        yield Span(*match.span()), _whole(published, gap)
    for match in _MONTH.finditer(text):
        months = published.year * 12 + published.month - 1 + _MONTHS[match["which"].lower()]
        yield Span(*match.span()), PartialDate(months // 12, months % 12 + 1)
    for match in _END.finditer(text):
        month = MONTHS[match["month"].lower()]
        year = int(match["year"]) if match["year"] else None
        last = monthrange(year or published.year, month)[1]
        yield Span(*match.span()), PartialDate(year, month, last if match["end"] else 1)
    for match in _DECADE.finditer(text):
        last = published.year // 10 * 10 + 9
        yield Span(*match.span()), PartialDate(last)
        yield Span(*match.span()), PartialDate(last + 1)


def _whole(start: date, days: int) -> PartialDate:
    try:
        day = start + timedelta(days=days)
    except OverflowError:
        return PartialDate()
    return PartialDate(day.year, day.month, day.day)


def year_of(month: int, day: int | None, published: date) -> int:
    """The year of a day that a text gives without one: the last such day before it came out."""
    last = day or 1
    known = min(last, monthrange(published.year, month)[1])
    return published.year if (month, known) <= (published.month, published.day) else published.year - 1

"""Spans of time that a card leaves to the reader: between two of its dates or hours, and the year that lies so
many years from another.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from .agreeing import agrees
from .clauses import Parsed
from .shapes import PartialDate, Quantity, QuantityKind
from .terms import spoken_of

_DAY, _MINUTE = 86400, 60
_LONG = re.compile(
    r"\b(?:in|over|within|for|after|ago|earlier|later|before|since|between|during|past|last|across|took|lasted|wait\w*"
    r"|spent|of|by|on|from|longer|shorter|apart|old|late|overdue|on|ran?|span\w*)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:ago|past|last|since|old|earlier|before|after|later|previous\w*|first\stime\sin)\b", re.IGNORECASE
)
_AFTER = re.compile(r"\b(?:after|before|later|earlier|within|following|apart|between|on)\b", re.IGNORECASE)
_BACK = re.compile(
    r"[-\s]*(?:years?)?[-\s]*(?:ago|earlier|before|old|previously|of\s|in\s|at\s|for\s)", re.IGNORECASE
)
_NEXT_TO = re.compile(
    r"\b(?:(?P<before>(?:last|previous|prior|preceding)\syear|(?:an?|the|one)\syear\s(?:earlier|ago|before|previously)|on\sthe\syear|year[-\s]on[-\s]year)|(?P<after>next\syear|(?P<later>a\syear\slater)))\b",
    re.IGNORECASE,
)
_SAME_STORY = 200
_THROUGH = re.compile(r"\s(?:and|to|until|through)\s|\s?[–—-]\s?")
_MOST_MONTHS = 3600


def between(figure: Quantity, claim: Parsed, card: Parsed, published: date) -> Iterator[tuple[str, Quantity]]:
    """The formulas by which a length of time follows from two dates or hours of the card."""
    if (
        figure.kind is not QuantityKind.COUNT
        or figure.unit not in ("month", "s")
        or figure.low > _MOST_MONTHS * 2_678_400
    ):
        return
    around = claim.text[max(0, figure.span.start - 40) : figure.span.end + 30]
    if not _LONG.search(around):
        return
    # A day that the card gives again and again is one day.
    dates = [(one, day) for day, one in {one.date: one for one in reversed(card.figures) if one.date}.items()]
    # A day without a year is one of the year of publication.
    days = [(one, day if day.year is not None else replace(day, year=published.year)) for one, day in dates]
    today = PartialDate(published.year, published.month, published.day)
    told = {one.date for one in claim.figures if one.date is not None}
    ends = list(days)
    # Where the claim gives no other day, it reckons from the day of publication.
    for one, start in days:
        # Until now is no bound: what the card tells goes on.
        open_ended = figure.approx not in ("at least", "at most") and (
            _SINCE.search(around) is not None or card.text[: one.span.start].endswith("since ")
        )
        near = any(day.year == start.year for day in told) or spoken_of(one, claim, card)
        others = any(day.year is not None and day.year != start.year for day in told)
        now = [(one, today)] if open_ended and not others else []
        for other, end in (*ends, *now) if near else ():
            # "Between August and December" are five months.
            through = figure.unit == "month" and _THROUGH.fullmatch(
                card.text[one.span.end : other.span.start]
            )
            for length in _lengths(start, end, figure.unit):
                if through and agrees(figure, length + 1):
                    yield f"{one.raw} to {other.raw}", one
                if agrees(figure, length):
                    yield f"{other.raw if end is not today else published.isoformat()} − {one.raw}", one
    clocks = [one for one in card.figures if one.kind is QuantityKind.CLOCK]
    for one in clocks if figure.unit == "s" else ():
        for other in clocks:
            if agrees(figure, (other.low - one.low) * _MINUTE):
                yield f"{other.raw} − {one.raw}", one


def _lengths(start: PartialDate, end: PartialDate, unit: str) -> Iterator[Decimal]:
    """How far apart two dates are: in months, or in seconds where both days are known."""
    years = (end.year or 0) - (start.year or 0)
    if unit == "month":
        if years > 0:
            yield Decimal(12 * years)
        if start.month is not None and end.month is not None:
            yield Decimal(12 * years + end.month - start.month)
    elif start.month and start.day and end.month and end.day and start.year and end.year:
        first, last = date(start.year, start.month, start.day), date(end.year, end.month, end.day)
        yield Decimal((last - first).days * _DAY)
        yield Decimal(((last - first).days + 1) * _DAY)


def counted_back(figure: Quantity, card: Parsed, published: date) -> Iterator[tuple[str, Quantity]]:
    """The year that the card gives as so many years from another, or from its publication."""
    wanted = figure.date
    if wanted is None or wanted.year is None or wanted.month is not None:
        return
    years = {published.year} | {one.date.year for one in card.figures if one.date and one.date.year}
    for one in card.figures:
        if one.kind is QuantityKind.COUNT and one.unit == "month" and one.low % 12 == 0:
            gap = int(one.low // 12)
            after = _BACK.match(card.text, one.span.end)
            if after and any(wanted.year == year - gap for year in years):
                yield f"{wanted.year + gap} − {gap}", one
            elif "later" in card.text[one.span.end : one.span.end + 10] and wanted.year - gap in years:
                yield f"{wanted.year - gap} + {gap}", one
    for words in _NEXT_TO.finditer(card.text):
        gap = -1 if words["before"] else 1
        told = _years_before(card, words.start())
        # "A year later" counts from what is told, "next year" from the day of writing too.
        if wanted.year - gap in (told if words["later"] else told | {published.year}):
            yield f"{wanted.year - gap} {'+' if gap > 0 else '−'} 1", figure


def _years_before(card: Parsed, at: int) -> set[int]:
    """The years that a text has given shortly before a place in it."""
    first, last = (bisect_left(card.figures, end, key=_start) for end in (at - _SAME_STORY, at))
    return {one.date.year for one in card.figures[first:last] if one.date and one.date.year}


def _start(figure: Quantity) -> int:
    return figure.span.start


def own_days(figure: Quantity, claim: Parsed, published: Sequence[date]) -> str | None:
    """The two days of the claim itself that lie as far apart as it says: "five weeks, from 30 August to 8 October"."""
    if figure.kind is not QuantityKind.COUNT or figure.unit not in ("month", "s") or not published:
        return None
    days = [
        (one, replace(one.date, year=one.date.year or published[0].year))
        for one in claim.figures
        if one.date is not None and one.date.month is not None
    ]
    for (first, start), (last, end) in combinations(days, 2):
        if any(agrees(figure, length) for length in _lengths(start, end, figure.unit)):
            return f"{last.raw} − {first.raw}"
    return None


def apart(figure: Quantity, claim: Parsed, published: Sequence[date]) -> str | None:
    """The days of publication of two cards that lie as far apart as a claim says: "two weeks after …"."""
    around = claim.text[max(0, figure.span.start - 10) : figure.span.end + 20]
    if (
        figure.kind is not QuantityKind.COUNT
        or figure.unit not in ("month", "s")
        or not _AFTER.search(around)
    ):
        return None
    days = sorted(set(published))
    for first, last in combinations(days, 2):
        start, end = (PartialDate(day.year, day.month, day.day) for day in (first, last))
        if any(agrees(figure, length) for length in _lengths(start, end, figure.unit)):
            return f"{last} − {first}"
    return None

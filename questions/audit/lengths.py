"""Lengths of time written in more than one unit: "2 hours and 40 minutes", "1 minute 57", "2:18:44"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from . import numerals
from .numerals import EXACT, Number

_UNITS = {
    "year": ("month", "12"),
    "month": ("month", "1"),
    "week": ("s", "604800"),
    "day": ("s", "86400"),
    "hour": ("s", "3600"),
    "hr": ("s", "3600"),
    "minute": ("s", "60"),
    "min": ("s", "60"),
    "second": ("s", "1"),
    "sec": ("s", "1"),
}
_UNIT_WORDS = frozenset(_UNITS) | {unit + "s" for unit in _UNITS}
_names = "|".join(_UNITS)
_COUNT = rf"(?:\d+(?:\.\d+)?|{numerals.WORDS})"
_TERM = re.compile(rf"(?<![\w-])(?P<n>{_COUNT}|an?)[\s-](?P<unit>{_names})s?(?!\w)", re.IGNORECASE)
_NEXT = re.compile(rf",?\s(?:and\s)?(?P<n>{_COUNT})[\s-](?P<unit>{_names})s?(?!\w)", re.IGNORECASE)
# "1 minute 57" leaves the seconds out; a noun after the number would make it a count of something else.
_BARE = re.compile(
    r"\s(?P<n>[0-5]?\d)(?=[.,;:)]?(?:\s(?:on|off|in|behind|ahead|back|to|and|or|from|after|before|clear|later|slower|faster|quicker|of|by"
    r"|but|for|at|with|while)\b|$|\.\s|[,;)]))",
    re.IGNORECASE,
)
_HALF = re.compile(r"\sand\sa\shalf(?!\w)", re.IGNORECASE)
# Asked of lower case, which takes a fraction of the time that either case does.
_HINT = re.compile(
    rf"(?:{_names})s?(?:\sand\sa\shalf|\s\d|,?\s(?:and\s)?(?:\d+|[a-z]+(?:-[a-z]+)?)[\s-](?:{_names}))"
)
_BELOW = {"hour": "60", "hr": "60", "minute": "1", "min": "1"}
_RACE = re.compile(
    r"(?<![\w:.,])(?:(?P<h>\d{1,2}):(?P<m>[0-5]\d):(?P<s>[0-5]\d(?:\.\d+)?)"
    r"|(?P<min>\d{1,2}):(?P<sec>[0-5]\d\.\d+))(?![\w:]|\.\d)"
)


@dataclass(frozen=True, slots=True)
class Length:
    start: int
    end: int
    unit: str
    number: Number


def lengths(text: str, words: frozenset[str]) -> Iterator[Length]:
    """Every length of time that takes more than one number to say, in its smallest base unit."""
    if ":" in text:
        for match in _RACE.finditer(text):
            hours, minutes = (match["h"] or 0, match["m"] or match["min"])
            seconds = Decimal(match["s"] or match["sec"])
            value = Decimal(3600 * int(hours) + 60 * int(minutes)) + seconds
            yield Length(match.start(), match.end(), "s", Number(value, _step(seconds), False))
    if words.isdisjoint(_UNIT_WORDS) or not _HINT.search(text.lower()):
        return
    end = 0
    for match in _TERM.finditer(text):
        if match.start() < end:
            continue
        base, factor = _UNITS[match["unit"].lower()]
        total, last, end = _times(match["n"], factor), Decimal(factor), match.end()
        while (following := _NEXT.match(text, end)) and _fits(following, base, last):
            last = Decimal(_UNITS[following["unit"].lower()][1])
            total, end = total + _times(following["n"], str(last)), following.end()
        half = _HALF.match(text, end) if end == match.end() else None
        if half is not None:
            last, end = last / 2, half.end()
            total += last
        bare = _BARE.match(text, end) if end == match.end() else None
        if bare is not None and (below := _BELOW.get(match["unit"].lower())):
            last, end = Decimal(below), bare.end()
            total += _times(bare["n"], below)
        if end > match.end():
            yield Length(match.start(), end, base, Number(total, last, False))


def _fits(following: re.Match[str], base: str, last: Decimal) -> bool:
    unit, factor = _UNITS[following["unit"].lower()]
    return unit == base and Decimal(factor) < last and ("," not in following.group()[:1] or unit == "s")


def _times(written: str, factor: str) -> Decimal:
    if written[0].isdigit():
        number = Decimal(written)
    else:
        number = Decimal(1) if written.lower() in ("a", "an") else numerals.from_words(written).value
    return EXACT.multiply(number, Decimal(factor))


def _step(seconds: Decimal) -> Decimal:
    return Decimal(1).scaleb(int(seconds.as_tuple().exponent))

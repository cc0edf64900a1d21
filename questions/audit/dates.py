"""Dates in a text, from "9 April 2026" to "early April" and "the 1990s"."""

import re

from .masks import blotted
from .shapes import Part, PartialDate, Span
from .wording import MONTHS

_MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December)(?!\w)"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)(?!\w)\.?)"
)
_ALONE = r"January|February|April|June|July|August|September|October|November|December"
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_DAY2 = r"(?P<day2>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[-\s](?:in\s)?"
_RANGE = r"(?:\s?[–—-]\s?|\s(?:and|to|until|or)\s)"
_FROM = r"(?<!\w)(?<!\d[.,])"
_END = r"(?![\w%]|[.,]\d)"
# "In May 1,080 were built": no day has a comma.
_DAY_OR_YEAR = rf"(?:(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?|(?:19|20)\d\d){_END}"
_NO_COUNT = (
    r"(?!\s?(?:%|percent|per\scent|million|billion|trillion|km\b|GW\b|MW\b|kW\b|GPUs?\b|tokens?\b|dollars?\b|euros?\b"
    r"|yuan\b|parameters?\b|times\b|x\b|[×*^]))"
)
_NO_SIGN = r"(?<![\w.,$€£¥#])(?<!\d[-–])"

_NAMES = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
_PART_HINT = r"(?:arly|id|ate)[-\s]"
_DAY_MONTH_HINT = rf"\d(?:st|nd|rd|th)?\s(?:of\s)?{_NAMES}"
_MONTH_DAY_HINT = rf"{_NAMES}[a-z]*\.?\s\d"

# Each kind with what it cannot do without: most texts have no date of most kinds.
_PATTERNS = tuple(
    (re.compile(hint).search, re.compile(pattern))
    for hint, pattern in (
        (
            r"\d-[01]\d",
            r"(?<![\w-])(?P<year>(?:19|20)\d\d)-(?P<month>0[1-9]|1[0-2])(?:-(?P<day>0[1-9]|[12]\d|3[01]))?(?![\d#]|-\d)",
        ),
        (
            _DAY_MONTH_HINT,
            rf"{_FROM}{_DAY}{_RANGE}{_DAY2}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?{_END}",
        ),
        (_MONTH_DAY_HINT, rf"{_FROM}{_MONTH}\s{_DAY}{_RANGE}{_DAY2}(?:,?\s{_YEAR})?{_END}"),
        (
            _DAY_MONTH_HINT,
            rf"{_FROM}{_DAY}\s(?:of\s)?{_MONTH}(?:,?\s{_YEAR})?{_END}",
        ),
        (
            _MONTH_DAY_HINT,
            rf"{_FROM}{_MONTH}\s{_DAY}(?:,?\s{_YEAR})?{_END}(?!\s(?:percent|per\scent|million|billion))",
        ),
        (
            rf"{_NAMES}[a-z]*\.?(?:,|\sof)?\s\d",
            rf"{_FROM}(?:{_PART})?{_MONTH}(?:,|\sof)?\s{_YEAR}{_END}",
        ),
        (rf"{_PART_HINT}(?:in\s)?{_NAMES}", rf"{_FROM}{_PART}{_MONTH}(?!\w)"),
        (
            rf"\s{_NAMES}",
            rf"(?<!\w)(?:[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Ff]rom|[Dd]uring|[Ll]ast|[Nn]ext|[Tt]his|[Bb]etween|[Oo]f|to|and|through)\s{_MONTH}(?!\w|\s{_DAY_OR_YEAR})",
        ),
        # Before another capital letter a month is part of a name, and "may" and "march" are other words.
        (_NAMES, rf"{_FROM}(?P<month>{_ALONE})(?!\w|[\s-][A-Z]|-\d|\s{_DAY_OR_YEAR})"),
        (r"\d0s", r"(?<![\w.,$€£¥])(?P<decade>(?:19|20)\d0)s(?!\w)"),
        (rf"\d{_RANGE}[12]", rf"{_NO_SIGN}{_YEAR}{_RANGE}(?P<year2>(?:19|20)\d\d){_END}"),
        (r"\d[-–/]\d\d", rf"{_NO_SIGN}{_YEAR}[-–/](?P<short>\d\d)(?![\w%-])"),
        (rf"{_PART_HINT}(?:in\s)?[12]", rf"(?<!\w){_PART}{_YEAR}{_END}"),
        (
            r"(?:19|20)\d\d",
            rf"{_NO_SIGN}{_YEAR}(?![\w%]|[.,]\d|[-–]\d|\s[-–]\s\d){_NO_COUNT}",
        ),
    )
)
_PARTS: dict[str, Part] = {"early": "early", "mid": "mid", "late": "late"}
_MONTH_ALONE = _PATTERNS[7][1]


def dates(text: str) -> tuple[list[tuple[Span, PartialDate]], str]:
    """The dates of a text, and the text with them blotted out. A span of days or years gives both ends."""
    found: list[tuple[Span, PartialDate]] = []
    for hint, pattern in _PATTERNS:
        if not hint(text):
            continue
        spans: list[Span] = []
        for match in pattern.finditer(text):
            start = match.start("month") if pattern is _MONTH_ALONE else match.start()
            spans.append(Span(start, match.end()))
            found.extend(_read(match, spans[-1]))
        text = blotted(text, spans)
    return found, text


def _read(match: re.Match[str], span: Span) -> list[tuple[Span, PartialDate]]:
    parts = match.groupdict()
    if parts.get("decade"):
        return [(span, PartialDate(year=int(parts["decade"]), part="decade"))]
    year = int(parts["year"]) if parts.get("year") else None
    month = _month(parts.get("month"))
    for key in ("day2", "year2", "short"):
        if parts.get(key) is not None:
            return _both_ends(match, span, key, year, month)
    day = int(parts["day"]) if parts.get("day") else None
    word = (parts.get("part") or "").lower()
    return [(span, PartialDate(year, month, day, _PARTS.get(word, "")))]


def _both_ends(
    match: re.Match[str], span: Span, key: str, year: int | None, month: int | None
) -> list[tuple[Span, PartialDate]]:
    second = int(match[key])
    if key == "day2":
        cut = match.end("day")
        first = PartialDate(year, month, int(match["day"]))
        last = PartialDate(year, month, second)
    else:
        cut = match.end("year")
        first = PartialDate(year)
        century = (year or 0) // 100 * 100
        last = PartialDate(second if second > 99 else century + second)
    return [(Span(span.start, cut), first), (Span(match.start(key), span.end), last)]


def _month(name: str | None) -> int | None:
    if name is None:
        return None
    return int(name) if name.isdigit() else MONTHS[name.rstrip(".").lower()]


def implies(known: PartialDate, claimed: PartialDate) -> bool:
    """Whether a card's date says what the claim's says: "9 April 2026" implies "April 2026" and "2026"."""
    if "decade" in (known.part, claimed.part):
        return known == claimed
    for has, wants in ((known.year, claimed.year), (known.month, claimed.month), (known.day, claimed.day)):
        if wants is not None and has != wants:
            return False
    return not claimed.part or claimed.part == _part_of(known, claimed)


def _part_of(known: PartialDate, claimed: PartialDate) -> str:
    if known.part:
        return known.part
    if claimed.month is None:
        return "" if known.month is None else ("early", "mid", "late")[(known.month - 1) // 4]
    return "" if known.day is None else ("early", "mid", "late")[min((known.day - 1) // 10, 2)]

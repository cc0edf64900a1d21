"""The few readings of figures the fault generator needs, kept apart from the audit it puts to the test."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

UNITS_OF_SIZE = {
    "thousand": 3,
    "k": 3,
    "million": 6,
    "m": 6,
    "mn": 6,
    "billion": 9,
    "bn": 9,
    "b": 9,
    "trillion": 12,
    "tn": 12,
    "t": 12,
}
_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen twenty"
)
_TENS = "thirty forty fifty sixty seventy eighty ninety"
_YEAR = "January February March April May June July August September October November December"
WORDS = {word: Decimal(number) for number, word in enumerate(_ONES.split())} | {
    word: Decimal(10 * number) for number, word in enumerate(_TENS.split(), 3)
}
MONTHS = _YEAR.split()
_MONTH = "|".join(name[:3] + rf"(?:{name[3:]})?" if len(name) > 3 else name for name in MONTHS)
_FIGURE = re.compile(
    r"(?<![\w.,/×^\-–−])(?P<cur>[$€£¥₹])?(?P<num>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)(?![\d]|[.,]\d|×10)"
    r"(?P<size>\s?(?:thousand|million|billion|trillion|mn|bn|tn|[mkbt])\b|[MKBT]\b)?"
    r"(?P<unit>%|\s?[-\s]?[A-Za-z°][\w°]*)?"
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"")
_BEFORE_DAY = re.compile(rf"\b(?:{_MONTH})\.?\s+$")
_AFTER_DAY = re.compile(rf"\s+(?:of\s+)?(?:{_MONTH})\b")
_HEDGE = re.compile(
    r"\b(?:about|around|roughly|some|nearly|almost|over|under|above|below|more\sthan|less\sthan|fewer\sthan"
    r"|at\s(?:least|most)|up\sto|approximately|close\sto|just|well|between|beyond|past|short\sof|or\sso|past"
    r"|no\s(?:more|fewer|less)\sthan|exceed\w*|topp\w*|mid)[\s-]+(?:a\s)?$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in digits: its span without the unit, its value with its size word, and what follows it."""

    start: int
    end: int
    cur: str
    digits: str
    size: str
    unit: str
    hedged: bool
    in_span: bool

    @property
    def value(self) -> Decimal:
        scale = UNITS_OF_SIZE.get(self.size.strip().lower(), 0)
        return Decimal(self.digits.replace(",", "")).scaleb(scale)

    @property
    def is_year(self) -> bool:
        plain = (
            not self.in_span
            and len(self.digits) == 4
            and self.digits.isdigit()
            and not self.cur
            and not self.size
        )
        return plain and 1000 <= int(self.digits) <= 2100


def figures(text: str) -> Iterator[Figure]:
    """The figures in digits outside quotations and dates; years are among them."""
    quoted = quotations(text)
    for match in _FIGURE.finditer(text):
        start = match.start()
        if any(left <= start < right for left, right in quoted) or is_day(text, match):
            continue
        yield Figure(
            start,
            match.end("size") if match["size"] else match.end("num"),
            match["cur"] or "",
            match["num"],
            match["size"] or "",
            (match["unit"] or "").strip(" -").lower(),
            _HEDGE.search(text[:start]) is not None,
            re.match(r"[-–/]\d", text[match.end("num") :]) is not None,
        )


def is_day(text: str, match: re.Match[str]) -> bool:
    """Whether a number is the day in "3 March" or "March 3"."""
    near = len(match["num"]) <= 2
    return near and bool(
        _BEFORE_DAY.search(text[: match.start()]) or _AFTER_DAY.match(text, match.end("num"))
    )


def quotations(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in _QUOTED.finditer(text)]


def inside(place: int, spans: list[tuple[int, int]]) -> bool:
    return any(left <= place < right for left, right in spans)


def hedged(text: str, place: int) -> bool:
    return _HEDGE.search(text[:place]) is not None


def values(text: str) -> frozenset[Decimal]:
    """Every number a text holds, bare and with its size word, in digits or in a word."""
    found: set[Decimal] = set()
    for match in re.finditer(r"\d[\d,]*(?:\.\d+)?", text):
        bare = Decimal(match.group().replace(",", ""))
        size = re.match(r"[\s-]?([A-Za-z]+)", text[match.end() :])
        scale = UNITS_OF_SIZE.get(size[1].lower(), 0) if size else 0
        found |= {bare.normalize(), bare.scaleb(scale).normalize()}
    found |= {WORDS[word].normalize() for word in re.findall(r"[a-z]+", text.lower()) if word in WORDS}
    return frozenset(found)

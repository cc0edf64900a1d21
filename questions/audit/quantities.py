"""Every figure of a text, with its unit, in one form that can be compared."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from . import numerals
from .dates import dates
from .hedges import hedge
from .hints import words_of
from .lengths import lengths
from .masks import FILLER, blotted, masked
from .matching import matches
from .numerals import EXACT, Number
from .portions import portions
from .shapes import Quantity, QuantityKind, Span
from .units import CURRENCY, UNIT, Unit, currency_of, magnitude_of, unit_of
from .wording import MULTIPLE_WORDS, ONES, ORDINAL_WORDS, ORDINALS, TEENS, TENS

__all__ = ["Quantity", "matches", "quantities"]

_MAGNITUDE = (
    r"(?:[\s\u00a0-]?(?i:thousand|million|billion|trillion|quadrillion)(?!\w)|\s?(?i:bn|mn|bln|mln|trn|tn)(?!\w)"
    r"|(?(cur)[\s\u00a0]?)[KkMmBbT](?![\w]))"
)
# What a figure can begin with; most words are passed over at a glance.
_number_words = "|".join(sorted({word[:3] for word in (*ONES, *TEENS, *TENS)}))
_BEGINS = rf"(?=[\d.½¼¾$€£¥₩₹]|{CURRENCY}|(?i:an?[-\s]|half\s|{_number_words}))"
# A footnote's superscript may follow a figure; a letter may not.
_END = r"(?![^\W⁰¹²³⁴⁵⁶⁷⁸⁹]|\.\d)"
_FIGURE = re.compile(
    rf"(?<!\w)(?<!\d\.){_BEGINS}(?:(?P<cur>{CURRENCY})[\s\u00a0]?)?"
    rf"(?:(?P<pow>{numerals.POWER})|(?P<num>{numerals.NUMERAL})(?P<sci>{numerals.SCIENTIFIC})?"
    rf"|(?P<word>{numerals.WORDS}))(?P<half>(?<=\d)\sand\sa\shalf(?!\w))?"
    rf"(?P<mag>{_MAGNITUDE})?(?P<unit>{UNIT})?(?P<plus>\+)?{_END}"
)
# What joins the two ends of a range.
_JOINT = re.compile(r"-to-|\s?[–—]\s?|\s?-\s?(?=[\d$€£¥A-Za-z])|\s(?:to|and)\s")
_BEFORE_PAIR = re.compile(r"\b(between|from)\s(?:\w+\s)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s(?:\w+\s)?$", re.IGNORECASE)
_MULTIPLE = re.compile(
    rf"(?<![\w-])(?P<word>{'|'.join(sorted(MULTIPLE_WORDS, key=len, reverse=True))})(?![\w])"
    r"(?!-?(?:digit|blind|check|edged|sided)|\s(?:down|standards?|digits?|check)\b)"
    r"|(?<![\w-])(?P<fold>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)-?fold(?!\w)",
    re.IGNORECASE,
)
_ordinals = "|".join(sorted(ORDINALS, key=len, reverse=True))
_ORDINAL = re.compile(
    rf"(?<![\w-])(?P<word>(?:(?:{'|'.join(TENS)})-)?(?:{_ordinals})"
    rf"|(?:{'|'.join(tens[:-1] for tens in TENS)})ieth|hundredth)(?!\w)"
    r"(?!-(?:party|hand|guess|class|person)|[-\s]authors?\b|\s(?:and\sforemost|party|parties|thoughts?|hand)\b|\sof\sall\b)"
    r"(?!(?<=first)\s(?:[a-z]+ed|seen|found|made|begun|shown|told|began|came|went|took|became)\b)",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"(?<![\w#&])(?:\#|[Nn]o\.\s?|[Nn]umber\s)(?P<rank>\d{1,4}|one)(?![\w]|[.,]\d)", re.IGNORECASE
)
_NOT_ORDINAL = re.compile(r"\b(?:at|per)\s$", re.IGNORECASE)
# "First, …" and "first in Spain and then in Italy" order what is said; "the first 36 hours" are no rank.
_ORDERING = re.compile(
    rf"(?P<opens>,)|\s(?:in|for|at|by|with|to|on|as|from)\b[^.;]{{0,60}}\bthen\b|\s(?:\d|{numerals.WORDS})",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?<![\w:.,])(?:(?P<hour>1[0-2]|0?[1-9])(?:[:.](?P<min>[0-5]\d))?\s?(?P<half>[ap])(?:\.m\.|\.?m\b)"
    r"|(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\w:]|\.\d))",
    re.IGNORECASE,
)
_CROSS = re.compile(
    r"(?<![\w.,:$€£¥])(?P<one>\d{1,4})(?=\s?[x×]\s?(?:(?P<metres>\d{1,4})\s?m(?!\w)|\d))"
    r"(?!\s?[x×]\s?10(?:\^|\*\*|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))"
)
_CROSS_SIGN = re.compile(r"(?<=\d)[x×](\s?\d)(?!0(?:\^|\*\*|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_MANY = 100
_ANY_WORD = re.compile(r"\s[^\W\d_]")
_MINUS = re.compile(r"(?:^|[\s(])(?P<sign>[-−–]|[Mm]inus\s|[Nn]egative\s)$")
_SIGNED = frozenset({QuantityKind.PERCENT, QuantityKind.POINTS, QuantityKind.MONEY, QuantityKind.COUNT})
_HUNDREDFOLD = {"twenty": 20, "hundred": 100}
# What a text must hold for a pass to find anything in it: one of these words, or one of these hints.
_MULTIPLE_PARTS = words_of(" ".join(MULTIPLE_WORDS))
_ORDINAL_PARTS = words_of(" ".join(ORDINAL_WORDS))
_RANK_HINT = re.compile(r"#[\do]|no\.|number", re.IGNORECASE).search
_CLOCK_HINT = re.compile(r"\d:\d|\d\s?[ap]\.?m", re.IGNORECASE).search
_CROSS_HINT = re.compile(r"\d\s?[x×]").search


@dataclass(slots=True)
class _Reader:
    """Reads one text; what a pass has understood is blotted out of `rest`, so that no digit counts twice."""

    text: str
    rest: str
    words: frozenset[str]

    def read(self) -> list[Quantity]:
        found = list(self._dates())
        for one_pass in self._passes():
            understood = list(one_pass())
            if understood:
                self.rest = blotted(self.rest, (quantity.span for quantity in understood))
                found.extend(understood)
        return sorted(found, key=lambda quantity: quantity.span.start)

    def _passes(self) -> Iterator[Callable[[], Iterator[Quantity]]]:
        """What may find something in this text, in the order in which figures are understood."""
        yield self._lengths
        if _CLOCK_HINT(self.rest):
            yield self._clocks
        if _CROSS_HINT(self.rest):
            yield self._crosses
        yield self._fractions
        if not self.words.isdisjoint(_MULTIPLE_PARTS) or "fold" in self.rest.lower():
            yield self._multiples
        if _RANK_HINT(self.rest):
            yield self._ranks
        yield self._figures
        if not self.words.isdisjoint(_ORDINAL_PARTS):
            yield self._ordinals

    def _dates(self) -> list[Quantity]:
        found, self.rest = dates(self.rest)
        return [
            Quantity(
                span,
                QuantityKind.DATE,
                Decimal(date.year or 0),
                Decimal(date.year or 0),
                "",
                self.text[span.start : span.end],
                number=Decimal(date.year or 0),
                date=date,
            )
            for span, date in found
        ]

    def _make(self, start: int, end: int, kind: QuantityKind, number: Number, unit: str = "") -> Quantity:
        sign = _MINUS.search(self.text[max(0, start - 7) : start]) if kind in _SIGNED else None
        if sign is not None:
            start -= len(sign["sign"])
            number = Number(-number.value, number.step, number.rounded)
        approx = hedge(self.text, start, end)
        return Quantity(
            Span(start, end), kind, number.value, number.value, unit, self.text[start:end], approx,
            number.value, number.step, number.rounded,
        )  # fmt: skip

    def _take(self, match: re.Match[str], kind: QuantityKind, number: Number) -> Quantity:
        return self._make(match.start(), match.end(), kind, number)

    def _lengths(self) -> Iterator[Quantity]:
        for length in lengths(self.rest, self.words):
            yield self._make(length.start, length.end, QuantityKind.COUNT, length.number, length.unit)

    def _crosses(self) -> Iterator[Quantity]:
        """Both numbers of "4x400m"; of "30 x 40 cm" the first."""
        for match in _CROSS.finditer(self.rest):
            yield self._take(match, QuantityKind.COUNT, numerals.from_digits(match["one"]))
            if match["metres"]:
                start, end = match.start("metres"), self.rest.index("m", match.end("metres")) + 1
                length = numerals.from_digits(match["metres"])
                yield self._make(start, end, QuantityKind.COUNT, length, "m")
            self.rest = _CROSS_SIGN.sub(f"{FILLER}\\1", self.rest)

    def _clocks(self) -> Iterator[Quantity]:
        for match in _CLOCK.finditer(self.rest):
            hour, minute = int(match["h"] or match["hour"]), int(match["m"] or match["min"] or 0)
            if match["half"]:
                hour = hour % 12 + (12 if match["half"].lower() == "p" else 0)
            minutes = Decimal(60 * hour + minute)
            yield self._take(match, QuantityKind.CLOCK, Number(minutes, Decimal(1), False))

    def _fractions(self) -> Iterator[Quantity]:
        for part in portions(self.rest, self.words):
            measure = Unit(part.kind, part.unit, part.factor)
            yield self._measured(part.start, part.end, part.number, measure)

    def _multiples(self) -> Iterator[Quantity]:
        for match in _MULTIPLE.finditer(self.rest):
            if match["word"]:
                number = numerals.with_step(Decimal(MULTIPLE_WORDS[match["word"].lower()]))
            else:
                fold = match["fold"].lower()
                number = numerals.with_step(
                    Decimal(_HUNDREDFOLD[fold]) if fold in _HUNDREDFOLD else numerals.from_words(fold).value
                )
            yield self._take(match, QuantityKind.MULTIPLE, number)

    def _ranks(self) -> Iterator[Quantity]:
        for match in _RANK.finditer(self.rest):
            rank = Decimal(1) if match["rank"].lower() == "one" else Decimal(match["rank"])
            yield self._take(match, QuantityKind.ORDINAL, Number(rank, Decimal(1), False))

    def _ordinals(self) -> Iterator[Quantity]:
        for match in _ORDINAL.finditer(self.rest):
            word = match["word"].lower()
            before = self.rest[max(0, match.start() - 4) : match.start()]
            ordering = _ORDERING.match(self.text, match.end())
            if ordering and (word == "first" if not ordering["opens"] else _opens(before)):
                continue
            if word in ORDINAL_WORDS and not (match.start() and _NOT_ORDINAL.search(before)):
                rank = Decimal(ORDINAL_WORDS[word])
                yield self._take(match, QuantityKind.ORDINAL, Number(rank, Decimal(1), False))

    def _figures(self) -> Iterator[Quantity]:
        position, found = 0, []
        while match := _FIGURE.search(self.rest, position):
            joint = _JOINT.match(self.rest, match.end())
            other = _FIGURE.match(self.rest, joint.end()) if joint else None
            pair = self._pair(match, joint, other) if joint and other else []
            found.extend(pair or self._single(match))
            position = _before_plus(other) if pair and other else match.end()
        yield from found

    def _single(self, match: re.Match[str]) -> list[Quantity]:
        unit = unit_of(match["unit"], currency_of(match["cur"]))
        if (match["word"] or "").lower() == "one" and (match["mag"] or match["unit"] or " day") == " day":
            return []
        number = _number(match, magnitude_of(match["mag"]))
        if (
            match["unit"] in (" day", " hour")
            and number.value >= _MANY
            and _ANY_WORD.match(self.rest, match.end("unit"))
        ):
            # 485,062 day visitors are no days.
            return [self._measured(match.start(), match.start("unit"), number, Unit(QuantityKind.COUNT))]
        return [self._measured(match.start(), match.end(), number, unit)]

    def _measured(self, start: int, end: int, number: Number, unit: Unit) -> Quantity:
        plain = self._make(start, end, unit.kind, number, unit.name)
        if unit.factor == 1:
            return plain
        # What was made of it has the sign that stands before the figure.
        low, high = (EXACT.multiply(end, unit.factor) for end in (plain.low, plain.high))
        return replace(plain, low=low, high=high, step=EXACT.multiply(number.step, unit.factor))

    def _pair(self, match: re.Match[str], joint: re.Match[str], other: re.Match[str]) -> list[Quantity]:
        """A range, or the two ends of "from 5 to 7 years"; nothing when the two do not belong together."""
        before = _BEFORE_PAIR.search(self.text[max(0, match.start() - 30) : match.start()])
        opening = before.group(1).lower() if before else ""
        word = joint.group().strip(" -")
        if word == "to" and _BY.search(self.text[max(0, match.start() - 24) : match.start()]):
            return []
        if word == "and" and opening != "between":
            return []
        second = unit_of(other["unit"], currency_of(other["cur"]) or currency_of(match["cur"]))
        first = unit_of(match["unit"], currency_of(match["cur"])) if match["unit"] else second
        if match["cur"] and not match["unit"]:
            first = unit_of(None, currency_of(match["cur"]))
        if (first.kind, first.name) != (second.kind, second.name):
            return []
        low = _number(match, magnitude_of(match["mag"]))
        if not match["mag"] and low.value < _number(other, 0).value:
            low = _number(match, magnitude_of(other["mag"]))
        high, end = _number(other, magnitude_of(other["mag"])), _before_plus(other)
        ends = (
            self._measured(match.start(), match.end(), low, first),
            self._measured(other.start(), end, high, second),
        )
        if opening == "from":
            return [replace(ends[0], partner=ends[1].low), replace(ends[1], partner=ends[0].low)]
        if ends[0].low >= ends[1].low:
            return []
        raw = self.text[match.start() : end]
        return [replace(ends[0], span=Span(match.start(), end), high=ends[1].low, raw=raw)]


def quantities(text: str) -> list[Quantity]:
    """The figures of a text in order, without overlap; names such as GLM-5.1 and card refs are none."""
    rest = masked(text)
    return _Reader(text, rest, words_of(rest)).read()


def _opens(before: str) -> bool:
    """Whether what follows these letters opens a sentence or a clause."""
    return not before.strip() or before.rstrip()[-1] in ".;:!?"


def _before_plus(other: re.Match[str]) -> int:
    """Where the second end of a range ends: a plus behind it is no part of it."""
    return other.start("plus") if other["plus"] else other.end()


def _number(match: re.Match[str], magnitude: int) -> Number:
    if match["pow"]:
        number, exponent = numerals.with_step(Decimal(1)), numerals.exponent_of(match["pow"])
    elif match["num"]:
        number = numerals.from_digits(match["num"])
        exponent = numerals.exponent_of(match["sci"]) if match["sci"] else 0
        if match["half"]:
            number = numerals.with_step(number.value + Decimal("0.5"))
    else:
        number, exponent = numerals.from_words(match["word"]), 0
    return numerals.scaled(number, exponent + magnitude)

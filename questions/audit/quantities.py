"""Every figure of a text, with its unit, in one form that can be compared."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal

from . import numerals
from .dates import dates
from .hedges import hedge
from .masks import blotted, masked
from .matching import matches
from .numerals import EXACT, Number
from .shapes import Quantity, QuantityKind, Span
from .units import CURRENCY, UNIT, Unit, currency_of, magnitude_of, unit_of
from .wording import FRACTION_PARTS, MULTIPLE_WORDS, ORDINALS

__all__ = ["Quantity", "matches", "quantities"]

_MAGNITUDE = (
    r"(?:[\s\u00a0-]?(?i:thousand|million|billion|trillion|quadrillion)(?!\w)|\s?(?i:bn|mn|bln|mln|trn|tn)(?!\w)"
    r"|(?({cur})[\s\u00a0]?)[KkMmBbT](?![\w]))"
)


def _side(n: int) -> str:
    return (
        rf"(?:(?P<cur{n}>{CURRENCY})[\s\u00a0]?)?"
        rf"(?:(?P<pow{n}>{numerals.POWER})|(?P<num{n}>{numerals.NUMERAL})(?P<sci{n}>{numerals.SCIENTIFIC})?"
        rf"|(?P<word{n}>{numerals.WORDS}))"
        rf"(?P<mag{n}>{_MAGNITUDE.replace('{cur}', f'cur{n}')})?(?P<unit{n}>{UNIT})?"
    )


# A footnote's superscript may follow a figure; a letter may not.
_END = r"(?![^\W⁰¹²³⁴⁵⁶⁷⁸⁹]|\.\d)"
_FIGURE = re.compile(
    rf"(?<!\w)(?<!\d\.){_side(1)}(?P<plus>\+)?{_END}"
    rf"(?:(?P<sep>\s?[–—]\s?|\s?-\s?(?=[\d$€£¥A-Za-z])|\s(?:to|and)\s){_side(2)}{_END})?"
)
_BEFORE_PAIR = re.compile(r"\b(between|from)\s(?:\w+\s)?$", re.IGNORECASE)
_BY = re.compile(r"\bby\s(?:\w+\s)?$", re.IGNORECASE)
_parts = "|".join(sorted(FRACTION_PARTS, key=len, reverse=True))
_FRACTION = re.compile(
    rf"(?<![\w-])(?:(?P<top>one|two|three|four|five|seven|nine)[-\s](?P<part>{_parts})(?![\w])"
    rf"|(?P<art>an?\s)?(?P<half>half|third|quarter|fifth|tenth)(?=\s(?:of|as|the|its|that|less|more|fewer|lower|higher)\b)"
    rf"|(?P<tail>(?<=\bby\sa\s)(?:third|quarter|half)|(?<=\bby\s)half|(?<=\bthan\s)half"
    r"|(?<=\b(?:over)\s)half|(?<=\bin\s)half|(?<=\bnearly\s)half|(?<=\balmost\s)half|(?<=\babout\s)half)(?!\w)"
    r"|(?<![\d./,])(?P<upper>[1-9])/(?P<lower>[2-9]|10)(?![\d/]|[.,]\d|\s?(?:\(|vote))"
    r"|(?P<glyph>[½⅓⅔¼¾⅕⅛])(?!\w)"
    r"|(?P<n>one|1)\sin\s(?P<m>two|three|four|five|six|seven|eight|nine|ten|\d{1,3})(?![\w.%]|,\d))",
    re.IGNORECASE,
)
_OF_A_MILLION = re.compile(rf"\sof\sa\s(?P<mag>million|billion)(?P<unit>{UNIT})?(?!\w)", re.IGNORECASE)
_NOT_HALF = re.compile(
    r"\b(?:first|second|latter|other|last|next|this|every|third|fourth|per)\s$", re.IGNORECASE
)
_MULTIPLE = re.compile(
    rf"(?<![\w-])(?P<word>{'|'.join(sorted(MULTIPLE_WORDS, key=len, reverse=True))})(?![\w])"
    r"(?!-?(?:digit|blind|check|edged|sided)|\s(?:down|standards?|digits?|check)\b)"
    r"|(?<![\w-])(?P<fold>two|three|four|five|six|seven|eight|nine|ten|twenty|hundred)-?fold(?!\w)",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"(?<![\w-])(?P<word>{'|'.join(sorted(ORDINALS, key=len, reverse=True))})(?![\w])"
    r"(?!-(?:party|hand|guess|class|person)|[-\s]authors?\b|\s(?:and\sforemost|party|parties|thoughts?|hand)\b|,|\sof\sall\b)(?!(?<=first)\s(?:[a-z]+ed|seen|found|made|begun|shown|told|began|came|went|took|became)\b)"
    r"|(?<![\w#&])(?:\#|[Nn]o\.\s?|[Nn]umber\s)(?P<rank>\d{1,4}|one)(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
_NOT_ORDINAL = re.compile(r"\b(?:at|per)\s$", re.IGNORECASE)
_CLOCK = re.compile(r"(?<![\w:.,])(?P<h>[01]?\d|2[0-3]):(?P<m>[0-5]\d)(?![\w:]|\.\d)")
_MANY = 100
_ANY_WORD = re.compile(r"\s[^\W\d_]")
_MINUS = re.compile(r"(?:^|[\s(])(?P<sign>[-−–]|[Mm]inus\s|[Nn]egative\s)$")
_SIGNED = frozenset({QuantityKind.PERCENT, QuantityKind.POINTS, QuantityKind.MONEY, QuantityKind.COUNT})
_RATIO = Context(prec=28)
_GLYPHS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_HUNDREDFOLD = {"twenty": 20, "hundred": 100}


@dataclass(slots=True)
class _Reader:
    """Reads one text; what a pass has understood is blotted out of `rest`, so that no digit counts twice."""

    text: str
    rest: str

    def read(self) -> list[Quantity]:
        found = list(self._dates())
        for one_pass in (
            self._clocks,
            self._fractions,
            self._multiples,
            self._ranks,
            self._figures,
            self._ordinals,
        ):
            understood = list(one_pass())
            self.rest = blotted(self.rest, (quantity.span for quantity in understood))
            found.extend(understood)
        return sorted(found, key=lambda quantity: quantity.span.start)

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

    def _clocks(self) -> Iterator[Quantity]:
        for match in _CLOCK.finditer(self.rest):
            minutes = Decimal(60 * int(match["h"]) + int(match["m"]))
            yield self._take(match, QuantityKind.CLOCK, Number(minutes, Decimal(1), False))

    def _fractions(self) -> Iterator[Quantity]:
        for match in _FRACTION.finditer(self.rest):
            if (match["half"] or match["tail"]) and _NOT_HALF.search(
                self.rest[max(0, match.start() - 8) : match.start()]
            ):
                continue
            if match["upper"] and int(match["upper"]) >= int(match["lower"]):
                continue
            if match["half"] and match["half"].lower() != "half" and not match["art"]:
                continue
            value = _fraction_value(match)
            whole = _OF_A_MILLION.match(self.rest, match.end())
            if whole:
                unit = unit_of(whole["unit"], "")
                amount = value.scaleb(magnitude_of(whole["mag"]))
                yield self._make(
                    match.start(), whole.end(), unit.kind, Number(amount, amount / 5, True), unit.name
                )
                continue
            yield self._take(match, QuantityKind.FRACTION, Number(value, value / 2, False))

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
        for match in _ORDINAL.finditer(self.rest):
            if match["rank"]:
                rank = Decimal(1) if match["rank"].lower() == "one" else Decimal(match["rank"])
                yield self._take(match, QuantityKind.ORDINAL, Number(rank, Decimal(1), False))

    def _ordinals(self) -> Iterator[Quantity]:
        for match in _ORDINAL.finditer(self.rest):
            before = self.rest[max(0, match.start() - 4) : match.start()]
            if match["word"] and not (match.start() and _NOT_ORDINAL.search(before)):
                rank = Decimal(ORDINALS[match["word"].lower()])
                yield self._take(match, QuantityKind.ORDINAL, Number(rank, Decimal(1), False))

    def _figures(self) -> Iterator[Quantity]:
        position, found = 0, []
        while match := _FIGURE.search(self.rest, position):
            pair = self._pair(match) if match["sep"] else []
            single = [] if pair else self._single(match)
            found.extend(pair or single)
            position = match.end() if pair else max(_end_of_first(match), match.start() + 1)
        yield from found

    def _single(self, match: re.Match[str]) -> list[Quantity]:
        unit = unit_of(match["unit1"], currency_of(match["cur1"]))
        if (match["word1"] or "").lower() == "one" and (match["mag1"] or match["unit1"] or " day") == " day":
            return []
        number = _number(match, 1, magnitude_of(match["mag1"]))
        if (
            match["unit1"] in (" day", " hour")
            and number.value >= _MANY
            and _ANY_WORD.match(self.rest, match.end("unit1"))
        ):
            # 485,062 day visitors are no days.
            return [self._measured(match.start(), match.start("unit1"), number, Unit(QuantityKind.COUNT))]
        return [self._measured(match.start(), _end_of_first(match), number, unit)]

    def _measured(self, start: int, end: int, number: Number, unit: Unit) -> Quantity:
        plain = self._make(start, end, unit.kind, number, unit.name)
        if unit.factor == 1:
            return plain
        value = EXACT.multiply(number.value, unit.factor)
        return replace(plain, low=value, high=value, step=EXACT.multiply(number.step, unit.factor))

    def _pair(self, match: re.Match[str]) -> list[Quantity]:
        """A range, or the two ends of "from 5 to 7 years"; nothing when the two do not belong together."""
        before = _BEFORE_PAIR.search(self.text[max(0, match.start() - 30) : match.start()])
        opening = before.group(1).lower() if before else ""
        word = match["sep"].strip()
        if word == "to" and _BY.search(self.text[max(0, match.start() - 24) : match.start()]):
            return []
        if word == "and" and opening != "between":
            return []
        second = unit_of(match["unit2"], currency_of(match["cur2"]) or currency_of(match["cur1"]))
        first = unit_of(match["unit1"], currency_of(match["cur1"])) if match["unit1"] else second
        if match["cur1"] and not match["unit1"]:
            first = unit_of(None, currency_of(match["cur1"]))
        if (first.kind, first.name) != (second.kind, second.name):
            return []
        low = _number(match, 1, magnitude_of(match["mag1"]))
        if not match["mag1"] and low.value < _number(match, 2, 0).value:
            low = _number(match, 1, magnitude_of(match["mag2"]))
        high = _number(match, 2, magnitude_of(match["mag2"]))
        ends = (
            self._measured(match.start(), _end_of_first(match), low, first),
            self._measured(match.start("sep") + len(match["sep"]), match.end(), high, second),
        )
        if opening == "from":
            return [replace(ends[0], partner=ends[1].low), replace(ends[1], partner=ends[0].low)]
        if ends[0].low >= ends[1].low:
            return []
        raw = self.text[match.start() : match.end()]
        return [replace(ends[0], span=Span(match.start(), match.end()), high=ends[1].low, raw=raw)]


def quantities(text: str) -> list[Quantity]:
    """The figures of a text in order, without overlap; names such as GLM-5.1 and card refs are none."""
    return _Reader(text, masked(text)).read()


def _end_of_first(match: re.Match[str]) -> int:
    return match.start("sep") if match["sep"] else match.end()


def _number(match: re.Match[str], side: int, magnitude: int) -> Number:
    if match[f"pow{side}"]:
        number, exponent = numerals.with_step(Decimal(1)), numerals.exponent_of(match[f"pow{side}"])
    elif match[f"num{side}"]:
        number = numerals.from_digits(match[f"num{side}"])
        exponent = numerals.exponent_of(match[f"sci{side}"] or "")
    else:
        number, exponent = numerals.from_words(match[f"word{side}"]), 0
    return numerals.scaled(number, exponent + magnitude)


def _fraction_value(match: re.Match[str]) -> Decimal:
    if match["glyph"]:
        top, bottom = _GLYPHS[match["glyph"]]
        return _RATIO.divide(Decimal(top), Decimal(bottom))
    if match["upper"]:
        return _RATIO.divide(Decimal(match["upper"]), Decimal(match["lower"]))
    if match["m"]:
        parts = match["m"]
        divisor = Decimal(parts) if parts.isdigit() else numerals.from_words(parts).value
        return _RATIO.divide(Decimal(1), divisor or Decimal(1))
    if match["part"]:
        return _RATIO.divide(
            numerals.from_words(match["top"]).value, Decimal(FRACTION_PARTS[match["part"].lower()])
        )
    return _RATIO.divide(Decimal(1), Decimal(FRACTION_PARTS[(match["half"] or match["tail"]).lower()]))

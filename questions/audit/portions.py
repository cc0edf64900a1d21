"""Parts of a whole as English says them: "a third", "four in five", "half a million", "a quarter of a point"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from math import gcd

from . import numerals
from .hints import words_of
from .numerals import Number
from .shapes import QuantityKind
from .units import UNIT, Unit, unit_of
from .wording import FRACTION_PARTS, MAGNITUDES, ONES, TEENS, TENS

_RATIO = Context(prec=28)
_HALF = Decimal("0.5")
_GLYPHS = {"½": (1, 2), "⅓": (1, 3), "⅔": (2, 3), "¼": (1, 4), "¾": (3, 4), "⅕": (1, 5), "⅛": (1, 8)}
_parts = "|".join(sorted(FRACTION_PARTS, key=len, reverse=True))
_PART = r"third|quarter|fourth|fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth"
_ones = "|".join((*ONES, "ten"))
_MANY = rf"(?:{'|'.join((*TEENS, *TENS, *ONES))}|\d{{1,3}}(?:,\d{{3}})?)"
_HEDGES = (
    r"nearly|almost|about|around|roughly|over|under|than|some|least|most|approximately|exactly|precisely|just|only|fully|barely"
    r"|hardly|even|full"
)
_BEFORE_PART = re.compile(rf"\b(?:by|up|down|to|{_HEDGES})\s$", re.IGNORECASE)
_BEFORE_BARE = re.compile(r"\b(?:by|nearly|almost)\s$", re.IGNORECASE)
_BEFORE_HALF = re.compile(rf"\b(?:by|in|{_HEDGES})\s$", re.IGNORECASE)
_COMPARED = (
    r"of|as|the|its|their|his|her|that|those|less|more|fewer|lower|higher|larger|smaller|cheaper|again|what"
)
# What may follow a part that ends its phrase; before a noun "a third" is one after the second.
_CLOSED = (
    r"(?=[^\w\s-]|\s*$|\s(?:to|in|from|since|between|over|on|at|and|or|than|when|during|this|last|compared|against|within|for|if"
    rf"|but|while|after|before|because|with|by|each|per|was|were|is|are|had|has|have|did|would|will|full|empty|off|up|down|older|younger|longer|shorter|faster|slower|dearer|{_COMPARED})\b)"
)
# "Won two in three games" counts games.
_TIMES = (
    r"years?|months?|weeks?|days?|hours?|minutes?|seconds?|decades?|nights?|games?|matches|sets|attempts?|overs?"
    r"|rounds?|races?|seasons?"
)
_PORTION = re.compile(
    rf"(?<![\w-])(?:(?P<top>{_ones})[-\s](?P<part>{_parts})(?!\w)"
    r"|(?P<short>half|quarter|three-quarters?)-(?=(?:percentage[\s-])?point(?!\w)|per\s?cent(?!\w))"
    rf"|(?P<art>an?\s)?(?P<cut>{_PART}){_CLOSED}"
    r"|(?P<half>(?:an?\s)?half)(?![\w-])"
    r"|(?<![\d./,])(?P<upper>[1-9])/(?P<lower>[2-9]|10)(?![\d/]|[.,]\d|\s?(?:\(|vote))"
    r"|(?P<glyph>[½⅓⅔¼¾⅕⅛])(?!\w)"
    rf"|(?:(?P<n>{_MANY})(?:\s[a-z]+(?=\s(?:out|of|in\severy)\s))?|(?P<single>one|1)\s[a-z]+)"
    rf"\s(?:in|out\sof|(?:in|of)\severy)\s(?P<m>{_MANY})"
    rf"(?![\w%/:–-]|[.,]\d|\s(?:{_TIMES}|percent|per|million|billion|and)\b))",
    re.IGNORECASE,
)
_OF_A = re.compile(
    rf"\s(?:of\s)?(?:an?|one)(?:\s(?P<mag>hundred|thousand|million|billion|trillion)(?!\w))?(?P<unit>{UNIT}|(?P<point>\spoints?(?!\w)))?",
    re.IGNORECASE,
)
_COMPARING = re.compile(rf"\s(?:{_COMPARED})\b", re.IGNORECASE)
_HALF_OF = re.compile(rf"\s(?:an?|{_COMPARED})\b", re.IGNORECASE)
_OF_POINTS = re.compile(rf"-?(?P<unit>{UNIT}|(?P<point>points?(?!\w)))", re.IGNORECASE)
_NOT_HALF = re.compile(
    r"\b(?:first|second|latter|other|last|next|this|every|third|fourth|per|and\sa|and)\s$", re.IGNORECASE
)
# What a text must hold to tell a part: one of these words, or what this finds in its lower case.
_PART_WORDS = words_of(" ".join(FRACTION_PARTS))
_HINT = re.compile(
    rf"[½⅓⅔¼¾⅕⅛]|(?<=\d)/\d|\s(?:in|of|every)\s(?:(?:{'|'.join((*TEENS, *TENS, *ONES))})\b|\d{{1,3}}(?![\d.]))"
)
# "Four in ten" is said, "four in six" is not: such numbers count two things.
_ROUND = frozenset({Decimal(10), Decimal(100), Decimal(1000)})
_HUNDREDS = {"hundred": 2, **MAGNITUDES}


@dataclass(frozen=True, slots=True)
class Portion:
    """A part of one, or of a million or a unit, and where it stands."""

    start: int
    end: int
    kind: QuantityKind
    number: Number
    unit: str = ""
    factor: Decimal = Decimal(1)


def portions(text: str, words: frozenset[str]) -> Iterator[Portion]:
    if words.isdisjoint(_PART_WORDS) and not _HINT.search(text.lower()):
        return
    for match in _PORTION.finditer(text):
        said = _said(match) if _told(match, text) else None
        if said is None:
            continue
        top, bottom = said
        value = _RATIO.divide(top, bottom)
        of = (_OF_POINTS if match["short"] else _OF_A).match(text, match.end())
        if of is not None and (of["unit"] or of.groupdict().get("mag")):
            yield _measured(match.start(), of, value)
        elif not match["short"] and (of is None or not match["half"] or "of" in of.group()):
            # A part is told to the next one of its kind at best: "more than two thirds" is less than all.
            number = Number(value, _RATIO.divide(_HALF, bottom), False)
            yield Portion(match.start(), match.end(), QuantityKind.FRACTION, number)


def _measured(start: int, of: re.Match[str], value: Decimal) -> Portion:
    unit = Unit(QuantityKind.POINTS) if of["point"] else unit_of(of["unit"], "")
    amount = value.scaleb(_HUNDREDS[of["mag"].lower()]) if of.groupdict().get("mag") else value
    return Portion(start, of.end(), unit.kind, Number(amount, amount / 5, True), unit.name, unit.factor)


def _told(match: re.Match[str], text: str) -> bool:
    """Whether the words around say that a third is no rank and a half no half-time."""
    before = text[max(0, match.start() - 15) : match.start()]
    if match["cut"]:
        compared = match["art"] and _COMPARING.match(text, match.end())
        return bool(compared or (_BEFORE_PART if match["art"] else _BEFORE_BARE).search(before))
    if match["half"]:
        told = _HALF_OF.match(text, match.end()) or _BEFORE_HALF.search(before)
        return told is not None and not _NOT_HALF.search(before)
    return True


def _said(match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
    """How many parts of how many; nothing where the words can be no part."""
    if match["glyph"]:
        upper, lower = _GLYPHS[match["glyph"]]
        return Decimal(upper), Decimal(lower)
    if match["m"]:
        top, bottom = _count(match["n"] or match["single"]), _count(match["m"])
        return _below(top, bottom) if bottom in _ROUND or gcd(int(top), int(bottom)) == 1 else None
    if match["upper"]:
        return _below(Decimal(match["upper"]), Decimal(match["lower"]))
    if match["part"]:
        return _count(match["top"]), Decimal(FRACTION_PARTS[match["part"].lower()])
    word = (match["short"] or match["cut"] or match["half"]).lower()
    last = re.split(r"[\s-]", word)[-1]
    return Decimal(3 if word.startswith("three") else 1), Decimal(FRACTION_PARTS[last])


def _below(top: Decimal, bottom: Decimal) -> tuple[Decimal, Decimal] | None:
    return (top, bottom) if 0 < top < bottom else None


def _count(written: str) -> Decimal:
    plain = written.replace(",", "")
    return Decimal(plain) if plain.isdigit() else numerals.from_words(plain).value

"""A change that a claim tells together with both of its ends: "tripled from 5 to 15", "10, twice as many as the 5
of 2019". Its size follows from these two, and from no other figures of the cards.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from .agreeing import agrees, divided, measure
from .clauses import Parsed
from .shapes import Quantity, QuantityKind

_WORDS = r"(?:[^\W\d]+\s){0,3}?"
_FROM = re.compile(rf"\W{{1,2}}{_WORDS}from\s{_WORDS}", re.IGNORECASE)
_TO = re.compile(rf"[^.;:]{{0,40}}?\sto\s{_WORDS}", re.IGNORECASE)
_AS_MUCH = re.compile(r"\s(?:as|the|more|higher|larger|greater|bigger|longer|heavier|faster)\s")
_LARGE = 1000
# Ends further apart are of different scales.
_FAR = 500
_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Stated:
    """Whether a figure is what its two ends make of it, and the formula as an editor reads it."""

    follows: bool
    formula: str


def stated(figure: Quantity, claim: Parsed) -> Stated | None:
    """What the claim's own ends make of a figure; None where it does not give them.

    "Tripled from 0.5 to 1" follows from nothing; a percentage may have been reckoned from ends less rounded
    than those given, so that it only ever follows or is left to the cards.
    """
    share = _share(figure, claim)
    if share is not None:
        return share
    ends = _from_and_to(figure, claim) or _on_both_sides(figure, claim)
    # "More than halved" leaves less than a half.
    if ends is None or (figure.approx and figure.low < 1):
        return None
    last, first = ends
    value, formula = _size(figure, first, last)
    # "More than doubled" may mean half as much again on top.
    beyond = figure.approx == "over" and value is not None and figure.low < value < figure.low + 1
    if agrees(figure, value) or (figure.kind is QuantityKind.MULTIPLE and beyond):
        return Stated(True, formula)
    return Stated(False, formula) if figure.kind is QuantityKind.MULTIPLE else None


def _share(figure: Quantity, claim: Parsed) -> Stated | None:
    """The share that a part and its whole give: "263 million of its 675 million users, or 39 per cent"."""
    if figure.kind not in (QuantityKind.PERCENT, QuantityKind.FRACTION):
        return None
    told = [one for one in _sentence(figure, claim) if one.kind is not QuantityKind.PERCENT]
    if len(told) != 2:
        return None
    pair = _alike(claim, *told)
    if pair is None:
        return None
    part, whole = sorted(pair, key=lambda one: one.low)
    value = divided(part.low, whole.low)
    scale = _HUNDRED if figure.kind is QuantityKind.PERCENT else Decimal(1)
    follows = value is not None and agrees(figure, value * scale)
    return Stated(True, f"{part.raw} ÷ {whole.raw}") if follows else None


def _from_and_to(figure: Quantity, claim: Parsed) -> tuple[Quantity, Quantity] | None:
    """The two figures of "… from A to B" right after a figure, the last first."""
    after = [one for one in _amounts(claim) if one.span.start >= figure.span.end][:2]
    if len(after) < 2:
        return None
    first, last = after
    tied = _FROM.fullmatch(claim.text[figure.span.end : first.span.start]) and _TO.fullmatch(
        claim.text[first.span.end : last.span.start]
    )
    return _alike(claim, last, first) if tied else None


def _on_both_sides(figure: Quantity, claim: Parsed) -> tuple[Quantity, Quantity] | None:
    """The two figures that "A, three times as many as B" sets against each other."""
    if figure.kind is not QuantityKind.MULTIPLE or not _AS_MUCH.match(claim.text, figure.span.end):
        return None
    told = _sentence(figure, claim)
    before = [one for one in told if one.span.start < figure.span.start]
    after = [one for one in told if one.span.start > figure.span.start]
    if len(before) != 1 or len(after) != 1:
        return None
    large = all(one.unit or one.low >= _LARGE or one.kind is QuantityKind.MONEY for one in told)
    return _alike(claim, before[0], after[0]) if large else None


def _sentence(figure: Quantity, claim: Parsed) -> list[Quantity]:
    """The other amounts of the sentence that a figure stands in."""
    piece = claim.piece_of(figure)
    here = {token.figure.span for token in piece.sentence if token.figure is not None} if piece else set()
    return [one for one in _amounts(claim) if one is not figure and one.span in here]


def _amounts(claim: Parsed) -> list[Quantity]:
    told = (QuantityKind.COUNT, QuantityKind.MONEY, QuantityKind.PERCENT)
    return [one for one in claim.figures if one.kind in told and not one.is_range]


def _alike(claim: Parsed, last: Quantity, first: Quantity) -> tuple[Quantity, Quantity] | None:
    """Both ends in one measure; "from 2.8 to 3.6 billion" gives it once."""
    for one, other in product((first, *claim.spelled_out(first)), (last, *claim.spelled_out(last))):
        apart = sorted((one.low, other.low))
        if measure(one) == measure(other) and apart[0] > 0 and apart[1] <= _FAR * apart[0]:
            return other, one
    return None


def _size(figure: Quantity, first: Quantity, last: Quantity) -> tuple[Decimal | None, str]:
    if figure.kind is QuantityKind.MULTIPLE:
        return divided(last.low, first.low), f"{last.raw} ÷ {first.raw}"
    apart = abs(last.low - first.low)
    if figure.kind is QuantityKind.PERCENT and first.kind is not QuantityKind.PERCENT:
        change = divided(apart, first.low)
        return change and change * _HUNDRED, f"({last.raw} − {first.raw}) ÷ {first.raw}"
    if figure.kind is QuantityKind.FRACTION:
        return divided(apart, first.low), f"({last.raw} − {first.raw}) ÷ {first.raw}"
    points = figure.kind is QuantityKind.POINTS and first.kind is QuantityKind.PERCENT
    if points or measure(figure) == measure(first):
        return apart, f"{last.raw} − {first.raw}"
    return None, ""

"""Whether a figure of a card bears out a figure of a claim."""

from decimal import Decimal

from .dates import implies
from .numerals import EXACT
from .shapes import Quantity, QuantityKind
from .wording import MULTIPLE_WORDS, SOFT_UNITS, TIME_UNITS, YEN_OR_YUAN

_RATIOS = frozenset({QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.MULTIPLE})
# What the card may say around the very same value without contradicting the claim's own hedge.
_SAME_VALUE: dict[str, frozenset[str]] = {
    "": frozenset({"", "about", "over", "under", "at least", "at most", "nearly"}),
    "about": frozenset({"", "about", "over", "under", "at least", "at most", "nearly"}),
    "over": frozenset({"over", "at least"}),
    "under": frozenset({"under", "at most", "nearly"}),
    "at least": frozenset({"", "about", "over", "at least"}),
    "at most": frozenset({"", "about", "under", "at most", "nearly"}),
    "nearly": frozenset({"nearly", "about", "under"}),
}
_BELOW = frozenset({"nearly", "under", "at most"})
_OFTEN = ("twice", "thrice", " times")
_DOUBLINGS = frozenset(word for word in MULTIPLE_WORDS if word not in ("twice", "thrice"))
_NOON, _HOUR = 720, 60
_EXACT_DIGITS = 20
# "Nearly nine in ten" is 87 % at the least.
_PART = Decimal("0.6")
_TENTH, _QUARTER, _HALF = Decimal("0.1"), Decimal("0.25"), Decimal("0.5")


def matches(claim: Quantity, card: Quantity) -> bool:
    """Whether the card's figure is the claim's figure.

    Kind and unit must agree; an unhedged figure must be equal; "about", "over", "nearly" and the like accept
    what rounds to the claim's own precision in the direction that the word allows.
    """
    if QuantityKind.DATE in (claim.kind, card.kind):
        return _dates_match(claim, card)
    if claim.kind is card.kind is QuantityKind.CLOCK:
        return _clocks_match(claim, card)
    if not _kinds_agree(claim, card) or not _units_agree(claim, card):
        return False
    if claim.is_range or card.is_range:
        return _ranges_match(claim, card)
    wanted, known = _as_kind(claim, claim.low), _as_kind(card, card.low)
    if {claim.kind, card.kind} == {QuantityKind.PERCENT, QuantityKind.MULTIPLE}:
        wanted, known = (_as_change(one, value) for one, value in ((claim, wanted), (card, known)))
    if {claim.kind, card.kind} == {QuantityKind.PERCENT, QuantityKind.FRACTION} and not claim.approx:
        return wanted == known or _written_as(claim, card)
    return _values_match(claim, wanted, known, card)


def _written_as(claim: Quantity, card: Quantity) -> bool:
    """Whether a percentage is a fraction that no percentage gives exactly, at its own precision: a third
    and 33 %.
    """
    percent, fraction = (claim, card) if claim.kind is QuantityKind.PERCENT else (card, claim)
    place = percent.low.as_tuple().exponent
    endless = len(fraction.low.as_tuple().digits) > _EXACT_DIGITS and isinstance(place, int)
    return endless and round(fraction.low * 100, max(0, -int(place))) == percent.low


def _clocks_match(claim: Quantity, card: Quantity) -> bool:
    """The same minute; "4:05" alone may be in the afternoon."""
    open_ended = any(one.low < _NOON + _HOUR and one.raw[-1].isdigit() for one in (claim, card))
    apart = claim.low - card.low
    return not apart or (open_ended and abs(apart) == _NOON)


def _dates_match(claim: Quantity, card: Quantity) -> bool:
    if claim.date is not None and card.date is not None:
        return implies(card.date, claim.date)
    # A bare 2000 may be a year or a count; written as a count in the card it is the same figure.
    bare_year = claim.date is not None and claim.date.month is None and not claim.date.part
    return bare_year and card.kind is QuantityKind.COUNT and card.low == claim.low and not card.is_range


def _kinds_agree(claim: Quantity, card: Quantity) -> bool:
    if claim.kind is card.kind:
        return True
    if {claim.kind, card.kind} == {QuantityKind.COUNT, QuantityKind.MULTIPLE}:
        # "scored twice" and "scored two goals", "14 times" and "on 14 occasions".
        times = claim if claim.kind is QuantityKind.MULTIPLE else card
        often = times.raw.lower().endswith(_OFTEN) and times.low == times.low.to_integral_value()
        return often and not claim.unit and not card.unit
    if {claim.kind, card.kind} == {QuantityKind.PERCENT, QuantityKind.MULTIPLE}:
        # "halved" and "fell 50 %", "doubled" and "rose 100 %": only the verbs tell a change.
        times = claim if claim.kind is QuantityKind.MULTIPLE else card
        return times.raw.lower() in _DOUBLINGS
    # A quarter is 25 % and 0.25×, but 25 % is not 0.25×.
    return {claim.kind, card.kind} <= _RATIOS and QuantityKind.FRACTION in (claim.kind, card.kind)


def _as_kind(quantity: Quantity, value: Decimal) -> Decimal:
    return value.scaleb(-2, EXACT) if quantity.kind is QuantityKind.PERCENT else value


def _as_change(quantity: Quantity, value: Decimal) -> Decimal:
    """By what part a thing changes that is halved or doubled."""
    return abs(value - 1) if quantity.kind is QuantityKind.MULTIPLE else value


def _units_agree(claim: Quantity, card: Quantity) -> bool:
    if claim.unit == card.unit:
        return True
    if claim.kind is QuantityKind.MONEY:
        pair = {claim.unit, card.unit}
        return "¥" in pair and len(pair & YEN_OR_YUAN) == 1
    return "" in (claim.unit, card.unit) and bool(SOFT_UNITS & {claim.unit, card.unit})


def _ranges_match(claim: Quantity, card: Quantity) -> bool:
    if claim.is_range and card.is_range:
        return (claim.low, claim.high) == (card.low, card.high)
    if claim.is_range:
        return card.partner is not None and {claim.low, claim.high} == {card.low, card.partner}
    if claim.partner is not None:
        return {claim.low, claim.partner} == {card.low, card.high}
    if claim.approx == "at most":
        return claim.low == card.high
    return claim.approx == "at least" and claim.low == card.low


_IN_BOTH_SYSTEMS = frozenset({"m", "m2", "kg", "km/h"})


def _converted(claim: Quantity, card: Quantity) -> bool:
    """Whether one of the two is in miles or acres and the other in metric units: the claim has to be rounded."""
    if claim.unit not in _IN_BOTH_SYSTEMS or not claim.number or not card.number:
        return False
    imperial = [len((one.low / one.number).normalize().as_tuple().digits) > 1 for one in (claim, card)]
    return imperial[0] is not imperial[1]


def _values_match(claim: Quantity, wanted: Decimal, known: Decimal, card: Quantity) -> bool:
    if wanted == known:
        # "over 90 days" may only mean "during 90 days".
        during = claim.approx == "over" and claim.unit in TIME_UNITS
        return (during and card.approx not in _BELOW) or card.approx in _SAME_VALUE[claim.approx]
    distance = known - wanted
    step = _as_kind(claim, claim.step)
    near = min(step * (_PART if claim.kind is QuantityKind.FRACTION else _HALF), abs(wanted) * _TENTH)
    far = min(step, abs(wanted) * _QUARTER) if claim.rounded else step
    match claim.approx:
        case "" if _converted(claim, card):
            return abs(distance) <= step * _HALF
        case "about":
            return abs(distance) <= near
        case "nearly":
            return -near <= distance < 0
        case "over" | "at least":
            return 0 < distance < far
        case "under" | "at most":
            return -far < distance < 0
        case _:
            return False

"""When a result is the figure that a claim gives, and which figures can be reckoned with each other."""

from decimal import Context, Decimal, DivisionByZero, InvalidOperation

from .shapes import Quantity, QuantityKind

# "Almost twice" is 1.7 times at the least.
_NEARLY_TIMES = Decimal("0.15")
_RATIO = Context(prec=28, traps=[])
# A kind and unit.
Measure = tuple[QuantityKind, str]
# What these count is things, and a text need not write them each time.
_THINGS = frozenset({"parameter", "token"})


def measure(figure: Quantity) -> Measure:
    """What a figure has to have in common with another to be reckoned with."""
    return figure.kind, "" if figure.unit in _THINGS else figure.unit


def divided(one: Decimal, other: Decimal) -> Decimal | None:
    """A quotient, or None where there is none."""
    try:
        return _RATIO.divide(one, other) if other else None
    except (InvalidOperation, DivisionByZero):
        return None


def agrees(figure: Quantity, value: Decimal | None) -> bool:
    """Whether a figure is this value at the precision it is written with; a hedge moves it only its own
    way.
    """
    if value is None or not value.is_finite() or value <= 0:
        return False
    if figure.low == value:
        return figure.approx not in ("over", "under", "nearly")
    step = figure.step if figure.kind is not QuantityKind.FRACTION else figure.low / 10
    quotient = figure.kind in (QuantityKind.MULTIPLE, QuantityKind.PERCENT, QuantityKind.FRACTION)
    near = (
        abs(figure.low) / 10 if figure.kind is QuantityKind.FRACTION else min(step / 2, abs(figure.low) / 10)
    )
    distance = value - figure.low
    match figure.approx:
        case "":
            return quotient and abs(distance) <= min(near, abs(figure.low) / 20)
        case "about":
            return abs(distance) <= near
        case "over" | "at least":
            far = step if figure.kind is not QuantityKind.FRACTION else figure.low
            return 0 < distance < min(far, abs(figure.low) / 4)
        case "under" if figure.kind is QuantityKind.FRACTION:
            return -abs(figure.low) / 4 < distance < 0
        case _:
            far = _NEARLY_TIMES if figure.kind is QuantityKind.MULTIPLE else Decimal("0.25")
            return -min(step, abs(figure.low) * far) < distance < 0

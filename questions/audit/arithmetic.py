"""Derived figures: a ratio, sum, difference, share or list count that a claim's own wording asks for."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations

from .agreeing import Measure, agrees, measure
from .asking import Wording, asks_for_sum
from .shapes import Quantity, QuantityKind, Span

MOST = 40
_TWO_ORDERS = Decimal(100).ln()

_LISTED = re.compile(r"(?::|,|\s(?:are|were|is)\s|\s[—–-]\s|\()\s*(?P<items>[^.;:()—–]+)")
_PAIR = re.compile(
    r"(?P<one>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)*)\sand\s(?P<other>[A-Z][\w'’.-]*(?:\s[A-Z][\w'’.-]*)*)"
)
_ITEMS = re.compile(r"(\s*(?:,\s*and\s|,\s*or\s|,|\sand\s|\sor\s)\s*)")


@dataclass(frozen=True, slots=True)
class Derived:
    """How a figure follows: the formula as an editor reads it, and the figures it takes."""

    formula: str
    terms: tuple[Quantity, ...]


def derived(
    text: str,
    figure: Quantity,
    known: Sequence[Quantity],
    fits: Callable[[Quantity, Quantity, Decimal], bool],
) -> Derived | None:
    """The formula that the wording around a figure asks for and two known figures bear out, or None.

    `fits` says whether the claim speaks of what both figures measure, given how likely it is that two
    figures come out so close by chance; other figures never combine.
    """
    asked = Wording(text, figure)
    if any(term.low == figure.low and {term.kind, figure.kind} == _SIGNS for term in known):
        return None
    for one, other, shared in _pairs(figure, known, asked) if asked.anything else ():
        for value, formula in asked.values(figure, one, other, shared):
            if (
                value is not None
                and agrees(figure, value)
                and fits(one, other, _chance(figure, value, one, other))
            ):
                return Derived(formula, (one, other))
    return None


def _pairs(
    figure: Quantity, known: Sequence[Quantity], asked: Wording
) -> Iterator[tuple[Quantity, Quantity, Measure | None]]:
    """The figures that could be reckoned with together: those of one measure, told with it, and amounts with counts."""
    alike: dict[Measure, dict[tuple[Span, Decimal], Quantity]] = {}
    for term in known:
        if term.kind is not QuantityKind.DATE and not term.is_range:
            alike.setdefault(measure(term), {}).setdefault((term.span, term.low), term)
    groups = {
        key: [
            term
            for term in list(terms.values())[:MOST]
            # Nothing is reckoned from the very figure that it would give.
            if (term.low, term.kind) != (figure.low, figure.kind)
        ]
        for key, terms in alike.items()
    }
    for key, terms in groups.items():
        if asked.takes(key, figure):
            yield from ((one, other, key) for one, other in permutations(terms, 2))
    if asked.per:
        for one in groups.get(measure(figure), ()):
            for key, terms in groups.items():
                if key[0] is QuantityKind.COUNT and key != measure(figure):
                    yield from ((one, other, None) for other in terms)


def _chance(figure: Quantity, value: Decimal, one: Quantity, other: Quantity) -> Decimal:
    """How likely it is that a result picked at random lies no further from a figure than this one.

    Amounts are taken to be as likely in one order of magnitude as in the next, over two of them; a sum or a
    difference is as fine as its terms, a quotient as the figure.
    """
    grain = min(one.step, other.step) if measure(figure) == measure(one) else figure.step
    distance = max(abs(value - figure.low), grain / 2)
    return 2 * distance / (abs(figure.low) * _TWO_ORDERS)


# What the cards give in per cent is not told in points, even if some difference comes to as much.
_SIGNS = {QuantityKind.PERCENT, QuantityKind.POINTS}


def counted_list(text: str, figure: Quantity, holds: Callable[[str], bool]) -> str | None:
    """The items that a claim counts and lists ("three models: A, B and C"), if the cards hold each of
    them.
    """
    if figure.kind is not QuantityKind.COUNT or figure.unit or not 2 <= figure.low <= 12:
        return None
    count = int(figure.low)
    for match in _LISTED.finditer(text, figure.span.end, figure.span.end + 200):
        parts = _ITEMS.split(match["items"])
        items = [item.strip() for item in parts[::2]][:count]
        closed = len(parts) >= 2 * count - 1 and parts[2 * count - 3].strip(" ,") in ("and", "or")
        if closed and len(items) == count and all(item and holds(item) for item in items):
            return ", ".join(items)
    pair = _PAIR.search(text) if count == 2 else None
    if pair and holds(pair["one"]) and holds(pair["other"]):
        return f"{pair['one']}, {pair['other']}"
    return None


def summed(
    text: str, figure: Quantity, parts: Sequence[Quantity], holds: Callable[[Quantity], bool]
) -> str | None:
    """The claim's own figures of the same unit that add up to this one, where it says that it is their
    sum and the cards hold each of them.
    """
    same = [
        part for part in parts if part is not figure and (part.kind, part.unit) == (figure.kind, figure.unit)
    ]
    adds_up = len(same) > 1 and sum(part.low for part in same) == figure.low
    if adds_up and asks_for_sum(text, figure) and all(holds(part) for part in same):
        return " + ".join(part.raw for part in same)
    return None


def years_between(figure: Quantity, days: Sequence[Quantity]) -> str | None:
    """The two years of the claim that lie as far apart as it says: 13 years after 1893, in 1906."""
    told = [day.date.year for day in days if day.date is not None and day.date.year is not None]
    told += [int(day.low) for day in days if re.fullmatch(r"1[0-9]{3}", day.raw)]
    years = sorted(set(told))
    for first in years:
        for last in years:
            if (
                last > first
                and figure.kind is QuantityKind.COUNT
                and figure.unit == "month"
                and figure.low == 12 * (last - first)
            ):
                return f"{last} − {first}"
    return None

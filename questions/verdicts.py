"""Which position the evidence supports. Pure: the same cards give the same verdict on every machine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

ENOUGH_CARDS = 5
ENOUGH_SOURCES = 3
MARGIN = 2


@dataclass(frozen=True, slots=True)
class StancedCard:
    """A card of the window that takes a side; `position` and `source` are slugs, `day` the source's date."""

    card_id: int
    position: str
    source: str
    day: date


@dataclass(frozen=True, slots=True)
class CrossedIndicator:
    """An indicator past its threshold, and the slug of the position it speaks for."""

    slug: str
    position: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """How much there is to go by."""

    cards: int
    sources: int

    @property
    def enough(self) -> bool:
        """Whether it carries a verdict at all: five cards that take a side, from three sources."""
        return self.cards >= ENOUGH_CARDS and self.sources >= ENOUGH_SOURCES


def weigh(cards: Sequence[StancedCard], scale: Sequence[str]) -> Evidence:
    """Count the cards that take a side on this scale, and their sources."""
    counted = [card for card in cards if card.position in scale]
    return Evidence(len(counted), len({card.source for card in counted}))


def points(
    cards: Sequence[StancedCard], indicators: Sequence[CrossedIndicator], scale: Sequence[str]
) -> dict[str, int]:
    """Give each position a point per card and per crossed indicator; the order of the scale, zeros included.

    What one source says on one day for one position counts once. Positions off the scale get nothing.
    """
    found = dict.fromkeys(scale, 0)
    voices = {(card.source, card.day, card.position) for card in cards}
    for position in [position for _, _, position in voices] + [
        indicator.position for indicator in indicators
    ]:
        if position in found:
            found[position] += 1
    return found


def settle(points: Mapping[str, int], scale: Sequence[str], standing: str | None) -> str:
    """Choose the position with most points; a standing verdict gives way only to one that leads it by two.

    Ties go to the position nearer the middle of the scale, then to the lower one. A standing verdict that
    left the scale counts as none. Raises ValueError for an empty scale.
    """
    if not scale:
        raise ValueError("a scale without positions has no verdict")
    candidates = list(scale)
    if standing is not None and standing in scale:
        needed = points.get(standing, 0) + MARGIN
        candidates = [position for position in scale if points.get(position, 0) >= needed]
        if not candidates:
            return standing
    most = max(points.get(position, 0) for position in candidates)
    tied = [position for position in candidates if points.get(position, 0) == most]
    return min(tied, key=lambda position: _place(scale, position))


def points_missing(points: Mapping[str, int], scale: Sequence[str], verdict: str, position: str) -> int:
    """Return the fewest further points for `position` that would move `verdict` there; 0 for itself."""
    if position == verdict:
        return 0
    ceiling = max(points.values(), default=0) + MARGIN
    return next(
        more
        for more in range(1, ceiling + 1)
        if settle({**points, position: points.get(position, 0) + more}, scale, verdict) == position
    )


def _place(scale: Sequence[str], position: str) -> tuple[int, int]:
    index = scale.index(position)
    return abs(2 * index - (len(scale) - 1)), index

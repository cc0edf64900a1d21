"""Where cards are cited; higher apps know, and register how to find out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

Finder = Callable[[Sequence[int]], Mapping[int, Iterable[tuple[str, str]]]]

_finders: list[Finder] = []


@dataclass(frozen=True, slots=True)
class CitingShape:
    """A public place that cites a card: what it is called, and its address on this site."""

    label: str
    url: str


def register_citing(finder: Finder) -> Finder:
    """Add a function from card ids to the (label, url) pairs of public places that cite them; usable bare.

    Call it once, when the app is ready. The function makes a fixed number of queries.
    """
    if finder not in _finders:
        _finders.append(finder)
    return finder


def places_citing(card_ids: Sequence[int]) -> dict[int, tuple[CitingShape, ...]]:
    """For each card, every registered public place that cites it, in order of registration."""
    found: dict[int, list[CitingShape]] = {card_id: [] for card_id in card_ids}
    for finder in _finders:
        for card_id, places in finder(card_ids).items():
            found[card_id].extend(CitingShape(label, url) for label, url in places)
    return {card_id: tuple(places) for card_id, places in found.items()}

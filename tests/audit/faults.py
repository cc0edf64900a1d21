"""The generator: every base pair's true wordings, the faults planted in them and those written by hand."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache

from . import absent, tied
from .base import BasePair, base_pairs
from .figures import values
from .items import Item, pick

Planter = Callable[[BasePair, str], Iterator[tuple[str, str]]]

PLANTERS: dict[str, Planter] = {
    "digit": absent.digit,
    "magnitude": absent.magnitude,
    "unit": absent.unit,
    "currency": absent.currency,
    "sign": absent.sign,
    "date": absent.date,
    "quotation": absent.quotation,
    "word_number": absent.word_number,
    "arithmetic": absent.arithmetic,
    "rounding": absent.rounding,
    "name": tied.name,
    "entity": tied.swapped,
    "figure": tied.borrowed_figure,
    "year": tied.borrowed_year,
    "direction": tied.direction,
    "negation": tied.negation,
    "bound": tied.bound,
}
# Kinds which find little to change get two chances per pair, so that none drowns the rest.
_MOST = {"quotation": 2, "arithmetic": 2, "sign": 2, "unit": 2, "currency": 2, "word_number": 2, "bound": 2}


@cache
def items() -> tuple[Item, ...]:
    """Every item of the bench in a fixed order; ids are unique."""
    pairs = base_pairs()
    return tuple(
        item for place, pair in enumerate(pairs) for item in _of(pair, pairs[(place + 1) % len(pairs)])
    )


def _of(pair: BasePair, neighbour: BasePair) -> Iterator[Item]:
    pair = _beside_others(pair, neighbour)
    for number, wording in enumerate(pair.wordings):
        kind = "paraphrase" if number else "claim"
        yield Item(f"{pair.id}/{kind}-{number}", kind, pair, wording, pair.cards, pair.cites)
    seen = set(pair.wordings)
    for number, (kind, claim) in enumerate(pair.faults, 1):
        if claim not in seen:
            seen.add(claim)
            name = f"{pair.id}/{kind}-by-hand-{number}"
            yield Item(name, kind, pair, claim, pair.cards, pair.cites, by_hand=True)
    for kind in PLANTERS:
        yield from _planted(pair, kind, seen)
    yield from _moved(pair, neighbour)


def _beside_others(pair: BasePair, neighbour: BasePair) -> BasePair:
    """Every third pair of one card gets its neighbour's card as well, which no claim cites."""
    if len(pair.cards) > 1 or pick(pair.id, 3):
        return pair
    return replace(pair, cards=(*pair.cards, neighbour.cards[neighbour.cites[0]]))


def _planted(pair: BasePair, kind: str, seen: set[str]) -> Iterator[Item]:
    """At most so many faults of a kind, from a wording the id decides on, then from the others."""
    first = pick(f"{pair.id} {kind}", len(pair.wordings))
    count = 0
    for wording in (*pair.wordings[first:], *pair.wordings[:first]):
        for claim, wrong in PLANTERS[kind](pair, wording):
            if count >= _MOST.get(kind, 1):
                return
            if claim not in seen:
                seen.add(claim)
                count += 1
                yield Item(f"{pair.id}/{kind}-{count}", kind, pair, claim, pair.cards, pair.cites, wrong)


def _moved(pair: BasePair, neighbour: BasePair) -> Iterator[Item]:
    """The claim citing a card which lacks one of its figures: a card of its own pair, or another pair's."""
    cards, others = pair.cards, [n for n in range(len(pair.cards)) if n not in pair.cites]
    if not others:
        cards, others = (*cards, neighbour.cards[neighbour.cites[0]]), [len(cards)]
    for other in others[:1]:
        lacking = values(pair.claim) - values(cards[other].words)
        if lacking:
            wrong = f"cites card {other}"
            yield Item(f"{pair.id}/citation-1", "citation", pair, pair.claim, cards, (other,), wrong)

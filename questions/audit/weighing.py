"""How well the words of a claim fit one place of the cards.

A word counts by how strongly it is tied to the figure on both sides and by how rare it is in the cards; one that
stands by every figure decides nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from .attachment import (
    ALONE,
    AMONG_OTHERS,
    REACH,
    Anchor,
    Line,
    anchor,
    same_sort,
)
from .clauses import Pool
from .timing import agree
from .tokens import Token

# A word of the same meaning shows less than the word itself.
_SYNONYM = 0.7
_WORTH = {"name": 2.0, "date": 1.2, "figure": 2.0, "word": 1.0}
_FEWEST = 2
_STRANGE = 1.0
_DEED, _BEFORE = 0.6, 0.1
_CLOSE, _UNKNOWN, _DOUBT, _RARITY, _COVERAGE = 0.25, 0.15, 1.0, 0.5, 3.0


class Wanted(NamedTuple):
    """A word of the claim and what it weighs in the choice between figures."""

    token: Token
    weight: float


class Score(NamedTuple):
    """How well a place fits, and how strongly each wanted word stands by it."""

    sum: float
    told: list[float]


@dataclass(slots=True, eq=False)
class Weighing:
    """A claim's figure, date or name against the places of the card where it could belong."""

    token: Token
    wanted: list[Wanted]
    total: float
    homes: list[Anchor]
    rivals: list[Anchor]
    scores: dict[int, "Score"]

    def best(self, places: Sequence[Anchor]) -> Anchor | None:
        return max(places, key=lambda place: self.scores[id(place)].sum, default=None)


def weighing(
    line: Line,
    first: int,
    last: int,
    homes: list[Anchor],
    rivals: list[Anchor],
    pool: Pool,
    likeness: "Likeness",
) -> Weighing:
    """`likeness` is that of the words of the line."""
    token = line.tokens[first]
    near = line.tokens[max(0, first - REACH) : first] + line.tokens[last + 1 : last + REACH]
    others = any(same_sort(token, other) for other in near)
    ours = anchor(line, first, last, token, AMONG_OTHERS if others else ALONE)
    wanted = [
        Wanted(line.tokens[place], strength * worth(line.tokens[place], pool))
        for place, strength in ours.strengths.items()
    ]
    total = sum(one.weight for one in wanted)
    strange = sum(
        strength
        for place, strength in ours.strengths.items()
        if line.tokens[place].kind != "date" and not pool.holds(line.tokens[place])
    )
    asked = {place: at for at, place in enumerate(ours.strengths)}
    scores = {id(place): score(wanted, asked, total, place, pool, likeness) for place in (*homes, *rivals)}
    return Weighing(token, wanted, total + _STRANGE * strange, homes, rivals, scores)


@lru_cache(maxsize=256)
def _counts(pool: Pool) -> dict[tuple[str | int, ...], int]:
    """In how many pieces words of a pool stand, as they are asked for."""
    return {}


def worth(token: Token, pool: Pool) -> float:
    """What a word decides: much if it stands in one piece of the cards, little if in many."""
    known = _counts(pool)
    marks = token.marks
    if marks not in known:
        known[marks] = len(pool.having(token))
    places = known[marks]
    if not places:
        return _WORTH[token.kind] if token.kind == "date" else 0.0
    full = _DEED if token.kind == "word" and (token.verbal or token.poles) else _WORTH[token.kind]
    return float(full / places**_RARITY)


# By place in a sentence of the cards, at which places of the claim's a like word stands, and how like it is.
Row = dict[int, list[tuple[int, float]]]


class Likeness:
    """Which words of a sentence of the claim each word of the cards is like; cards say the same words over and over."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._known: dict[tuple[str | int, ...], list[tuple[int, float]]] = {}
        self._rows: dict[int, Row] = {}
        self._index: dict[str | int, list[int]] = {}
        self._dates: list[int] = []
        for at, one in enumerate(tokens):
            if one.kind == "date":
                self._dates.append(at)
            for mark in one.marks:
                self._index.setdefault(mark, []).append(at)

    def row(self, line: Line) -> Row:
        """A sentence of the cards, read once for all the figures in it; words like none of ours are left out."""
        row = self._rows.get(id(line))
        if row is None:
            found = ((number, self.of(other)) for number, other in enumerate(line.tokens))
            row = self._rows[id(line)] = {number: alike for number, alike in found if alike}
        return row

    def of(self, other: Token) -> list[tuple[int, float]]:
        marks = other.marks
        known = self._known.get(marks)
        if known is None:
            # Words without a mark in common are not like one another; two dates may agree without one.
            near = {at for mark in marks if mark in self._index for at in self._index[mark]}
            if other.kind == "date":
                near.update(self._dates)
            alike = [(at, _alike(self._tokens[at], other)) for at in sorted(near)] if near else []
            known = self._known[marks] = [(at, found) for at, found in alike if found]
        return known


def score(
    wanted: Sequence[Wanted],
    asked: Mapping[int, int],
    total: float,
    place: Anchor,
    pool: Pool,
    likeness: Likeness,
) -> "Score":
    """How much of the claim stands by this place, and how much of what stands by it is in the claim.

    `asked` says by their place in the sentence which words of it are wanted.
    """
    told = [0.0] * len(wanted)
    close, whole = _close(place, pool)
    row = likeness.row(place.line)
    held = 0.0
    for number, strength in place.strengths.items():
        if number not in row:
            continue
        most = 0.0
        for ours, alike in row[number]:
            if ours in asked:
                at = asked[ours]
                told[at] = max(told[at], alike * strength)
                most = max(most, alike)
        held += close.get(number, 0.0) * most
    if place.line.before is not None:
        # A sentence goes on speaking of what the one before it spoke of.
        tokens = place.line.before.tokens
        for number, found in likeness.row(place.line.before).items():
            if number < len(tokens) - REACH or not tokens[number].says_something:
                continue
            for ours, alike in found:
                if ours in asked:
                    told[asked[ours]] = max(told[asked[ours]], _BEFORE * alike)
    said = sum(one.weight * share for one, share in zip(wanted, told, strict=True))
    return Score(said + _COVERAGE * held / (whole + _UNKNOWN) * min(1.0, total / 2), told)


@lru_cache(maxsize=256)
def _weights(pool: Pool) -> dict[int, tuple[Anchor, dict[int, float], float]]:
    """What `_close` says of the places of a pool, as it is asked; the places stay, so that ids stay theirs."""
    return {}


def _close(place: Anchor, pool: Pool) -> tuple[dict[int, float], float]:
    """What the words weigh that stand close to a place of the cards, and all of them together."""
    known = _weights(pool)
    found = known.get(id(place))
    if found is None:
        close = {
            number: strength * worth(other, pool)
            for number, strength in place.strengths.items()
            if strength >= _CLOSE and (other := place.line.tokens[number]).kind != "figure"
        }
        found = known[id(place)] = place, close, sum(close.values())
    return found[1], found[2]


def _ahead(one: Weighing, home: Anchor, rival: Anchor) -> int:
    """How many words stand closer to the rival; a name, a date or a figure is as good as two."""
    near, far = one.scores[id(rival)].told, one.scores[id(home)].told
    return sum(
        1 if wanted.token.kind == "word" else 2
        for wanted, here, there in zip(one.wanted, near, far, strict=True)
        if wanted.weight > 0 and here > there + 0.1
    )


def _alike(one: Token, other: Token) -> float:
    if one.kind == "date" or other.kind == "date":
        return float(one.kind == other.kind and agree(one, other))
    if one.figure is not None and other.figure is not None:
        return float(one.figure.kind is other.figure.kind and one.figure.low == other.figure.low)
    if one.key == other.key or (one.bare and one.bare == other.bare):
        return 1.0
    return _SYNONYM if one.like(other) else 0.0


def lead(one: Weighing, rival: Anchor, others: Sequence[Weighing]) -> float | None:
    """By what share of the weight a rival leads; where the claim gives the rival too, both must change places."""
    home = one.best(one.homes)
    if home is None:
        return None
    ahead, total = one.scores[id(rival)].sum - one.scores[id(home)].sum, one.total
    words = _ahead(one, home, rival)
    for other in others:
        if other is not one and rival in other.homes:
            back = [place for place in one.homes if id(place) in other.scores]
            best, own = other.best(back), other.best(other.homes)
            if best is None or own is None:
                return None  # The other one cannot stand in this one's place.
            ahead += other.scores[id(best)].sum - other.scores[id(own)].sum
            words += _ahead(other, own, best)
            total += other.total
            break
    return ahead / (total + _DOUBT) if words >= _FEWEST else min(0.0, ahead)

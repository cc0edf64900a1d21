"""How nearly a place in a card is what a place in the claim tells, by the words around the two."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cached_property, lru_cache

from .clauses import LONGEST, Piece, Pool
from .negating import denied_places
from .tokens import Token

_TOLD = ("word", "name", "figure", "date")
# What a word of the claim weighs: figures and names are rarer than words.
_WEIGHTS = {"word": 1.0, "name": 1.2, "figure": 2.0, "date": 1.2}
_COMMON = 0.3
_STRANGE = 0.7
# What a word counts that stands in another piece of the sentence.
_BESIDE = 0.5
_APART = 0.7
_NEXT = 0.15
_MOST_SENTENCES = 4


class Line:
    """A sentence cut into tokens, with the number of the piece that each stands in."""

    def __init__(self, pieces: Sequence[Piece], headline: bool = False) -> None:
        self.pieces = pieces
        self.tokens = [token for piece in pieces for token in piece.tokens]
        self.home = [number for number, piece in enumerate(pieces) for _ in piece.tokens]
        self.headline = headline

    @cached_property
    def denied(self) -> dict[int, tuple[int, int]]:
        return denied_places(self.pieces)

    @cached_property
    def poled(self) -> list[int]:
        """The places of the words that have an opposite."""
        return [place for place, token in enumerate(self.tokens) if token.poles]

    @cached_property
    def _told(self) -> list[int]:
        """The places of the words that say something."""
        return [place for place, token in enumerate(self.tokens) if token.kind in _TOLD]

    def beside(self, place: int) -> list[int]:
        """The nearest words that say something on either side."""
        before, after = bisect_left(self._told, place), bisect_right(self._told, place)
        return self._told[after : after + 1] + (self._told[before - 1 : before] if before else [])

    @cached_property
    def places(self) -> dict[str | int, list[int]]:
        """Where the words that tell something stand, by what they have in common with their like."""
        found: dict[str | int, list[int]] = {}
        for place, token in enumerate(self.tokens):
            if token.kind in _TOLD:
                for mark in token.marks:
                    found.setdefault(mark, []).append(place)
        return found


@lru_cache(maxsize=256)
def _lines(pool: Pool) -> dict[int, Line]:
    """The sentences of a pool as lines, as they are asked for: each once, however many claims tell of it."""
    return {}


def _line_of(pieces: Sequence[Piece], pool: Pool) -> Line:
    known = _lines(pool)
    found = known.get(id(pieces))
    if found is None:
        found = known[id(pieces)] = Line(pieces, id(pieces) in pool.headlines)
    return found


class Scene:
    """A sentence of the claim beside the sentences of the cards that tell most of it."""

    def __init__(self, pieces: Sequence[Piece], pool: Pool) -> None:
        self.pool = pool
        self.ours = Line(pieces)
        self.weights = [_weight(token, pool) for token in self.ours.tokens]
        self.theirs = [_line_of(found, pool) for found in _told(self.ours, self.weights, pool)]
        self._found = [self._where(other) for other in self.theirs]

    def _where(self, other: Line) -> list[list[int]]:
        """For each of our tokens the places of its like in a sentence of the cards."""
        known = other.places
        return [
            sorted({place for mark in token.marks if mark in known for place in known[mark]})
            if weight
            else []
            for token, weight in zip(self.ours.tokens, self.weights, strict=True)
        ]

    def _stands_in(self, number: int, place: int, home: int) -> bool:
        """Whether a like of our token stands in this piece of a sentence of the cards."""
        homes = self.theirs[number].home
        return any(homes[at] == home for at in self._found[number][place])

    def likes(self, place: int, number: int) -> list[int]:
        return self._found[number][place]

    def nearness(self, ours: int, number: int, theirs: int) -> float:
        """The share of the words around ours that stand around theirs as well, from 0 to 1 and a little."""
        home, found = self.theirs[number].home[theirs], self._found[number]
        total = told = 0.0
        for place, weight in enumerate(self.weights):
            if not weight or place == ours:
                continue
            weight *= 1.0 if self.ours.home[place] == self.ours.home[ours] else _BESIDE
            total += weight
            if found[place] and found[place] != [theirs]:
                told += weight * (1.0 if self._stands_in(number, place, home) else _APART)
        if not total:
            return 0.0
        return told / total + _NEXT * self.touching(ours, number, theirs)

    def share(self, number: int) -> float:
        """The share of our words that stand in a sentence of the cards."""
        total = sum(self.weights)
        told = sum(weight for weight, found in zip(self.weights, self._found[number], strict=True) if found)
        return told / total if total else 0.0

    def share_figure(self, ours: int, number: int, theirs: int) -> bool:
        """Whether one and the same figure stands in the piece of the one and of the other."""
        ours, theirs = self.ours.home[ours], self.theirs[number].home[theirs]
        return any(
            token.kind == "figure"
            and self.ours.home[place] == ours
            and self._stands_in(number, place, theirs)
            for place, token in enumerate(self.ours.tokens)
        )

    def touching(self, ours: int, number: int, theirs: int) -> int:
        """How many of the two words next to ours are also next to theirs."""
        found = self._found[number]
        near = {at for place in self.ours.beside(ours) for at in found[place]}
        return len(near.intersection(self.theirs[number].beside(theirs)))


def _weight(token: Token, pool: Pool) -> float:
    if token.kind not in _TOLD:
        return 0.0
    number = len(pool.having(token))
    return _WEIGHTS[token.kind] * (1 / (1 + _COMMON * (number - 1)) if number else _STRANGE)


def _told(ours: Line, weights: list[float], pool: Pool) -> list[Sequence[Piece]]:
    """The cards' sentences that hold most of ours, the best first."""
    votes: dict[int, float] = {}
    homes: dict[int, Sequence[Piece]] = {}
    for token, weight in zip(ours.tokens, weights, strict=True):
        if weight:
            found = {id(pool.pieces[n].siblings): pool.pieces[n].siblings for n in pool.having(token)}
            homes |= found
            for key in found:
                votes[key] = votes.get(key, 0.0) + weight
    best = sorted(votes.items(), key=lambda vote: -vote[1])[:_MOST_SENTENCES]
    return [homes[key] for key, _ in best if sum(len(piece.tokens) for piece in homes[key]) <= LONGEST]

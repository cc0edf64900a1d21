"""How strongly the words of a sentence are tied to one figure, date or name in it.

Strength fades with every word between the two, at the border of a clause, and behind another figure, date or
name of the same sort, which has words of its own. What says nothing before its figure but a date or a
preposition takes the subject of the one before: "30 % of habitats by 2030, 60 % by 2040".
"""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from . import stems
from .clauses import Piece, Pool
from .shapes import Quantity, QuantityKind
from .tokens import Token

_TOLD = ("word", "name", "date", "figure")
# Words further off than this have no strength left worth reckoning.
REACH = 30
_BORDER, _COORDINATE, _SHARED, _OTHER_DATE, _BESIDE, _LASTING = 0.75, 0.3, 0.9, 0.2, 1.4, 0.8


@dataclass(slots=True, eq=False)
class Line:
    """A sentence without its small words and marks; `owner` is the piece that each token stands in."""

    pieces: Sequence[Piece]
    tokens: list[Token]
    owner: list[int]
    before: "Line | None" = None


def line_of(pieces: Sequence[Piece]) -> Line:
    placed = [(token, piece.at) for piece in pieces for token in piece.tokens if token.kind in _TOLD]
    return Line(pieces, [token for token, _ in placed], [at for _, at in placed])


@dataclass(frozen=True, slots=True)
class Fading:
    """How fast strength fades: over how many words to a third, and to what share behind a rival."""

    words: float
    behind: float
    to_shares: float = 1.0


IN_CARD = Fading(12, 0.6)
# A claim is short: all of it belongs to its only figure, and each word to the nearest of several.
ALONE = Fading(8, 1.0, 0.4)
AMONG_OTHERS = Fading(8, 0.3, 0.4)


@dataclass(slots=True, eq=False)
class Anchor:
    """A figure, date or name to which words are tied, and how strongly each of its line is."""

    line: Line
    first: int
    last: int
    token: Token
    strengths: dict[int, float]


def anchor(line: Line, first: int, last: int, token: Token, fading: Fading) -> Anchor:
    strengths: dict[int, float] = {}
    _walk(line, range(first - 1, max(-1, first - REACH), -1), first, token, fading, strengths)
    _walk(line, range(last + 1, min(len(line.tokens), last + REACH)), last, token, fading, strengths)
    for beside in (first - 1, last + 1):
        near = beside in strengths and line.owner[beside] == line.owner[max(0, first)]
        if near and line.tokens[beside].kind == "word":
            strengths[beside] *= _BESIDE
    return Anchor(line, first, last, token, strengths)


def _walk(
    line: Line, places: range, at: int, token: Token, fading: Fading, strengths: dict[int, float]
) -> None:
    backwards = places.step < 0
    home = line.owner[at] if at >= 0 else 0
    dated = bool(line.pieces) and bool(line.pieces[home].dates)
    told_after = False
    for other, owner in zip(line.tokens[at + 1 : at + REACH], line.owner[at + 1 : at + REACH], strict=True):
        told_after = told_after or (owner == home and can_be_subject(other))
    elliptic = _BORDER if told_after else 1.0
    factor, last, steps, own_subject = 1.0, home, 0, not backwards
    for place in places:
        other, owner = line.tokens[place], line.owner[place]
        if owner != last:
            opened = line.pieces[max(owner, last)]
            factor *= (_COORDINATE if opened.coordinate else _BORDER) if own_subject else elliptic
            last = owner
        if same_sort(token, other):
            strengths[place] = factor * math.exp(-steps / fading.words)
            factor *= fading.behind if own_subject else _SHARED
            steps = steps if own_subject else 0
            continue
        if fading.to_shares < 1 and other.figure is not None and _is_share(other.figure):
            factor *= fading.to_shares
        steps += 1
        fresh = _OTHER_DATE if other.kind == "date" and dated and owner != home else 1.0
        strengths[place] = factor * fresh * math.exp(-steps / fading.words)
        if backwards and other.kind == "date" and not dated:
            # A date holds for what follows until another one is given.
            strengths[place], dated = max(strengths[place], _LASTING), True
        own_subject = own_subject or can_be_subject(other)


def _is_share(figure: Quantity) -> bool:
    """A fraction or multiple in words: "a third of", "twice". What follows it is told of another figure."""
    return figure.raw.replace("-", "").replace(" ", "").isalpha() and figure.kind in _SHARES


_SHARES = (QuantityKind.PERCENT, QuantityKind.MULTIPLE)


def can_be_subject(token: Token) -> bool:
    """Whether a word can be what a figure is told of."""
    plain = token.kind == "word" and not token.verbal and not token.text.lower().endswith("ly")
    return token.kind == "name" or (plain and not stems.turns(token.poles))


def same_sort(token: Token, other: Token) -> bool:
    """Whether two tokens could stand in each other's place: figures of one unit, dates, names."""
    if token.kind != other.kind or token.kind == "word":
        return False
    if token.figure is None or other.figure is None or token.kind == "date":
        return True
    return (token.figure.kind, token.figure.unit) == (other.figure.kind, other.figure.unit)


@lru_cache(maxsize=256)
def lines(pool: Pool) -> tuple[Line, ...]:
    """The sentences of a pool, without headlines: those leave out too much to tie anything."""
    found: dict[int, Sequence[Piece]] = {}
    for piece in pool.pieces:
        if id(piece.siblings) not in pool.headlines:
            found.setdefault(id(piece.siblings), piece.siblings)
    made = [line_of(pieces) for pieces in found.values()]
    for before, line in itertools.pairwise(made):
        line.before = before
    return tuple(made)


@lru_cache(maxsize=256)
def anchors(pool: Pool, kind: str) -> dict[int, list[Anchor]]:
    """The figures or dates of a pool, by the sentence that they stand in."""
    return {
        id(line.pieces): [
            anchor(line, place, place, token, IN_CARD)
            for place, token in enumerate(line.tokens)
            if token.kind == kind and not part_of_name(line, place)
        ]
        for line in lines(pool)
    }


def _elliptic(line: Line, place: int) -> bool:
    """Whether a name and a number are all that is left of what was said before: "Arbor has 5 labs, Belmo 7"."""
    piece = line.pieces[line.owner[place]]
    bare = all(token.kind in ("name", "figure", "stop") for token in piece.tokens)
    return bare and any(
        before.figure is not None
        and same_sort(line.tokens[place], next(one for one in before.tokens if one.kind == "figure"))
        and any(token.kind == "word" for token in before.tokens)
        for before in line.pieces[: piece.at]
    )


def part_of_name(line: Line, place: int) -> bool:
    """Whether a number belongs to a name ("Unit 2") or to a time of day or a score ("2:18:44")."""
    token = line.tokens[place]
    if token.figure is None or token.figure.kind is not QuantityKind.COUNT:
        return False
    before = line.tokens[place - 1] if place else None
    after = line.tokens[place + 1] if place + 1 < len(line.tokens) else None
    touching = before is not None and token.span.start - before.span.end == 1
    counted = after is not None and after.kind == "word" and after.bare.endswith("s")
    if before is not None and before.kind == "name" and touching and token.text.isdigit() and not counted:
        return not _elliptic(line, place)
    return (before is not None and before.kind == "figure" and touching) or (
        after is not None and after.kind == "figure" and after.span.start - token.span.end == 1
    )

"""Which piece of the cards a piece of the claim tells."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from .clauses import Parsed, Piece, Pool
from .tokens import Token

FlipKind = Literal["direction", "negation", "subject", "noun"]


_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class Flip:
    """A word of the claim and the word of the card that says otherwise."""

    kind: FlipKind
    said: Token
    known: Token


@dataclass(frozen=True, slots=True)
class Match:
    """The piece of a card that a piece of the claim tells, with its sentence."""

    claim: Piece
    card: Piece
    claim_sentence: list[Token]
    card_sentence: list[Token]


def told_pieces(claim: Parsed, pool: Pool, *, names: bool = True) -> Iterator[Match]:
    for pieces in claim.sentences:
        sentence = flat(pieces)
        votes = Counter(number for token in sentence if token.says_something for number in pool.having(token))
        beside = Counter[int]()
        for number, count in votes.items():
            beside[id(pool.pieces[number].siblings)] += count
        last: Piece | None = None
        for piece in pieces:
            best = _best(piece, pool, beside, names)
            if best is not None:
                yield Match(piece, best, sentence, best.sentence)
            elif last is not None:
                # "…, its lowest since 2008" has nothing of its own to be found by; its sentence has.
                yield Match(piece, Piece(tokens=last.sentence), sentence, last.sentence)
            last = best or last


def flat(pieces: Sequence[Piece]) -> list[Token]:
    return [token for piece in pieces for token in piece.tokens]


def _best(piece: Piece, pool: Pool, beside: Counter[int], names: bool) -> Piece | None:
    """The cards' piece that shares most with this one; a sentence that shares more breaks a tie."""
    kinds = ("word", "figure", "name") if names else ("word", "figure", "date")
    asked = [token for token in piece.tokens if token.kind in kinds]
    votes = Counter(number for token in asked for number in pool.having(token))
    best, score = None, 0.0
    for number, count in sorted(votes.items()):
        other = pool.pieces[number]
        found = count + 2 * one_figure(piece, other) + 0.1 * beside[id(other.siblings)]
        if found > score:
            best, score = other, found
    return best if score >= max(1.0, _ENOUGH * min(4, len(asked))) else None


def one_figure(piece: Piece, other: Piece) -> bool:
    figure, known = piece.figure, other.figure
    return figure is not None and known is not None and figure.kind is known.kind and figure.low == known.low

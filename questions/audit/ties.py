"""What a figure is tied to: the words, names and dates of its piece and of the pieces that complete it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from .clauses import Parsed, Piece, Pool
from .nouns import names_a_thing
from .shapes import Quantity
from .tokens import Token

Side = Literal["before", "after"]


TieKind = Literal["subject", "year", "noun", "pair"]


RELATIVE = frozenset(("which", "who", "whose", "where", "that"))


LEADING = frozenset(("among", "of", "in", "at", "for", "on", "within"))


PRONOUNS = frozenset(("it", "they", "he", "she"))


_CONTRASTING = frozenset(("while", "whereas", "but", ";", "against", "compared", "versus", "than", "after"))


# The first axes of `opposites` are those of rising and falling.
_FALLING = 3


@dataclass(frozen=True, slots=True)
class Mistie:
    """A figure told of something else than in the card: what the claim says, what the card says instead."""

    kind: TieKind
    said: Token
    known: Token


@dataclass(slots=True)
class Tie:
    """A figure in its piece, with the neighbours that complete what the piece leaves out."""

    piece: Piece
    around: list[Piece]
    before: list[Piece]

    def own(self) -> list[tuple[Side, Token]]:
        """The words of the figure's own piece, by side."""
        return _sided(self.piece)

    def wide(self) -> list[tuple[Side, Token]]:
        """Also those of the figureless pieces right before and after."""
        before: list[tuple[Side, Token]] = [
            ("before" if piece.at < self.piece.at else "after", token)
            for piece in self.around
            for token in piece.content
        ]
        return [*self.own(), *before]

    def named(self) -> list[Token]:
        """The names told of this figure: those around it, else those of the nearest piece before."""
        own = [token for _, token in self.wide() if token.kind == "name"]
        if own:
            return own
        for piece in reversed(self.before):
            if piece.names:
                return [token for side, token in _sided(piece) if side == "before" and token.kind == "name"]
        return []

    def opening(self) -> list[Token]:
        """What a sentence says before all else holds for all of it: "Among 900 firms, …"."""
        first = self.piece.siblings[0]
        leads = first.tokens[0].text.lower() in LEADING and first is not self.piece
        return first.content if leads else []

    def pronouns(self) -> list[tuple[Side, Token]]:
        """A pronoun before the figure: it means something said earlier, never what comes later."""
        tokens = self.piece.tokens
        place = next((n for n, token in enumerate(tokens) if token.kind == "figure"), 0)
        return [("before", token) for token in tokens[:place] if token.text.lower() in PRONOUNS]

    def dates(self) -> list[Token]:
        """The dates said of this figure: those of its piece, else of the pieces beside, else the nearest
        before.
        """
        found = [token for piece in (self.piece, *self.around) for token in piece.dates]
        if found:
            return found
        before = next((piece.dates for piece in reversed(self.before) if piece.dates), [])
        if before:
            return before
        after = self.piece.siblings[self.piece.at + 1 :]
        return next(
            (piece.dates for piece in after[:2] if piece.dates and piece.opener not in _CONTRASTING), []
        )


def tie(parsed: Parsed, figure: Quantity) -> Tie | None:
    """Where a figure of a text is tied; None when it was read as no part of any clause."""
    piece = parsed.piece_of(figure)
    if piece is None:
        return None
    pieces = piece.siblings
    around: list[Piece] = []
    at = piece.at
    while at > 0 and not pieces[at].coordinate and not any(beside.names for beside in around):
        at -= 1
        if pieces[at].aside:
            continue
        if pieces[at].figure is not None:
            if pieces[at + 1].opener in RELATIVE:
                around.append(_tail(pieces[at]))
            break
        around.append(pieces[at])
    at = piece.at + 1
    while at < len(pieces) and pieces[at].figure is None and not pieces[at].coordinate:
        if at + 1 < len(pieces) and pieces[at + 1].figure is not None and pieces[at + 1].opener == "with":
            break
        around.append(pieces[at])
        at += 1
    return Tie(piece, around, pieces[: piece.at])


def _tail(piece: Piece) -> Piece:
    """What stands after the figure of a piece: that is what a "which" means."""
    place = next((n for n, token in enumerate(piece.tokens) if token.kind == "figure"), 0)
    return Piece(tokens=piece.tokens[place + 1 :], at=piece.at)


def points_down(parsed: Parsed, figure: Quantity) -> bool:
    """Whether the words around a figure say that something fell or is missing."""
    piece = parsed.piece_of(figure)
    return piece is not None and any(
        end > 0 and axis < _FALLING for token in piece.tokens for axis, end in token.poles
    )


def measure_of(piece: Piece) -> tuple[str, str]:
    return (piece.figure.kind, piece.figure.unit) if piece.figure else ("", "")


def _sided(piece: Piece) -> list[tuple[Side, Token]]:
    found: list[tuple[Side, Token]] = []
    side: Side = "before"
    for token in piece.tokens:
        if token.kind == "figure":
            side = "after"
        elif token.says_something:
            found.append((side, token))
    return found


def occurrences(token: Token, pool: Pool, there: Tie) -> Iterable[tuple[Piece, Side]]:
    for number in sorted(pool.having(token)):
        piece = pool.pieces[number]
        if piece is not there.piece:
            yield from ((piece, side) for side, other in _sided(piece) if _exactly(token, other))


def run_of(tokens: Sequence[Token], at: int) -> list[Token]:
    """The names that stand in one row with the one at this place: one long name."""
    first, last = at, at
    while first > 0 and tokens[first - 1].kind == "name":
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].kind == "name":
        last += 1
    return list(tokens[first : last + 1])


def _exactly(token: Token, other: Token) -> bool:
    return token.key == other.key or (token.kind == "name" and token.bare == other.bare)


def has_noun(sided: Sequence[tuple[Side, Token]], wanted: Side) -> bool:
    return any(side == wanted and names_a_thing(token) for side, token in sided)


def among(token: Token, others: Iterable[Token]) -> bool:
    return any(token.like(other) for other in others)

"""Figures that a word joins, such as the votes of both sides or a part and its whole."""

import itertools
from decimal import Decimal

from .nouns import measured
from .shapes import QuantityKind
from .ties import Mistie, Tie, among
from .tokens import Token

_JOINTS = frozenset(("to", "of"))


def more_than_all(said: Tie) -> Mistie | None:
    """A part larger than its whole: "14 of 11"."""
    for one, other in _joined(said):
        if one.figure is None or other.figure is None or one.figure.kind is not QuantityKind.COUNT:
            continue
        near = other.span.start - one.span.end <= 5 and "of" in _before_token(said, other)
        if near and not one.figure.unit and one.figure.low > other.figure.low:
            return Mistie("pair", one, other)
    return None


def _before_token(tied: Tie, token: Token) -> set[str]:
    tokens = [other for piece in tied.piece.siblings for other in piece.tokens]
    place = next(n for n, other in enumerate(tokens) if other is token)
    return {other.text.lower() for other in tokens[max(0, place - 1) : place]}


def other_order(said: Tie, there: Tie) -> Mistie | None:
    """Two figures that a word joins, as in "7 votes to 2", told the other way round."""
    pairs = [_values(theirs) for theirs in _joined(there)]
    for ours in _joined(said):
        values = _values(ours)
        score = ours[1].span.start - ours[0].span.end == 1 and all(token.text.isdigit() for token in ours)
        turned = values != values[::-1] and values[::-1] in pairs
        if values not in pairs and (turned or score):
            return Mistie("pair", ours[0], ours[1])
    return None


def _values(pair: tuple[Token, Token]) -> list[Decimal]:
    return [abs(token.figure.low) for token in pair if token.figure]


def part_for_whole(said: Tie, there: Tie) -> Mistie | None:
    """In "450 of 7,800 jobs are to go" nothing is said of the 7,800 but how many they are."""
    tokens = [token for piece in there.piece.siblings for token in piece.tokens]
    place = next((n for n, token in enumerate(tokens) if token.figure is there.piece.figure), 0)
    before = tokens[max(0, place - 2) : place]
    ours = said.piece.tokens
    at = next((n for n, token in enumerate(ours) if token.kind == "figure"), 0)
    if (
        len(before) < 2
        or before[0].kind != "figure"
        or before[1].text.lower() != "of"
        or (at and ours[at - 1].text.lower() == "of")
    ):
        return None
    nouns = measured(there.piece)
    rest = [token for token in there.piece.content if token not in nouns]
    claimed = [token for side, token in said.own() if side == "after"]
    shared = next((token for token in claimed if among(token, rest)), None)
    return Mistie("subject", shared, before[0]) if shared is not None else None


def _joined(tied: Tie) -> list[tuple[Token, Token]]:
    tokens = [token for piece in tied.piece.siblings for token in piece.tokens]
    places = [place for place, token in enumerate(tokens) if token.kind == "figure"]
    found = []
    for left, right in itertools.pairwise(places):
        between = {token.text.lower() for token in tokens[left + 1 : right]}
        mine = tied.piece.figure in (tokens[left].figure, tokens[right].figure)
        alike = tokens[left].figure and tokens[right].figure and _sort(tokens[left]) == _sort(tokens[right])
        close = (
            tokens[right].span.start - tokens[left].span.end == 1
            and _short(tokens[left])
            and _short(tokens[right])
        )
        if (
            mine
            and alike
            and right - left < 4
            and (close or between & _JOINTS)
            and not _opens_change(tokens, left, between)
        ):
            found.append((tokens[left], tokens[right]))
    return found


def _opens_change(tokens: list[Token], left: int, between: set[str]) -> bool:
    """Whether "from 5 to 7" or "by 5 to 7" is meant, which are no pairs; "by 7 votes to 2" is one."""
    before = _before(tokens, left)
    return "from" in before or ("by" in before and between <= _JOINTS)


def _short(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) < 4


def _sort(token: Token) -> tuple[str, str]:
    return (token.figure.kind, token.figure.unit) if token.figure else ("", "")


def _before(tokens: list[Token], place: int) -> set[str]:
    return {token.text.lower() for token in tokens[max(0, place - 2) : place]}

"""How much of a claim's wording its cards hold at all."""

from collections.abc import Sequence

from .clauses import Parsed, Pool
from .evidence import ReadCard, pool
from .tokens import Token

_WEAK, _PLAIN, _BARELY = 0.34, 0.26, 0.1
_FEWEST = 3
_OWN, _OTHER, _AHEAD = 0.6, 0.75, 0.4


def support(claim: Parsed, cards: Pool) -> float:
    """The share of a claim's words, 0 to 1, that the cards hold as such, in another form or by a synonym."""
    words = _words(claim)
    return sum(cards.holds(token) for token in words) / len(words) if words else 1.0


def weak(claim: Parsed, cards: Pool, share: float) -> bool:
    """Whether too little of a claim with something to say is in its cards, and nothing that it names: no
    name, no date and no figure.
    """
    words = _words(claim)
    named = [
        token for piece in claim.pieces for token in piece.tokens if token.kind in ("name", "figure", "date")
    ]
    if any(cards.holds(token) for token in named):
        return bool(cards.pieces) and len(words) >= _FEWEST and share < _BARELY
    return bool(cards.pieces) and len(words) >= _FEWEST and share < (_WEAK if named else _PLAIN)


def better_card(claim: Parsed, share: float, others: Sequence[ReadCard]) -> ReadCard | None:
    """The card that says what the cited ones do not, where one does so clearly."""
    if share > _OWN or len(_words(claim)) < _FEWEST:
        return None
    scored = [(support(claim, pool((read.card,))), read) for read in others]
    best = max(scored, key=lambda entry: entry[0], default=None)
    if best is None or best[0] < _OTHER or best[0] - share < _AHEAD:
        return None
    return best[1]


def _words(claim: Parsed) -> list[Token]:
    return claim.content

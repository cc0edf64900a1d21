"""How much of a claim's wording its cards hold at all."""

from collections.abc import Sequence

from .clauses import Parsed, Pool
from .evidence import ReadCard, pool
from .tokens import Token

_WEAK = 0.34
_FEWEST = 3
_OWN, _OTHER, _AHEAD = 0.6, 0.75, 0.4


def support(claim: Parsed, cards: Pool) -> float:
    """The share of a claim's words, 0 to 1, that the cards hold as such, in another form or by a synonym."""
    words = _words(claim)
    return sum(cards.holds(token) for token in words) / len(words) if words else 1.0


def weak(claim: Parsed, cards: Pool, share: float) -> bool:
    """Whether too little of a claim with something to say is in its cards; a figure found there counts for
    it.
    """
    words = _words(claim)
    tokens = (token for piece in claim.pieces for token in piece.tokens)
    found = any(token.kind == "figure" and cards.holds(token) for token in tokens)
    return bool(cards.pieces) and len(words) >= _FEWEST and share < (_WEAK / 2 if found else _WEAK)


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

"""Who did what to whom, which way and whether at all: claim and card held against each other, piece by
piece.
"""

import re
from collections.abc import Iterator, Sequence

from . import stems
from .clauses import Parsed, Piece, Pool
from .contrary import contrary
from .denying import denied, denied_alone
from .parties import other_name, same_sentences, swapped, traded
from .scenes import Scene
from .telling import Flip, Match, told_pieces
from .tokens import Token
from .turning import turned_round

# The share of a claim's other words that the card's sentence has to hold before the two can be at odds.
_TOLD = ("word", "name", "figure", "date")
_ALIKE = 0.75


def flips(claim: Parsed, pool: Pool) -> Iterator[Flip]:
    """What the claim turns round; each piece of it is held against the piece of the cards that tells the
    same.
    """
    seen: set[tuple[str, int]] = set()
    for flip in (*_against_cards(claim, pool), *contrary(claim)):
        if (flip.kind, flip.said.span.start) not in seen:
            seen.add((flip.kind, flip.said.span.start))
            yield flip


def _against_cards(claim: Parsed, pool: Pool) -> Iterator[Flip]:
    if not claim.is_written:
        return
    for pieces in claim.sentences:
        scene = Scene(pieces, pool)
        yield from turned_round(scene)
        yield from denied(scene)
        yield from denied_alone(scene)
    for match in told_pieces(claim, pool):
        flip = _replaced(match, pool)
        if flip is not None and _alike(flip, claim, pool):
            yield flip
    nameless = list(told_pieces(claim, pool, names=False))
    for flip in (
        *(other_name(match, pool) for match in nameless),
        *traded(nameless),
        *(swapped(ours, theirs) for ours, theirs in same_sentences(claim, pool)),
    ):
        if flip is not None:
            yield flip


def _alike(flip: Flip, claim: Parsed, pool: Pool) -> bool:
    """Whether claim and card otherwise say so much alike that one word can turn the one into its opposite."""
    ours = next((pieces for pieces in claim.sentences if _holds(pieces, flip.said)), [])
    theirs = next((piece.sentence for piece in pool.pieces if _holds([piece], flip.known)), [])
    words = [
        token for piece in ours for token in piece.tokens if token.kind in _TOLD and token is not flip.said
    ]
    known = {mark for token in theirs if token.kind in _TOLD for mark in token.marks}
    shared = sum(not known.isdisjoint(token.marks) for token in words)
    return not words or shared >= _ALIKE * len(words)


def _holds(pieces: Sequence[Piece], token: Token) -> bool:
    return any(other is token for piece in pieces for other in piece.tokens)


def _replaced(match: Match, pool: Pool) -> Flip | None:
    """A noun put in the place of another: the words right before and after are the card's own."""
    ours = match.claim_sentence
    theirs = match.card_sentence
    own = {id(token) for token in match.claim.tokens}
    for place, token in enumerate(ours):
        if id(token) not in own or not _replaceable(token) or pool.holds(token):
            continue
        before = ours[place - 1] if place else None
        after = ours[place + 1] if place + 1 < len(ours) else None
        for at, other in enumerate(theirs):
            if (
                not _replaceable(other)
                or _spelled(token) == _spelled(other)
                or any(other.like(known) for known in match.claim_sentence)
            ):
                continue
            left = theirs[at - 1] if at else None
            right = theirs[at + 1] if at + 1 < len(theirs) else None
            if _fits(before, left, after, right):
                return Flip("noun", token, other)
    return None


def _spelled(token: Token) -> str:
    """A word spelled one way, whichever side of the Atlantic it comes from: centre and center, labour and labor."""
    word = token.text.lower().removesuffix("s")
    word = re.sub(r"(?<=[bt])re$", "er", word.replace("our", "or").replace("ae", "e").replace("oe", "e"))
    return re.sub(r"(?<=l)l|(?<=m)me$|ue$", "", word).replace("ence", "ense").replace("ys", "yz")


def _replaceable(token: Token) -> bool:
    lower = token.text.lower()
    noun = stems.is_noun(token.key) or (not token.meanings and not token.poles)
    return token.kind == "word" and noun and not token.verbal and not lower.endswith("ly") and len(lower) > 2


def _fits(before: Token | None, left: Token | None, after: Token | None, right: Token | None) -> bool:
    """Whether both neighbours are the same; a sentence's edge fits another edge only with a content word
    beside.
    """
    if before is None and left is None:
        return after is not None and right is not None and after.says_something and _one(after, right)
    if after is None and right is None:
        return (
            before is not None
            and left is not None
            and (before.says_something or before.kind == "figure")
            and _one(before, left)
        )
    if before is None or left is None or after is None or right is None:
        return False
    return _one(before, left) and _one(after, right)


def _one(token: Token, other: Token) -> bool:
    if token.figure is not None and other.figure is not None:
        return token.figure.low == other.figure.low
    return token.key == other.key

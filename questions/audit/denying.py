"""Denials: a "not" that was dropped or added."""

from collections.abc import Iterator

from . import stems
from .clauses import Parsed, Pool, negations
from .telling import Flip, Match, flat, one_figure, told_pieces
from .tokens import Token

_DENYING = frozenset(
    stems.stem(word)
    for word in [
        "against",
        "exempt",
        "missing",
        "miss",
        "without",
        "free",
        "ban",
        "limit",
        "maximum",
        "unlike",
        "instead",
        "except",
        "exclude",
        "halt",
        "stop",
        "reject",
        "refuse",
        "only",
        "least",
        "prevent",
        "short",
        "fail",
        "avoid",
        "forbid",
        "prohibit",
        "lost",
    ]
)


_ENOUGH_TOLD = 2


_PLAIN_DENIALS = frozenset(("not", "never", "no", "cannot"))


_SCOPE = 3


def denied(match: Match, pool: Pool) -> Flip | None:
    """A "not" dropped or added: what one side denies the other asserts, and no second denial evens it out."""
    ours, theirs = match.claim.tokens, match.card.tokens
    said, known = negations(ours), negations(theirs)
    if len(said) % 2 == len(known) % 2:
        return None
    if not said and negations(match.claim_sentence) and negations(match.card_sentence):
        return None
    denied, asserted, deniers = (ours, theirs, said) if said else (theirs, ours, known)
    scope = _scope(denied, deniers[0])
    if said and one_figure(match.claim, match.card) and not _denying(match.card_sentence):
        follows = next(
            (token for token in ours[said[0] + 1 :] if token.says_something or token.kind == "figure"), None
        )
        if follows is not None and not _opposed_within(theirs, follows, ours):
            return Flip("negation", ours[said[0]], next(token for token in theirs if token.kind == "figure"))
    for token in scope:
        if _opposed_within(asserted, token, denied):
            return None
    for token in scope:
        twin = next((other for other in asserted if other.says_something and token.like(other)), None)
        if twin is not None:
            if _evened(match, token, pool, len(said)):
                return None
            denier = denied[deniers[0]]
            return Flip("negation", denier if said else twin, twin if said else denier)
    return None


def _evened(match: Match, twin: Token, pool: Pool, said: int) -> bool:
    """Whether another piece of the cards says it as the claim does: then the claim was told of that one."""
    wanted = len(
        [token for token in match.claim.content if any(token.like(other) for other in match.card.content)]
    )
    for number in sorted(pool.having(twin)):
        other = pool.pieces[number]
        shared = sum(any(token.like(known) for known in other.content) for token in match.claim.content)
        if (
            other is not match.card
            and len(negations(other.tokens)) % 2 == said % 2
            and shared >= wanted - (1 if said else 0)
        ):
            return True
    return False


def denied_alone(claim: Parsed, pool: Pool) -> Iterator[Flip]:
    """A denial in the claim that nothing in the sentences which it tells denies or turns round."""
    matches = list(told_pieces(claim, pool))
    for pieces in claim.sentences:
        ours = flat(pieces)
        said = negations(ours)
        mine = [match for match in matches if match.claim.siblings is pieces]
        known = [token for match in mine for token in match.card_sentence]
        if len(said) % 2 == 0 or not known or _denying(known):
            continue
        shared = sum(any(token.like(other) for other in known) for token in ours if token.says_something)
        turned = any(
            stems.opposite(token.poles, other.poles)
            for token in ours
            if token.poles
            for other in known
            if other.poles
        )
        if shared >= _ENOUGH_TOLD and not turned and ours[said[0]].text.lower() in _PLAIN_DENIALS:
            yield Flip("negation", ours[said[0]], known[0])


def _denying(tokens: list[Token]) -> bool:
    """Whether a sentence denies, with a "not" or with a word that holds one."""
    return bool(negations(tokens)) or any(
        token.key in _DENYING or token.bare.startswith(("un", "non")) for token in tokens
    )


def _scope(tokens: list[Token], place: int) -> list[Token]:
    return [token for token in tokens[place + 1 :] if token.kind == "word" and token.key not in ("yet",)][
        :_SCOPE
    ]


def _opposed_within(asserted: list[Token], token: Token, denied: list[Token]) -> bool:
    """Whether the asserting side says it with an opposite instead: "did not rise" and "fell"."""
    return any(stems.opposite(token.poles, other.poles) for other in asserted if other.poles)

"""Who did it to whom: names put for one another, and two parties that changed places."""

from collections.abc import Iterator, Sequence

from . import stems
from .clauses import LONGEST, Parsed, Piece, Pool
from .demonyms import COUNTRIES
from .names import initials
from .naming import TITLES
from .nouns import CONTINENTS
from .telling import Flip, Match, flat, one_figure
from .ties import run_of
from .tokens import Token
from .turning import crossed, sides_of

# Words around which the two sides of a comparison stand.
_PIVOTS = frozenset(
    [
        "than",
        "versus",
        "vs",
        "against",
        "over",
        "by",
        "ahead",
        "behind",
        "to",
        "before",
        "after",
        "of",
        "from",
    ]
)


_BARE = frozenset(["to", "of", "from", "by", "over", "after", "before"])


_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "get", "gets", "got"])


_TAKING_UP = frozenset(["it", "its", "he", "his", "she", "her", "they", "their"])


def other_name(match: Match, pool: Pool) -> Flip | None:
    """A name that the card has elsewhere, put where the card has another name."""
    ours, theirs = match.claim.names, _names_around(match.card)
    if not ours or not theirs:
        return None
    strangers = [
        token for token in ours if not any(token.like(other) for other in theirs) and token.bare not in TITLES
    ]
    strangers = [token for token in strangers if pool.holds(token)]
    if not strangers or len(match.claim.content) - len(ours) < 1:
        return None
    words = [token for token in match.claim.content if token.kind == "word"]
    shared = sum(any(token.like(other) for other in match.card.content) for token in words)
    if (
        shared + 2 * one_figure(match.claim, match.card) < min(2, len(words))
        or id(match.card.siblings) in pool.headlines
    ):
        return None
    if any(strangers[0].like(token) for token in match.card_sentence) and (
        not match.card.names or shared < 2
    ):
        return None
    if _told_elsewhere(strangers[0], words, match, pool):
        return None
    if any(
        token.text.lower() in _TAKING_UP for token in match.card.tokens[: 8 if not match.card.names else 2]
    ):
        return None
    short = {token.bare for token in match.claim_sentence} | initials(
        " ".join(token.text for token in match.claim_sentence)
    )
    long = initials(" ".join(token.text for token in match.card_sentence))
    if strangers[0].bare in long:
        return None
    left_out = [
        token
        for token in theirs
        if not any(token.like(other) for other in match.claim_sentence)
        and token.bare not in short
        and token.bare not in COUNTRIES | TITLES | CONTINENTS
        and not _beside_known(token, match)
    ]
    if left_out:
        if strangers[0].bare not in COUNTRIES and not _located(left_out[0], match.card.tokens):
            return Flip("subject", strangers[0], left_out[0])
        if _located(strangers[0], match.claim.tokens) and _located(left_out[0], match.card.tokens):
            return Flip("subject", strangers[0], left_out[0])
    countries = [
        token
        for token in theirs
        if token.bare in COUNTRIES - CONTINENTS
        and not any(token.like(other) for other in match.claim_sentence)
    ]
    if (
        strangers[0].bare in COUNTRIES
        and countries
        and _located(strangers[0], match.claim.tokens) == _located(countries[0], match.card.tokens)
    ):
        return Flip("subject", strangers[0], countries[0])
    return None


def _told_elsewhere(stranger: Token, words: list[Token], match: Match, pool: Pool) -> bool:
    """Whether a piece with this name tells as much of the claim as the one without it."""

    def told(piece: Piece) -> int:
        shared = sum(any(token.like(other) for other in piece.content) for token in words)
        return shared + 2 * one_figure(match.claim, piece)

    if any(one_figure(match.claim, pool.pieces[number]) for number in pool.having(stranger)):
        return True
    return any(told(pool.pieces[number]) >= told(match.card) for number in pool.having(stranger))


def _names_around(piece: Piece) -> list[Token]:
    """The names of a piece and of those right before that it goes on from."""
    found, at = list(piece.names), piece.at
    while (
        at > 0
        and not piece.siblings[at].coordinate
        and piece.siblings[at - 1].figure is None
        and at < len(piece.siblings)
    ):
        at -= 1
        found += piece.siblings[at].names
    return found


def _beside_known(name: Token, match: Match) -> bool:
    """Whether a name is part of a longer one of which the claim gives another part."""
    tokens = match.card_sentence
    at = next((n for n, token in enumerate(tokens) if token is name), 0)
    others = [token for token in run_of(tokens, at) if token is not name]
    return any(
        token.like(other) for token in others for other in match.claim_sentence if other.says_something
    )


def traded(matches: Sequence[Match]) -> Iterator[Flip]:
    """Two names of one claim, each told what the card tells of the other."""
    for one in matches:
        for other in matches:
            if one is other or one.card is other.card:
                continue
            left = _only(one.claim.names, one.card.names, other.card.names)
            right = _only(other.claim.names, other.card.names, one.card.names)
            if left is not None and right is not None:
                yield Flip("subject", left, right)
                return


def _only(names: list[Token], not_there: list[Token], there: list[Token]) -> Token | None:
    return next(
        (
            token
            for token in names
            if token.bare not in TITLES
            and any(token.like(other) for other in there)
            and not any(token.like(other) for other in not_there)
        ),
        None,
    )


def _located(name: Token, tokens: list[Token]) -> bool:
    at = next((n for n, token in enumerate(tokens) if token is name), 0)
    before = next((other for other in reversed(tokens[max(0, at - 4) : at]) if other.kind != "name"), None)
    return before is not None and before.text.lower() in (
        "in",
        "at",
        "near",
        "across",
        "from",
        "off",
        "around",
        "of",
    )


# More sentences than this cannot all be the one that a claim tells.
_MOST_SENTENCES = 12


def same_sentences(claim: Parsed, pool: Pool) -> Iterator[tuple[list[Piece], list[Piece]]]:
    """Sentences of the claim and of the cards that have enough in common to be compared."""
    for ours in claim.sentences:
        content = [token for piece in ours for token in piece.content]
        shared: dict[int, set[int]] = {}
        homes: dict[int, list[Piece]] = {}
        for place, token in enumerate(content):
            for number in sorted(pool.having(token)):
                home = pool.pieces[number].siblings
                shared.setdefault(id(home), set()).add(place)
                homes[id(home)] = home
        most = sorted(shared.items(), key=lambda entry: -len(entry[1]))[:_MOST_SENTENCES]
        for key, places in most:
            alike = len(places) >= 3 or (len(places) == 2 and len(content) == 2)
            if alike and sum(len(piece.tokens) for piece in homes[key]) <= LONGEST:
                yield ours, homes[key]


def swapped(our_pieces: list[Piece], their_pieces: list[Piece]) -> Flip | None:
    """Two parties that changed places around the same verb or comparison."""
    ours, theirs = flat(our_pieces), flat(their_pieces)
    written: dict[str, list[int]] = {}
    forms: dict[tuple[str, str], list[int]] = {}
    for there, other in enumerate(theirs):
        written.setdefault(other.text.lower(), []).append(there)
        forms.setdefault((other.kind, other.key), []).append(there)
    for at, pivot in enumerate(ours):
        lower = pivot.text.lower()
        if not (
            pivot.verbal
            or pivot.poles
            or lower in _PIVOTS
            or (pivot.kind == "word" and not stems.is_noun(pivot.key))
        ):
            continue
        alike = written.get(lower, [])
        if lower not in _PIVOTS:
            alike = sorted({*alike, *forms.get((pivot.kind, pivot.key), ())})
        for there in alike:
            if lower in _BARE and not _paired(ours, at, theirs, there):
                continue
            if _passive(ours, at) != _passive(theirs, there):
                continue
            moved = crossed(_near(our_pieces, pivot), _near(their_pieces, theirs[there]))
            if (
                moved is not None
                and _parties(moved, pivot, lower)
                and not _list_order(ours, moved)
                and not _converse(ours, theirs)
            ):
                return Flip("direction" if pivot.poles or lower in _PIVOTS else "subject", moved[0], moved[1])
    return None


def _parties(moved: tuple[Token, Token], pivot: Token, lower: str) -> bool:
    """Whether the two can have changed places: names, or the things on either side of a comparison."""
    if all(token.kind == "name" for token in moved):
        return True
    compares = lower in _PIVOTS - _BARE or stems.turns(pivot.poles) or lower == "to"
    return compares and all(token.kind == "word" for token in moved)


def _converse(ours: list[Token], theirs: list[Token]) -> bool:
    """Whether the claim also turns the comparison itself: "fewer in B than in A" for "more in A than in
    B".
    """
    return any(
        stems.turns(token.poles) and stems.opposite(token.poles, other.poles)
        for token in ours if token.poles for other in theirs if other.poles
    )  # fmt: skip


def _paired(ours: list[Token], at: int, theirs: list[Token], there: int) -> bool:
    """A bare preposition is a pivot only with the same word before it on both sides."""
    if not at or not there:
        return False
    one, other = ours[at - 1], theirs[there - 1]
    if ours[at].text.lower() == "to":
        froms = [
            any(token.text.lower() == "from" for token in side[max(0, n - 5) : n])
            for side, n in ((ours, at), (theirs, there))
        ]
        if all(froms):
            return True
    return one.kind == "word" and one.like(other)


def _near(pieces: Sequence[Piece], pivot: Token) -> tuple[list[Token], list[Token]]:
    """The words before and after a pivot, as far as its statement goes."""
    at = next(piece.at for piece in pieces if any(token is pivot for token in piece.tokens))
    start, end = at, at + 1
    while start > 0 and (not pieces[start].coordinate or not _subject_before(pieces[start], pivot)):
        start -= 1
    while end < len(pieces) and not pieces[end].coordinate:
        end += 1
    return sides_of([token for piece in pieces[start:end] for token in piece.tokens], pivot)


def _subject_before(piece: Piece, pivot: Token) -> bool:
    return any(token.span.start < pivot.span.start and not token.verbal for token in piece.content)


def _passive(tokens: list[Token], at: int) -> bool:
    before = {token.text.lower() for token in tokens[max(0, at - 3) : at]}
    after = {token.text.lower() for token in tokens[at + 1 : at + 7]}
    return "by" in after and (bool(before & _BE) or tokens[at].text.lower().endswith("ed"))


def _list_order(tokens: list[Token], moved: tuple[Token, Token]) -> bool:
    """Whether the two only stand in another order in a list: "A and B" for "B and A"."""
    first, second = sorted(moved, key=lambda token: token.span.start)
    between = [token for token in tokens if first.span.end <= token.span.start < second.span.start]
    return all(token.kind == "name" or token.text.lower() in ("and", "or") for token in between)

"""Whether the card tells a figure of another subject than the claim does."""

from collections import Counter
from collections.abc import Callable

from . import stems
from .clauses import Piece, Pool
from .demonyms import COUNTRIES
from .nouns import CONTINENTS, PEOPLE, WIDE, both_people, is_telling, is_thing, names_a_thing
from .ties import (
    LEADING,
    PRONOUNS,
    RELATIVE,
    Mistie,
    Side,
    Tie,
    among,
    has_noun,
    measure_of,
    occurrences,
    run_of,
)
from .timing import AHEAD
from .tokens import Token

_TAKING_UP = frozenset(("the", "this", "that", "these", "those", "such", "its", "their", "his", "her"))


_LOCATING = frozenset(("in", "at", "near", "across", "from", "off", "around", "outside", "throughout"))


_GENERAL = frozenset(
    stems.stem(word)
    for word in [
        "reach",
        "come",
        "be",
        "have",
        "make",
        "take",
        "get",
        "go",
        "say",
        "show",
        "give",
        "put",
        "stand",
        "total",
        "lead",
        "hold",
        "keep",
        "report",
        "record",
        "see",
        "find",
        "add",
        "include",
        "expect",
        "become",
        "remain",
        "call",
        "use",
        "need",
        "want",
        "start",
        "begin",
        "end",
        "set",
        "count",
        "measure",
        "estimate",
        "base",
    ]
)


_NAME_LEAD = -1


def outmatched(said: Tie, there: Tie, pool: Pool) -> Mistie | None:
    """Another figure of this kind, of which the card says much more of what the claim says."""
    wanted = [token for token in said.piece.content if token.key not in WIDE]
    if len(wanted) < AHEAD:
        wanted += [token for piece in said.around if piece.at < said.piece.at for token in piece.content]
    here = [token for token in there.piece.sentence if token.says_something]
    votes = Counter(number for token in wanted for number in pool.having(token))
    telling = [(number, count) for number, count in sorted(votes.items()) if count >= AHEAD]
    home = sum(among(token, here) for token in wanted) if telling else 0
    for number, count in telling:
        other = pool.pieces[number]
        mine, theirs = there.piece.figure, other.figure
        same = mine is not None and theirs is not None and mine.low != theirs.low
        same = same and measure_of(other) == measure_of(there.piece)
        same = same and other.siblings is not there.piece.siblings
        if same and count >= home + AHEAD and id(other.siblings) not in pool.headlines:
            token = next(token for token in wanted if number in pool.having(token) and not among(token, here))
            return Mistie(
                "subject", token, next((one for one in here if is_telling(one)), there.piece.tokens[0])
            )
    return None


def _tied_below(token: Token, there: Tie, pool: Pool) -> bool:
    """Whether the text under the headline ties a word of it to a figure of this kind, and so no longer to
    all.
    """
    places = (pool.pieces[number] for number in pool.having(token))
    return any(
        measure_of(place) == measure_of(there.piece)
        and place is not there.piece
        and id(place.siblings) not in pool.headlines
        for place in places
    )


def _explains(place: Piece, said: Tie, there: Tie, stranger: Token) -> bool:
    """Whether another piece of the card holds at least as much of the claim's clause as the figure's own
    does.
    """
    wanted = [token for token in said.piece.content if token.key not in WIDE]
    beside = place.siblings[max(0, place.at - 1) : place.at + 2]
    rival = sum(among(token, [other for piece in beside for other in piece.content]) for token in wanted)
    home = sum(among(token, [other for _, other in there.wide()]) for token in wanted)
    return rival >= home + (0 if stranger.kind == "word" else _NAME_LEAD)


def _near_figure(place: Piece, there: Tie) -> bool:
    """Whether a piece has a figure, or one of this kind right after it: "the satellite, which cost $88
    million".
    """
    if place.figure is not None:
        return True
    after = place.siblings[place.at + 1 : place.at + 2]
    return (
        bool(after)
        and after[0].opener in RELATIVE | {","}
        and measure_of(after[0]) == measure_of(there.piece)
    )


def _other_verb(said: Tie, there: Tie, pool: Pool) -> Mistie | None:
    """A verb that the card has only with other figures of this kind, put for the one it has with this."""
    ours = [token for token in said.piece.content if _acts(token)]
    theirs = [token for token in there.piece.content if _acts(token)]
    if (
        not ours
        or not theirs
        or any(among(token, [other for _, other in there.wide()]) for token in said.piece.content)
    ):
        return None
    for token in ours:
        places = [place for place, _side in occurrences(token, pool, there)]
        tied = [place for place in places if measure_of(place) == measure_of(there.piece)]
        if tied and len(tied) == len(places):
            return Mistie("subject", token, theirs[0])
    return None


def _acts(token: Token) -> bool:
    lower = token.text.lower()
    verb = token.verbal or (lower.endswith("s") and bool(token.meanings) and not stems.is_noun(token.key))
    return token.kind == "word" and verb and token.key not in _GENERAL and not stems.turns(token.poles)


def _unsupported(strangers: list[tuple[Side, Token]], said: Tie, there: Tie, pool: Pool) -> Mistie | None:
    """A figure from a sentence that has nothing of the claim's clause, while another sentence with figures
    has.
    """
    sentence = [token for token in there.piece.sentence if token.says_something]
    if id(there.piece.siblings) in pool.headlines:
        return None
    own = [
        token
        for token in said.piece.content
        if names_a_thing(token) and (token.kind == "name" or is_thing(token))
    ]
    if not any(token.kind == "word" for token in own):
        own = [
            token for piece in (*said.before, said.piece) for token in piece.content if names_a_thing(token)
        ]
        strangers = [
            ("before", token)
            for token in own
            if pool.knows(token) and token.key not in WIDE | PEOPLE | pool.topics
        ]
    if not own or any(among(token, sentence) for token in own):
        return None
    for _, token in strangers:
        if token.kind != "word":
            continue
        for place, _side in occurrences(token, pool, there):
            if place.siblings is not there.piece.siblings and any(
                piece.figure is not None for piece in place.siblings
            ):
                rival = next((other for other in sentence if is_telling(other)), None)
                if rival is not None:
                    return Mistie("subject", token, rival)
    return None


def other_subject(said: Tie, there: Tie, pool: Pool, known_as: Callable[[Token], bool]) -> Mistie | None:
    here = [token for _, token in there.wide()] + there.named() + there.opening()
    own = said.own()
    if not any(token.kind == "name" for _, token in own):
        own += [
            ("before", token) for piece in said.around if piece.at < said.piece.at for token in piece.names
        ]
    for piece in said.around:
        if piece.at < said.piece.at and piece.tokens and piece.tokens[0].text.lower() in LEADING:
            own += [("before", token) for token in piece.content if token.kind == "word"]
    taken_up = any(token.text.lower() in PRONOUNS | {"its", "their"} for token in there.piece.sentence)
    strangers = [
        (side, token)
        for side, token in own
        if names_a_thing(token)
        and not among(token, here)
        and pool.knows(token)
        and token.key not in WIDE | PEOPLE
        and not (token.kind == "word" and token.key in pool.topics and not _tied_below(token, there, pool))
    ]
    verb = _other_verb(said, there, pool)
    if verb is not None:
        return verb
    if not strangers and any(token.kind == "word" for _, token in own):
        return None
    far = _unsupported(strangers, said, there, pool)
    if far is not None:
        return far
    if not strangers:
        return None
    told = [token for _, token in said.wide()]
    told += (
        [token for piece in said.before for token in piece.content]
        if not has_noun(said.own(), "before")
        else []
    )
    close = [(side, token) for side, token in there.wide() if is_telling(token) and not among(token, told)]
    inherited: list[tuple[Side, Token]] = [
        ("before", token) for token in there.named() if not among(token, told)
    ]
    for said_side, token in strangers:
        left_out = [*close, *inherited] if said_side == "before" else close
        for place, side in occurrences(token, pool, there):
            if (
                place is there.piece
                or place in there.around
                or (token.kind == "word" and not _near_figure(place, there))
            ):
                continue
            if (
                place.siblings is there.piece.siblings
                and place.at > there.piece.at
                and said_side == side == "before"
            ):
                left_out = [*left_out, *there.pronouns()]
            if not _explains(place, said, there, token):
                continue
            earlier = place.siblings is not there.piece.siblings
            for other_side, other in left_out:
                if (
                    not _rivals(token, other, side, other_side)
                    or both_people(token, other)
                    or (earlier and _anaphoric(other, there))
                ):
                    continue
                if token.kind == "name" and (
                    (earlier and taken_up)
                    or other.bare in CONTINENTS
                    or _in_run(other, there, told)
                    or known_as(other)
                    or _sorts(token, said, pool).isdisjoint(_sorts(other, there, pool))
                ):
                    continue
                return Mistie("subject", token, other)
    return None


def _anaphoric(token: Token, tied: Tie) -> bool:
    """Whether a word only takes up what was said before: "The change …" at the start of a sentence."""
    opening = tied.piece.siblings[0].tokens[:3]
    places = [place for place, other in enumerate(opening) if other is token]
    return bool(places) and any(other.text.lower() in _TAKING_UP for other in opening[: places[0]])


def _sorts(name: Token, tied: Tie, pool: Pool) -> set[str]:
    """Whether a name stands for a place, for someone who acts, or for both."""
    sorts: set[str] = set()
    for pieces in (tied.piece.siblings, *(pool.pieces[number].siblings for number in pool.having(name))):
        tokens = [token for piece in pieces for token in piece.tokens]
        for place, token in enumerate(tokens):
            if token.kind == "name" and (token.bare == name.bare or token.key == name.key):
                before = next(
                    (other for other in reversed(tokens[max(0, place - 4) : place]) if other.kind != "name"),
                    None,
                )
                located = before is not None and before.text.lower() in _LOCATING
                after = tokens[place + 1] if place + 1 < len(tokens) else None
                described = after is not None and after.kind == "word" and not after.verbal
                sorts |= {"country"} if token.bare in COUNTRIES else set()
                sorts |= {"place"} if located else {"actor"} if token.bare not in COUNTRIES else set()
                if (
                    token.bare in COUNTRIES
                    and not located
                    and (not described or token.text.endswith(("'s", "’s")))
                ):
                    sorts.add("actor")
    return sorts


def _in_run(name: Token, tied: Tie, told: list[Token]) -> bool:
    """Whether the name is part of a longer one of which the claim gives another part."""
    tokens = [token for piece in tied.piece.siblings for token in piece.tokens]
    at = next((n for n, token in enumerate(tokens) if token is name), None)
    if at is None:
        return False
    return any(among(token, told) for token in run_of(tokens, at) if token is not name)


def _rivals(token: Token, other: Token, side: Side, other_side: Side) -> bool:
    if (token.kind == "name") != (other.kind == "name"):
        return False
    return token.kind == "name" or side == other_side

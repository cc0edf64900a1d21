"""Denial: which words of a sentence are denied, and which "no" or "not" denies nothing."""

import itertools
from collections.abc import Iterator, Sequence

from . import stems
from .clauses import Piece
from .opposites import DENIERS, NEGATORS
from .tokens import MARKS, Token
from .wording import listed

# "No less than 40" bounds, "not only" and "no doubt" assert, "not until May" says when.
_BOUNDS_AFTER = frozenset(listed("less fewer more later longer earlier sooner higher lower"))
_ASSERTING_AFTER = frozenset(listed("only doubt least just necessarily surprisingly wonder"))
_PLAIN = frozenset(listed("no not nothing never none nobody cannot neither"))
# How far what a denial belongs to is looked for, and how many words of it are denied.
_UNTIL = 9
_FAR = 25
_REACH = 4
# "Never before", "not since 2021", "no other country", "no match has drawn as many": a first or a most.
_FIRST_AFTER = frozenset(listed("before since other previous earlier"))
_RANKING = frozenset(listed("more less fewer as so such better worse"))
_THAN = frozenset(listed("than as before since until other such so"))
_CLOSING = frozenset(listed("but while whereas although though because when if"))


def negations(tokens: list[Token]) -> list[int]:
    """The places of the words that deny; "neither … nor" denies once, "no other" and "never before" rank."""
    found: list[int] = []
    for place, token in enumerate(tokens):
        if token.kind not in ("stop", "word"):
            continue
        lower = token.text.lower()
        if not (
            lower in _DENYING
            or lower.endswith(("n't", "n’t"))
            or (lower in _PHRASES and _phrase(tokens, place, lower))
        ):
            continue
        paired = lower == "nor" and any(tokens[before].text.lower() == "neither" for before in found)
        if not paired and not _no_denial(tokens, place, lower):
            found.append(place)
    return found


_DENYING = NEGATORS | frozenset(DENIERS)
_PHRASES = {"yet": "to", "far": "from", "other": "than", "rather": "than"}


def _phrase(tokens: list[Token], place: int, lower: str) -> bool:
    return place + 1 < len(tokens) and tokens[place + 1].text.lower() == _PHRASES[lower]


def _no_denial(tokens: list[Token], place: int, lower: str) -> bool:
    """Whether a "no" or "not" belongs to an idiom that denies nothing."""
    if lower not in _PLAIN | {"without"} and not lower.endswith(("n't", "n’t")):
        return False
    after = [token.text.lower() for token in tokens[place + 1 : place + _UNTIL]]
    if lower == "no" and _answer(tokens, place, after):
        return True
    if lower == "without" and _given_up(tokens, place):
        return True
    bounding = after[:1] != [] and after[0] in _BOUNDS_AFTER and (after[1:2] == ["than"] or len(after) == 1)
    bounding = bounding or any(
        one in _BOUNDS_AFTER and two == "than" for one, two in itertools.pairwise(after)
    )
    return (
        bounding
        or after[:1] in ([word] for word in _ASSERTING_AFTER)
        or (lower == "nothing" and after[:1] == ["but"])
        or "until" in after
        or _before_date(tokens[place + 1 : place + _UNTIL])
        or ranks(tokens, place)
        or (place > 0 and tokens[place - 1].text.lower() == "than")
    )


def _answer(tokens: list[Token], place: int, after: list[str]) -> bool:
    """Whether "no" is what somebody answered or voted."""
    before = tokens[place - 1].key if place else ""
    return before in _ANSWERING or (tokens[place].text == "No" and after[:1] != [] and after[0] in _ANSWERS)


def _given_up(tokens: list[Token], place: int) -> bool:
    """Whether "without" only gives something up ("do without") or supposes what is not so ("without it there
    would …").
    """
    before = tokens[place - 1].text.lower() if place else ""
    return before in _GOING or any(
        token.text.lower() in ("would", "could", "might") for token in tokens[place + 1 :]
    )


_GOING = frozenset(listed("do does did doing done go goes went going gone"))
_ANSWERING = frozenset(stems.stem(word) for word in listed("vote voted say answer answered"))
_ANSWERS = frozenset(listed("vote votes voters voter camp campaign side"))


def ranks(tokens: list[Token], place: int) -> bool:
    """Whether a denial only says that something is the first or the most: "no country has more than …"."""
    following = tokens[place + 1 : place + _FAR]
    after = [token.text.lower() for token in following]
    if (after[:1] and after[0] in _FIRST_AFTER) or _since(following):
        return True
    lower = tokens[place].text.lower()
    if lower in ("no", "none", "nobody", "nothing", "never", "neither"):
        return any(
            word in _RANKING or (word.endswith("er") and word in _COMPARATIVES) for word in after
        ) and any(word in _THAN for word in after)
    return any(
        one.text.lower() == "for" and two.figure is not None and two.figure.unit == "month"
        for one, two in itertools.pairwise(tokens[place + 1 : place + _UNTIL])
    )


_COMPARATIVES = frozenset(
    listed(
        "bigger larger greater higher lower smaller longer shorter faster slower older younger earlier "
        "later cheaper dearer costlier warmer cooler hotter colder richer poorer stronger weaker heavier "
        "lighter closer wider narrower deeper taller safer"
    )
)


def _since(tokens: list[Token]) -> bool:
    """Whether what follows says since when: "no government had fallen since 1962"."""
    for at, one in enumerate(tokens):
        lower = one.text.lower()
        if lower == "since":
            return any(other.kind == "date" for other in tokens[at + 1 : at + 4])
        if lower.endswith("est") or lower in ("first", "last", "most", "worst"):
            return False
    return False


def _before_date(tokens: list[Token]) -> bool:
    """Whether what follows only denies that something comes sooner: "no gas before 2029"."""
    return any(one.text.lower() == "before" and two.kind == "date" for one, two in itertools.pairwise(tokens))


def denied_places(pieces: Sequence[Piece]) -> dict[int, tuple[int, int]]:
    """The places in a sentence of the words denied an odd number of times, each with the place of its denial
    and how far behind it the word stands, or -1 for the verb before a "no".
    """
    tokens = [token for piece in pieces for token in piece.tokens]
    ends = _ends(pieces)
    found: dict[int, list[tuple[int, int]]] = {}
    for place in negations(tokens):
        rank = 0
        for at in _reached(tokens, place, ends):
            found.setdefault(at, []).append((place, rank if at > place else -1))
            rank += tokens[at].kind != "stop"
    return {at: places[0] for at, places in found.items() if len(places) % 2}


def _ends(pieces: Sequence[Piece]) -> frozenset[int]:
    """The places before which a denial ends: after a mark, at "but" and "while"."""
    found, at = set(), 0
    for piece in pieces:
        if piece.opener in MARKS or piece.opener in _CLOSING:
            found.add(at)
        at += len(piece.tokens)
    return frozenset(found)


def _reached(tokens: list[Token], place: int, ends: frozenset[int]) -> Iterator[int]:
    left = _REACH
    for at in range(place + 1, len(tokens)):
        if at in ends or not left:
            break
        if tokens[at].kind != "stop":
            left -= 1
            yield at
        elif tokens[at].poles and left == _REACH:
            yield at
    before = tokens[place - 1] if place and place not in ends else None
    # "Admitted no wrongdoing" denies that it admitted any.
    none = tokens[place].text.lower() in ("no", "nothing", "nobody", "none")
    if none and before is not None and before.kind == "word":
        yield place - 1

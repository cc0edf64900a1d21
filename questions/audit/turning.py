"""Opposites: the claim stands on one pole where the card stands on the other."""

import itertools
from collections.abc import Iterator

from . import stems
from .clauses import Parsed, negations
from .opposites import AXES
from .shapes import QuantityKind
from .telling import Flip, Match, flat
from .tokens import Token

_BOUNDING = frozenset(
    [
        "more",
        "less",
        "fewer",
        "over",
        "under",
        "above",
        "below",
        "least",
        "most",
        "greater",
        "higher",
        "lower",
    ]
)


# Words that say nothing without what follows them.
_PLACING = frozenset(
    ["before", "after", "with", "without", "above", "below", "over", "under", "inside", "outside"]
)


_SPANS = frozenset(
    stems.stem(word)
    for word in ["year", "month", "week", "day", "hour", "decade", "half", "quarter", "third"]
)


_RELATIONS = frozenset(
    number
    for number, (up, down) in enumerate(AXES)
    if set(up + down) & {"ahead", "beat", "faster", "longer", "older", "better", "buy", "lend", "above"}
)


def contrary(claim: Parsed) -> Iterator[Flip]:
    """A direction that the claim's own figures belie: "rose from 39 % to 1 %", "ahead of" the larger one."""
    for pieces in claim.sentences:
        tokens = flat(pieces)
        places = [place for place, token in enumerate(tokens) if token.kind == "figure"]
        for left, right in itertools.pairwise(places):
            one, other = tokens[left].figure, tokens[right].figure
            if (
                one is None
                or other is None
                or (one.kind, one.unit) != (other.kind, other.unit)
                or one.low == other.low
                or one.kind is QuantityKind.ORDINAL
            ):
                continue
            word = _way(tokens, left, right)
            if word is not None and word[1] != (other.low > one.low):
                yield Flip("direction", word[0], tokens[right])


def _way(tokens: list[Token], left: int, right: int) -> tuple[Token, bool] | None:
    """The word that says how the second figure compares with the first, and whether it is the larger."""
    between = [token.text.lower() for token in tokens[left + 1 : right]]
    started = left > 0 and tokens[left - 1].text.lower() == "from" and bool(between) and between[-1] == "to"
    turning = [token for token in tokens[:left] if any(axis == 0 for axis, _ in token.poles)]
    if started and turning and left - tokens.index(turning[-1]) < 4:
        return turning[-1], any(axis == 0 and end < 0 for axis, end in turning[-1].poles)
    figure = tokens[left].figure
    unit = figure.unit if figure is not None else ""
    for token in tokens[left + 1 : right]:
        if token.text.lower() in ("ahead", "behind") and "with" in between and unit not in ("s", "month"):
            return token, token.text.lower() == "behind"
    return None


def turned_round(match: Match) -> Flip | None:
    """An opposite: the claim stands on one pole where the card stands on the other."""
    ours = match.claim.tokens
    for place, token in enumerate(ours):
        said = _directed(ours, place)
        if not said:
            continue
        for theirs in (match.card.tokens, match.card_sentence):
            known = [(other, _directed(theirs, at)) for at, other in enumerate(theirs) if other.poles]
            if any(
                token.key == other.key and token.kind == other.kind and _same(said, way)
                for other, way in known
            ):
                break
            if any(_same(said, way) for _, way in known) or any(
                token.like(other) for other in match.card.content
            ):
                break
            against = next((other for other, way in known if stems.opposite(said, way)), None)
            if against is not None:
                if token.text.lower() in _PLACING and not _same_next(token, ours, against, theirs):
                    return None
                if _both_sides_swapped(match, token, against) or _elsewhere(
                    token, match.claim_sentence, match.card_sentence
                ):
                    return None
                return Flip("direction", token, against)
    return None


def _same_next(token: Token, ours: list[Token], other: Token, theirs: list[Token]) -> bool:
    """Whether what follows is the same: "after the vote" and "before the vote"."""
    one = next(
        (known for known in ours if known.span.start > token.span.start and known.says_something), None
    )
    two = next(
        (known for known in theirs if known.span.start > other.span.start and known.says_something), None
    )
    return one is not None and two is not None and one.like(two)


def _elsewhere(token: Token, ours: list[Token], theirs: list[Token]) -> bool:
    """Whether the claim says both poles too, in another piece: then nothing is left out."""
    opposite_ones = [other for other in theirs if stems.opposite(token.poles, other.poles)]
    return bool(opposite_ones) and all(
        any(other.key == known.key for known in ours) for other in opposite_ones
    )


def _directed(tokens: list[Token], place: int) -> tuple[tuple[int, int], ...]:
    """The poles of a word, turned when it is denied."""
    poles = tokens[place].poles
    if tokens[place].key == "growth" and any(
        token.kind == "figure" for token in tokens[max(0, place - 1) : place + 3]
    ):
        poles = ((0, -1), *poles)
    if not poles or _bounds(tokens, place) or _adverbial(tokens, place):
        return ()
    before = tokens[max(0, place - 3) : place]
    if (
        tokens[place].text.lower() == "with"
        and place + 1 < len(tokens)
        and tokens[place + 1].text.lower() == "no"
    ):
        before = tokens[place + 1 : place + 2]
    return tuple((axis, -end) for axis, end in poles) if negations(before) else poles


def _adverbial(tokens: list[Token], place: int) -> bool:
    """Whether "before" or "after" only says that something was earlier: "the year before", "after 0.77 %"."""
    if tokens[place].text.lower() not in ("before", "after", "earlier", "later"):
        return False
    follows = tokens[place + 1 : place + 4]
    return not any(token.kind in ("word", "name") for token in follows) or follows[0].kind == "figure"


def _bounds(tokens: list[Token], place: int) -> bool:
    """Whether a word only bounds a figure: "more than 40", "over a year"."""
    if tokens[place].text.lower() not in _BOUNDING or (place and tokens[place - 1].kind == "figure"):
        return False
    after = [
        token for token in tokens[place + 1 : place + 4] if token.text.lower() not in ("than", "a", "an")
    ]
    return bool(after) and (after[0].kind == "figure" or after[0].key in _SPANS)


def _same(said: tuple[tuple[int, int], ...], known: tuple[tuple[int, int], ...]) -> bool:
    return bool(set(said) & set(known))


def _both_sides_swapped(match: Match, said: Token, known: Token) -> bool:
    """Whether the two sides of a comparison changed places with it: "A beat B" and "B lost to A"."""
    if not any(axis in _RELATIONS or axis == 0 for axis, _ in said.poles):
        return False
    ours = next((token for token in match.claim_sentence if token.text.lower() == "than"), None)
    theirs = next((token for token in match.card_sentence if token.text.lower() == "than"), None)
    if ours is not None and theirs is not None:
        return (
            crossed(sides_of(match.claim_sentence, ours), sides_of(match.card_sentence, theirs), both=False)
            is not None
        )
    if not any(axis in _RELATIONS for axis, _ in said.poles):
        return False
    moved = crossed(sides_of(match.claim_sentence, said), sides_of(match.card_sentence, known), both=False)
    return moved is not None and (moved[0] is not moved[1] or moved[0].kind == "name")


def sides_of(tokens: list[Token], pivot: Token) -> tuple[list[Token], list[Token]]:
    content = [token for token in tokens if token.says_something and token is not pivot]
    before = [token for token in content if token.span.start < pivot.span.start]
    return before, [token for token in content if token.span.start > pivot.span.start]


def crossed(
    ours: tuple[list[Token], list[Token]], theirs: tuple[list[Token], list[Token]], *, both: bool = True
) -> tuple[Token, Token] | None:
    """A word that moved from the right of the pivot to the left, and one that moved the other way."""
    left = _moved(ours[0], theirs[1], theirs[0])
    right = _moved(ours[1], theirs[0], theirs[1])
    if left and right:
        return left, right
    return None if both else (left, left) if left else (right, right) if right else None


def _moved(here: list[Token], there: list[Token], not_there: list[Token]) -> Token | None:
    for token in here:
        if token.verbal or any(token.like(other) for other in not_there):
            continue
        if any(token.key == other.key or (token.bare and token.bare == other.bare) for other in there):
            return token
    return None

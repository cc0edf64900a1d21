"""Opposites: the claim stands on one pole where the card stands on the other."""

from collections.abc import Iterator

from . import stems
from .negating import ranks
from .opposites import AXES
from .scenes import Line, Scene
from .telling import Flip
from .tokens import FINITE, Token
from .wording import listed

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
    listed(
        "before after with without above below over under inside outside more less fewer most least first last"
    )
)


# How much of what stands around it must be alike before a word can be held to be turned round.
_ENOUGH = 0.3
_MARGIN = 0.1
_KIND_TOLD = 0.6
_FIGURE = 0.3


_SPANS = frozenset(
    stems.stem(word) for word in listed("year month week day hour decade half quarter third single")
)


_RELATIONS = frozenset(
    number
    for number, (up, down) in enumerate(AXES)
    if set(up + down) & {"ahead", "beat", "faster", "longer", "older", "better", "buy", "lend", "above"}
)


def turned_round(scene: Scene) -> Iterator[Flip]:
    """An opposite: the claim stands on one pole where the card stands on the other."""
    ours = scene.ours.tokens
    ranking = any(ranks(ours, place) for place, token in enumerate(ours) if token.text.lower() in _NONE)
    for place, token in enumerate(ours):
        said = directed(scene.ours, place) if token.poles else ()
        # "No country has more" puts one first, as "the most" does.
        if not said or (ranking and _compares(token)):
            continue
        same = against = 0.0
        flip: Flip | None = None
        for number, other in enumerate(scene.theirs):
            likes = frozenset(scene.likes(place, number))
            for at in sorted(likes.union(other.poled)):
                known = other.tokens[at]
                way = directed(other, at)
                if (at in likes and not stems.opposite(said, way)) or _same(said, way):
                    same = max(same, _nearness(scene, place, number, at))
                elif at not in likes and stems.opposite(said, way):
                    nearness = _nearness(scene, place, number, at)
                    if nearness > against:
                        against = nearness
                        flip = (
                            Flip("direction", token, known) if _comparable(scene, place, number, at) else None
                        )
        if flip is not None and against >= _ENOUGH and against - same >= _MARGIN:
            yield flip


def _nearness(scene: Scene, place: int, number: int, at: int) -> float:
    """How nearly the card says here what the claim says there; the same figure beside both settles most."""
    return scene.nearness(place, number, at) + _FIGURE * scene.share_figure(place, number, at)


def _comparable(scene: Scene, place: int, number: int, at: int) -> bool:
    """Whether nothing else explains the opposite: both said, sides changed, something else spoken of."""
    ours, theirs = scene.ours.tokens, scene.theirs[number].tokens
    said, known = ours[place], theirs[at]
    tied, kind = scene.share_figure(place, number, at), _names_a_kind(said)
    if kind and not tied:
        told = scene.touching(place, number, at) and scene.nearness(place, number, at) >= _KIND_TOLD
        if scene.pool.knows(said) or not told:
            return False
    if _said_too(scene, place, known, directed(scene.theirs[number], at), tied and not kind):
        return False
    if not tied:
        if said.text.lower() in _PLACING and not _same_next(said, ours, known, theirs):
            return False
        if _compares(said) != _compares(known):
            return False
    return not _sides_swapped(scene, said, number, known)


def _said_too(scene: Scene, place: int, known: Token, way: tuple[tuple[int, int], ...], near: bool) -> bool:
    """Whether the claim says what the card says as well, near the figure that both have or anywhere."""
    line = scene.ours
    return any(
        token.like(known) or (bool(token.poles) and _same(directed(line, at), way))
        for at, token in enumerate(line.tokens)
        if at != place and (not near or line.home[at] == line.home[place])
    )


_COMPARING = frozenset(
    listed(
        "more less fewer bigger larger greater higher lower smaller most least fewest highest lowest "
        "largest smallest biggest"
    )
)


_NONE = frozenset(listed("no not never none nobody nothing"))


def _compares(token: Token) -> bool:
    """Whether a word compares how much there is, where others say how it changes."""
    return token.text.lower() in _COMPARING


_KINDS = frozenset(
    number
    for number, (up, down) in enumerate(AXES)
    if set(up + down)
    & set(
        listed(
            "male mother adult day morning summer winner attacker plaintiff employer seller creditor teacher"
            " north east left petrol hardware liberal acid public domestic urban upper daily weekly"
            " monthly quarterly primary senior internal inner vertical solid overseas ally friend acute benign solid"
        )
    )
)


def _names_a_kind(token: Token) -> bool:
    """Whether a word says which of two kinds is meant, so that a text has cause to speak of both."""
    return all(axis in _KINDS for axis, _ in token.poles)


def _sides_swapped(scene: Scene, said: Token, number: int, known: Token) -> bool:
    """Whether the two sides of a comparison changed places with it: "A beat B" and "B lost to A"."""
    ours, theirs = scene.ours.tokens, scene.theirs[number].tokens
    if not any(axis in _RELATIONS for axis, _ in said.poles) and not any(
        token.text.lower() == "than" for token in ours
    ):
        return False
    one = next((token for token in ours if token.text.lower() == "than"), None)
    two = next((token for token in theirs if token.text.lower() == "than"), None)
    if one is None:
        moved = crossed(sides_of(ours, said), sides_of(theirs, known), both=False)
        return moved is not None and (moved[0] is not moved[1] or moved[0].kind == "name")
    if two is None:
        return _first_told(sides_of(ours, one), theirs, known)
    return crossed(sides_of(ours, one), sides_of(theirs, two), both=False) is not None


def _first_told(sides: tuple[list[Token], list[Token]], theirs: list[Token], known: Token) -> bool:
    """Whether the card speaks first of what the claim compares with, before it says how they compare."""
    left, right = ([token for token in side if not token.verbal] for side in sides)
    if all(any(token.kind == "name" for token in side) for side in (left, right)):
        left, right = ([token for token in side if token.kind == "name"] for side in (left, right))
    for token in theirs:
        if token is known:
            break
        if token.says_something and not token.verbal:
            if any(token.like(other) for other in left):
                return False
            if any(token.like(other) for other in right):
                return True
    return False


def _same_next(token: Token, ours: list[Token], other: Token, theirs: list[Token]) -> bool:
    """Whether what follows is the same: "after the vote" and "before the vote"."""
    one = next(
        (known for known in ours if known.span.start > token.span.start and known.says_something), None
    )
    two = next(
        (known for known in theirs if known.span.start > other.span.start and known.says_something), None
    )
    return one is not None and two is not None and one.like(two)


def directed(line: Line, place: int) -> tuple[tuple[int, int], ...]:
    """The poles of a word, turned when it is denied."""
    tokens = line.tokens
    poles = tokens[place].poles
    if tokens[place].key == "growth" and any(
        token.kind == "figure" for token in tokens[max(0, place - 1) : place + 3]
    ):
        poles = ((0, -1), *poles)
    if not poles or _bounds(tokens, place) or _adverbial(tokens, place):
        return ()
    lower = tokens[place].text.lower()
    if lower in _NOUNS and not (place + 1 < len(tokens) and tokens[place + 1].text.lower() in ("by", "at")):
        return ()
    if lower.startswith("upward") and place + 1 < len(tokens) and tokens[place + 1].text.lower() == "of":
        return ()
    if lower in ("up", "down") and not _by_how_much(tokens, place):
        return ()
    if lower in _BOUNDING and place and tokens[place - 1].text.lower() == "no":
        return ()
    turned = place in line.denied
    if lower == "with" and place + 1 < len(tokens) and tokens[place + 1].text.lower() == "no":
        turned = True
    return tuple((axis, -end) for axis, end in poles) if turned else poles


# "In the third quarter" is not "quarterly", and a contract shrinks nothing.
_NOUNS = frozenset(listed("quarter quarters year years month months week weeks contract contracts"))


def _by_how_much(tokens: list[Token], place: int) -> bool:
    """Whether "up" or "down" says how something changed, and is no part of "shut down" or "600 km up"."""
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    if after is not None and (after.kind == "figure" or after.text.lower() in ("from", "by", "on")):
        return True
    if before is None or before.kind == "figure":
        figure = before.figure if before is not None else None
        return figure is None or figure.unit != "m"
    return before.text.lower() in FINITE or before.text.lower() in _GOING


_GOING = frozenset(listed("go goes went gone going come comes came coming sharply slightly further"))


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


def sides_of(tokens: list[Token], pivot: Token) -> tuple[list[Token], list[Token]]:
    at = pivot.span.start
    content = [token for token in tokens if token.kind in ("word", "name")]
    return [token for token in content if token.span.start < at], [
        token for token in content if token.span.start > at
    ]


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
    keys, bares = {other.key for other in there}, {other.bare for other in there if other.bare}
    for token in here:
        moved = not token.verbal and (token.key in keys or token.bare in bares)
        if moved and not any(token.like(other) for other in not_there):
            return token
    return None

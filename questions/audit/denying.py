"""Denials: a "not" that was dropped or added."""

from collections.abc import Iterator

from . import stems
from .negating import negations, ranks
from .scenes import Line, Scene
from .telling import Flip
from .tokens import Token
from .wording import listed

# Words that deny without a "not".
_DENYING = frozenset(
    stems.stem(word)
    for word in listed(
        """
        against exempt exempted exemption missing miss without free ban limit maximum unlike instead except
        exclude exclusion halt stop reject refuse only least prevent short fail failure avoid forbid prohibit
        lost lose oppose opposed opposition spare spared alone absent absence lack waive drop abandon scrap leave
        cancel withhold withheld decline inadmissible invalid void impossible illegal bar barred block
        dismiss deny abstain skip neglect omit overlook disclaim rarely seldom little few
        """
    )
) | {"turn_down", "rule_out"}
_UN = ("un", "non")
# Words that begin with "un" or "non" and hold no denial.
_NO_UN = (
    "under", "unit", "unio", "uniq", "unif", "univ", "until", "unanim", "uncle", "unto", "nonet", "unesco",
)  # fmt: skip
# How much of what stands around it must be alike before a word can be held to have been denied.
_ENOUGH = 0.3
# By how much what says otherwise must tell more of the claim than what says the same.
_MARGIN = 0.25
_NEAR = 2
# "Not since 2013" and "the last in 2013" say the same.
_LAST = frozenset(listed("last latest previous since ago"))


def denied(scene: Scene) -> Iterator[Flip]:
    """A denial on one side of a word that the other side has without one, and nothing evens it out."""
    ours = scene.ours.tokens
    our_denials = negations(ours)
    said = scene.ours.denied
    known = [other.denied for other in scene.theirs]
    if not said and not any(known):
        return
    ranking = any(token.text.lower() in _RANKED and ranks(ours, place) for place, token in enumerate(ours))
    for place, token in enumerate(ours):
        if token.kind in ("mark", "stop"):
            continue
        same, against = 0.0, 0.0
        flip: Flip | None = None
        for number, other in enumerate(scene.theirs):
            for at in scene.likes(place, number):
                nearness = scene.nearness(place, number, at)
                if (place in said) == (at in known[number]):
                    same = max(same, nearness)
                elif nearness > against and not other.headline:
                    against = nearness
                    flip = None
                    if place in said and len(our_denials) % 2:
                        flip = _added(scene, place, other, at)
                    elif place not in said and not ranking and _denies_more(other, ours, our_denials):
                        flip = _dropped(ours, place, other, at)
        if flip is not None and against >= _ENOUGH and against - same >= _MARGIN:
            yield flip


def _added(scene: Scene, place: int, other: Line, at: int) -> Flip | None:
    """What the claim denies and the card asserts."""
    denial, rank = scene.ours.denied[place]
    if not 0 <= rank < _NEAR or _evened(scene, place, other, at):
        return None
    return Flip("negation", scene.ours.tokens[denial], other.tokens[at])


def _dropped(ours: list[Token], place: int, other: Line, at: int) -> Flip | None:
    """What the claim asserts and the card denies."""
    token, (denial, rank) = ours[place], other.denied[at]
    # "Denied him an eighth Wimbledon crown" says nothing against Wimbledon.
    if rank >= (1 if token.kind == "name" else _NEAR) or _turned(ours, token, other.tokens):
        return None
    if any(one.text.lower() in _LAST for one in ours):
        return None
    return Flip("negation", token, other.tokens[denial])


def denied_alone(scene: Scene) -> Iterator[Flip]:
    """A plain "not" in a sentence of which the rest is the card's, while nothing there denies or turns it."""
    ours = scene.ours.tokens
    said = negations(ours)
    if len(said) % 2 == 0 or ours[said[0]].text.lower() not in _PLAIN_DENIALS:
        return
    if not any(found[0] == said[0] for found in scene.ours.denied.values()):
        return
    home = scene.ours.home[said[0]]
    if _denied_elsewhere(scene):
        return
    for number, other in enumerate(scene.theirs[:_BEST]):
        if other.headline:
            continue
        figures = any(
            token.kind == "figure" and scene.ours.home[place] == home and scene.likes(place, number)
            for place, token in enumerate(ours)
        )
        if scene.share(number) < (_TOLD_WITH_FIGURE if figures else _TOLD):
            continue
        if (
            not _first_instead(ours, other.tokens)
            and not _turned(other.tokens, ours[said[0]], [])
            and not negations(other.tokens)
            and not any(
                stems.opposite(one.poles, two.poles)
                for one in ours
                if one.poles
                for two in other.tokens
                if two.poles
            )
        ):
            yield Flip("negation", ours[said[0]], other.tokens[0])
            return


def _denied_elsewhere(scene: Scene) -> bool:
    """Whether another sentence of the cards that tells about as much of the claim denies something."""
    shares = [scene.share(number) for number in range(len(scene.theirs))]
    return any(
        share >= _AS_MUCH * max(shares) and negations(other.tokens)
        for share, other in zip(shares, scene.theirs, strict=True)
    )


_AS_MUCH = 0.7
_PLAIN_DENIALS = frozenset(listed("not never no cannot none"))
_BEST = 2
_TOLD = 0.5
_TOLD_WITH_FIGURE = 0.4
_FIRST = frozenset(listed("first last new record unprecedented"))
_RANKED = frozenset(listed("no not never none nobody nothing neither"))


def _denies_more(other: Line, ours: list[Token], our_denials: list[int]) -> bool:
    """Whether the card has every denial of the claim and more."""
    theirs = [other.tokens[place].text.lower() for place in negations(other.tokens)]
    return (len(theirs) - len(our_denials)) % 2 == 1 and all(
        ours[place].text.lower() in theirs for place in our_denials
    )


def _evened(scene: Scene, place: int, other: Line, at: int) -> bool:
    """Whether the card denies it too, by another word or by an opposite: "did not rise" and "fell"."""
    around = [
        token for number, token in enumerate(other.tokens) if abs(other.home[number] - other.home[at]) <= 1
    ]
    ours = scene.ours.tokens
    if _first_instead(ours, other.tokens):
        return True
    after = other.tokens[at + 1 : at + 2]
    if _turned(around, ours[place], ours) or _turned(after, ours[place], []) or negations(around):
        return True
    near = ours[max(0, place - 1) : place + 3]
    return any(
        stems.opposite(one.poles, two.poles) for one in near if one.poles for two in around if two.poles
    )


def _first_instead(ours: list[Token], theirs: list[Token]) -> bool:
    """Whether the claim says of none before what the card says of the first: "no woman had won until then"."""
    if not any(token.text.lower() in _RANKED - {"not"} for token in ours):
        return False
    words = {token.text.lower() for token in theirs} & _FIRST
    return bool(words) and not words <= {token.text.lower() for token in ours}


def _turned(tokens: list[Token], told: Token, others: list[Token]) -> bool:
    """Whether any of these words denies, apart from the word told itself and from what both sides have."""
    shared = {told.key, *(other.key for other in others)}
    if any((token.key in _DENYING or _un(token.bare)) and token.key not in shared for token in tokens):
        return True
    words = [token.text.lower() for token in tokens]
    return "all" in words and "but" in words


def _un(bare: str) -> bool:
    return bare.startswith(_UN) and not bare.startswith(_NO_UN)

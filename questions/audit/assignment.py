"""Which figure or date of the cards the claim's words belong to: its own, or clearly another.

Every figure of the card that could stand in the claim is weighed by the words, names, dates and figures around
it that the claim has too. A word counts by how strongly it is tied on both sides and by how rare it is in the
cards; one that stands by every figure decides nothing. Only a clear lead of another figure is a fault. Where the
claim gives both figures, all four ties are weighed: do they fit better the other way round?
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from .attachment import (
    ALONE,
    AMONG_OTHERS,
    Anchor,
    Line,
    anchor,
    date_anchors,
    figure_anchors,
    line_of,
    part_of_name,
    same_sort,
)
from .clauses import Parsed, Piece, Pool
from .evidence import Sighting
from .nouns import measured
from .shapes import Quantity, QuantityKind
from .timing import agree
from .tokens import Token

# A word of the same meaning shows less than the word itself.
_SYNONYM = 0.7
_WORTH = {"name": 2.0, "date": 1.2, "figure": 2.0, "word": 1.0}
_FEWEST = 2
_STRANGE = 1.0
# By what share of the weight another figure or date has to fit better.
_FIGURE_LEAD, _DATE_LEAD, _BEHIND = 0.3, 0.05, -0.1
_DEED, _BEFORE = 0.6, 0.1
_CLOSE, _UNKNOWN, _DOUBT, _RARITY, _COVERAGE = 0.25, 0.15, 1.0, 0.5, 3.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the claim and what it weighs in the choice between figures."""

    token: Token
    weight: float


@dataclass(frozen=True, slots=True)
class Score:
    """How well a place fits, and how strongly each wanted word stands by it."""

    sum: float
    told: list[float]


@dataclass(slots=True, eq=False)
class Weighing:
    """A claim's figure, date or name against the places of the card where it could belong."""

    token: Token
    wanted: list[Wanted]
    total: float
    homes: list[Anchor]
    rivals: list[Anchor]
    scores: dict[int, "Score"]

    def best(self, places: Sequence[Anchor]) -> Anchor | None:
        return max(places, key=lambda place: self.scores[id(place)].sum, default=None)


def weighing(
    line: Line, first: int, last: int, homes: list[Anchor], rivals: list[Anchor], pool: Pool
) -> Weighing:
    token = line.tokens[first]
    others = any(same_sort(token, other) for other in line.tokens[:first] + line.tokens[last + 1 :])
    ours = anchor(line, first, last, token, AMONG_OTHERS if others else ALONE)
    wanted = [
        Wanted(line.tokens[place], strength * worth(line.tokens[place], pool))
        for place, strength in ours.strengths.items()
    ]
    total = sum(one.weight for one in wanted)
    strange = sum(
        strength
        for place, strength in ours.strengths.items()
        if line.tokens[place].kind != "date" and not pool.holds(line.tokens[place])
    )
    scores = {id(place): score(wanted, total, place, pool) for place in (*homes, *rivals)}
    return Weighing(token, wanted, total + _STRANGE * strange, homes, rivals, scores)


def worth(token: Token, pool: Pool) -> float:
    """What a word decides: much if it stands in one piece of the cards, little if in many."""
    places = len(pool.having(token))
    if not places:
        return _WORTH[token.kind] if token.kind == "date" else 0.0
    full = _DEED if token.kind == "word" and (token.verbal or token.poles) else _WORTH[token.kind]
    return float(full / places**_RARITY)


def score(wanted: Sequence[Wanted], total: float, place: Anchor, pool: Pool) -> "Score":
    """How much of the claim stands by this place, and how much of what stands by it is in the claim."""
    told = [0.0] * len(wanted)
    held = whole = 0.0
    for number, strength in place.strengths.items():
        other = place.line.tokens[number]
        most = 0.0
        for at, one in enumerate(wanted):
            alike = _alike(one.token, other)
            if alike:
                told[at] = max(told[at], alike * strength)
                most = max(most, alike)
        if other.kind != "figure" and strength >= _CLOSE:
            weight = strength * worth(other, pool)
            whole += weight
            held += weight * most
    for at, one in enumerate(wanted if place.line.before is not None else ()):
        # A sentence goes on speaking of what the one before it spoke of.
        if told[at] < _BEFORE and one.token.says_something and place.line.before is not None:
            alike = max((_alike(one.token, other) for other in place.line.before.tokens), default=0.0)
            told[at] = max(told[at], _BEFORE * alike)
    said = sum(one.weight * share for one, share in zip(wanted, told, strict=True))
    return Score(said + _COVERAGE * held / (whole + _UNKNOWN) * min(1.0, total / 2), told)


def _ahead(one: Weighing, home: Anchor, rival: Anchor) -> int:
    """How many words stand closer to the rival; a name, a date or a figure is as good as two."""
    near, far = one.scores[id(rival)].told, one.scores[id(home)].told
    return sum(
        1 if wanted.token.kind == "word" else 2
        for wanted, here, there in zip(one.wanted, near, far, strict=True)
        if wanted.weight > 0 and here > there + 0.1
    )


def _alike(one: Token, other: Token) -> float:
    if one.kind == "date" or other.kind == "date":
        return float(one.kind == other.kind and agree(one, other))
    if one.figure is not None and other.figure is not None:
        return float(one.figure.kind is other.figure.kind and one.figure.low == other.figure.low)
    if one.key == other.key or (one.bare and one.bare == other.bare):
        return 1.0
    return _SYNONYM if one.like(other) else 0.0


def lead(one: Weighing, rival: Anchor, others: Sequence[Weighing]) -> float | None:
    """By what share of the weight a rival leads; where the claim gives the rival too, both must change places."""
    home = one.best(one.homes)
    if home is None:
        return None
    ahead, total = one.scores[id(rival)].sum - one.scores[id(home)].sum, one.total
    words = _ahead(one, home, rival)
    for other in others:
        if other is not one and rival in other.homes:
            back = [place for place in one.homes if id(place) in other.scores]
            best, own = other.best(back), other.best(other.homes)
            if best is None or own is None:
                return None  # The other one cannot stand in this one's place.
            ahead += other.scores[id(best)].sum - other.scores[id(own)].sum
            words += _ahead(other, own, best)
            total += other.total
            break
    return ahead / (total + _DOUBT) if words >= _FEWEST else min(0.0, ahead)


@dataclass(frozen=True, slots=True)
class Misplaced:
    """A figure or date of the claim, where the card has it, and the other one that fits its words best."""

    said: Token
    home: Token
    rival: Token
    lead: float

    @property
    def fits_there(self) -> bool:
        """Whether the words clearly belong to the other one."""
        return self.lead > (_FIGURE_LEAD if self.said.kind == "figure" else _DATE_LEAD)

    @property
    def fits_here(self) -> bool:
        """Whether they belong so clearly to its own place that single words prove nothing."""
        return self.lead < _BEHIND


def misplaced(
    claim: Parsed, seen: Callable[[Quantity], Sequence[Sighting]], pool: Pool
) -> Iterator[Misplaced]:
    """Every figure and date of the claim that the card has, with the other one that fits its words best."""
    yield from _held(claim, seen, pool, "figure")
    yield from _held(claim, seen, pool, "date")


def _held(
    claim: Parsed, seen: Callable[[Quantity], Sequence[Sighting]], pool: Pool, kind: str
) -> Iterator[Misplaced]:
    weighed = []
    for pieces in claim.sentences:
        line = line_of(pieces)
        for place, token in enumerate(line.tokens):
            if token.kind == kind and token.figure is not None and not _is_vague(line, place):
                one = _weighed(line, place, seen(token.figure), pool)
                if one is not None:
                    weighed.append(one)
    for one in weighed:
        home = one.best(one.homes)
        leads = [(found, rival) for rival in one.rivals if (found := lead(one, rival, weighed)) is not None]
        best = max(leads, key=lambda entry: entry[0], default=None)
        if home is not None and best is not None:
            yield Misplaced(one.token, home.token, best[1].token, best[0])


def _weighed(line: Line, place: int, found: Sequence[Sighting], pool: Pool) -> Weighing | None:
    token = line.tokens[place]
    known = {(id(piece), seen.known.span) for seen in found if (piece := seen.parsed.piece_of(seen.known))}
    homes: list[Anchor] = []
    rivals: list[Anchor] = []
    for other in figure_anchors(pool) if token.kind == "figure" else date_anchors(pool):
        figure = other.token.figure
        piece = other.line.pieces[other.line.owner[other.first]]
        if figure is not None and (id(piece), figure.span) in known:
            homes.append(other)
        elif _could_be(line, place, other):
            rivals.append(other)
    sorts = [home.token for home in homes]
    values = {home.token.figure.low for home in homes if home.token.figure is not None}
    rivals = [
        other
        for other in rivals
        if any(same_sort(other.token, home) for home in sorts)
        and (
            token.kind == "date" or (other.token.figure is not None and other.token.figure.low not in values)
        )
    ]
    return weighing(line, place, place, homes, rivals, pool) if homes else None


def _could_be(line: Line, place: int, other: Anchor) -> bool:
    """Whether a figure of the card could have been meant: plain counts must count the same thing."""
    token = line.tokens[place]
    if token.kind == "date":
        return not agree(token, other.token) and _year(other.token) and _year(token)
    figure = other.token.figure
    if figure is None or figure.kind is not QuantityKind.COUNT or figure.unit:
        return True
    ours, theirs = _counted(line, place), _counted(other.line, other.first)
    return not ours or not theirs or any(one.like(noun) for one in ours for noun in theirs)


def _year(token: Token) -> bool:
    return token.figure is not None and token.figure.date is not None and token.figure.date.year is not None


def _counted(line: Line, place: int) -> list[Token]:
    piece: Piece = line.pieces[line.owner[place]]
    return measured(piece) if piece.figure is line.tokens[place].figure else []


def _is_vague(line: Line, place: int) -> bool:
    token = line.tokens[place]
    return part_of_name(line, place) or (token.kind == "figure" and token.text.lower() in _VAGUE)


# Words that are figures only in a wide sense, and are said of everything.
_VAGUE = frozenset(("half", "one", "a", "twice", "double"))

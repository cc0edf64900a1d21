"""Which figure or date of the cards the claim's words belong to: its own, or clearly another.

Every figure of the card that could stand in the claim is weighed by the words, names, dates and figures around
it that the claim has too. A word counts by how strongly it is tied on both sides and by how rare it is in the
cards; one that stands by every figure decides nothing. Only a clear lead of another figure is a fault. Where the
claim gives both figures, all four ties are weighed: do they fit better the other way round?
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from .attachment import REACH, Anchor, Line, anchors, line_of, part_of_name, same_sort
from .clauses import Parsed, Piece, Pool
from .evidence import Sighting
from .nouns import measured
from .shapes import Quantity, QuantityKind, Span
from .timing import agree
from .tokens import Token
from .weighing import Likeness, Weighing, lead, weighing

# By what share of the weight another figure or date has to fit better.
_FIGURE_LEAD, _DATE_LEAD, _BEHIND = 0.3, 0.05, -0.1
# So many sentences of the cards are weighed; a sentence with more figures than this is a table.
_SENTENCES, _FIGURES = 20, 24


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


class Strays:
    """The figures and dates of a claim that the card has, each with the other one that fits its words best.

    Those of one sort are weighed together, when the first of them is asked for.
    """

    def __init__(self, claim: Parsed, seen: Callable[[Quantity], Sequence[Sighting]], pool: Pool) -> None:
        self._claim, self._seen, self._pool = claim, seen, pool
        self._found: dict[str, dict[Span, Misplaced]] = {}

    def of(self, figure: Quantity) -> Misplaced | None:
        if not self._claim.is_written:
            return None
        sort = "date" if figure.kind is QuantityKind.DATE else "figure"
        if sort not in self._found:
            held = _held(self._claim, self._seen, self._pool, sort)
            self._found[sort] = {one.said.span: one for one in held}
        return self._found[sort].get(figure.span)


def _held(
    claim: Parsed, seen: Callable[[Quantity], Sequence[Sighting]], pool: Pool, kind: str
) -> Iterator[Misplaced]:
    weighed = []
    for pieces in claim.sentences:
        line = line_of(pieces)
        places = [
            place
            for place, token in enumerate(line.tokens)
            if token.kind == kind and not _is_vague(line, place)
        ]
        likeness = Likeness(line.tokens)
        for place in places if len(places) <= _FIGURES else ():
            figure = line.tokens[place].figure
            one = _weighed(line, place, seen(figure), pool, likeness) if figure is not None else None
            if one is not None:
                weighed.append(one)
    for one in weighed:
        home = one.best(one.homes)
        leads = [(found, rival) for rival in one.rivals if (found := lead(one, rival, weighed)) is not None]
        best = max(leads, key=lambda entry: entry[0], default=None)
        if home is not None and best is not None:
            yield Misplaced(one.token, home.token, best[1].token, best[0])


def _weighed(
    line: Line, place: int, found: Sequence[Sighting], pool: Pool, likeness: Likeness
) -> Weighing | None:
    token = line.tokens[place]
    known = {(id(piece), seen.known.span) for seen in found if (piece := seen.parsed.piece_of(seen.known))}
    if not known:
        return None
    homes: list[Anchor] = []
    others: list[Anchor] = []
    for other in _within_sight(line, place, pool):
        figure = other.token.figure
        piece = other.line.pieces[other.line.owner[other.first]]
        if figure is not None and (id(piece), figure.span) in known:
            homes.append(other)
        else:
            others.append(other)
    if not homes:
        homes = _anywhere(token, known, pool)
    sorts = [home.token for home in homes]
    values = {home.token.figure.low for home in homes if home.token.figure is not None}
    rivals = [
        other
        for other in others
        if any(same_sort(other.token, home) or _left_out(other, home) for home in sorts)
        and (
            token.kind == "date" or (other.token.figure is not None and other.token.figure.low not in values)
        )
        and _could_be(line, place, other)
    ]
    return weighing(line, place, place, homes, rivals, pool, likeness) if homes else None


def _left_out(other: Anchor, home: Token) -> bool:
    """Whether a bare figure takes its unit from the figure before it: "7 billion euros, Norway 5 billion"."""
    figure, known = other.token.figure, home.figure
    if figure is None or known is None or figure.kind is not QuantityKind.COUNT or figure.unit:
        return False
    piece = other.line.pieces[other.line.owner[other.first]]
    own = [token for token in piece.tokens if token.says_something and token.span.start > figure.span.end]
    return not own and any(
        one.figure is not None and (one.figure.kind, one.figure.unit) == (known.kind, known.unit)
        for one in other.line.pieces[: piece.at]
    )


def _within_sight(line: Line, place: int, pool: Pool) -> list[Anchor]:
    """The figures or dates of the sentences that have most of the words around this one."""
    around = line.tokens[max(0, place - REACH) : place + REACH]
    votes = Counter(key for token in around for key in pool.sentences_having(token))
    known = anchors(pool, line.tokens[place].kind)
    best = set(sorted(votes, key=lambda key: -votes[key])[:_SENTENCES])
    return [found for key in known if key in best for found in known[key]]


def _anywhere(token: Token, known: set[tuple[int, Span]], pool: Pool) -> list[Anchor]:
    """A place of the figure in a sentence that has no other word of the claim."""
    found = (
        one
        for entries in anchors(pool, token.kind).values()
        for one in entries
        if one.token.figure is not None
        and (id(one.line.pieces[one.line.owner[one.first]]), one.token.figure.span) in known
    )
    return list(islice(found, 1))


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

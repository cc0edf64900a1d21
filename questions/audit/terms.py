"""Which figures of the cards a claim may reckon with: those that its words speak of, and of these the pair that
they fit best.

Any two figures of a card give a third. What keeps a wrong result from being borne out by two figures that have
nothing to do with it is that the claim names what it compares: another pair of the same measure which holds more
of its words is the one it speaks of.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal
from functools import cached_property
from itertools import combinations, islice

from .agreeing import measure
from .arithmetic import MOST
from .clauses import Parsed, Piece
from .evidence import ReadCard
from .nouns import names_a_thing
from .shapes import Quantity, QuantityKind, Span
from .tokens import Token

Entry = tuple[ReadCard, str, Quantity]

# A claim that gives both figures itself reckons with these and no others.
_TWO_GIVEN = 2
_NEAR, _FAR, _GIVEN = 2, 1, 12
# How likely an accident may be that is still taken for a result.
_UNLIKELY = Decimal("0.02")
_HERE, _THERE = 2, 1
# Millions and billions beside others are of their unit, wherever they stand.
_LARGE = 1_000_000
_DIGITS = 4


class Terms:
    """The figures of the cards, held against the words of one claim."""

    def __init__(self, claim: Parsed, figure: Quantity, entries: Sequence[Entry]) -> None:
        self._claim = claim
        self._figure = figure
        self._entries = entries
        self._near: dict[int, frozenset[int]] = {}
        self._far: dict[int, frozenset[int]] = {}
        self._best: dict[tuple[QuantityKind, str], tuple[int, int]] = {}
        self._rivals: dict[tuple[QuantityKind, str], int] = {}

    def fit(self, one: Quantity, other: Quantity, chance: Decimal) -> bool:
        """Whether the claim speaks of what both figures measure, and of no other pair more.

        Where it names what one of them measures in other words than the cards, a result that is no accident
        (`chance` is how likely one is) stands for what is missing.
        """
        if self._borrows(one, other):
            return False
        if not self._tied(one, other):
            if one.kind is QuantityKind.PERCENT:
                return False
            weight, most = self._weight(one, other), self._most(one)[0]
            return 0 < weight >= most and chance * self._rivals[measure(one)] <= _UNLIKELY
        if self._precise and measure(one) == measure(self._figure):
            return True
        words, beside = self._most(one)
        weight = self._weight(one, other)
        return weight >= words or (
            self._side_by_side(one, other) and weight + self._beside(one, other) >= beside
        )

    @cached_property
    def _home(self) -> dict[int, Parsed]:
        """The text that each figure of the cards stands in."""
        return {id(known): entry.parsed[name] for entry, name, known in self._entries}  # type: ignore[index]

    @cached_property
    def _precise(self) -> bool:
        """Whether the figure has so many digits that no two figures give it by chance."""
        digits = re.sub(r"\D", "", self._figure.raw).strip("0")
        return not self._figure.approx and len(digits) >= _DIGITS

    def _tied(self, one: Quantity, other: Quantity) -> bool:
        known = [self._given(term) > 0 or self._named(term) for term in (one, other)]
        if all(known) or self._only_pair(one) or (self._precise and self._alike(one, other)):
            return True
        if self._set_against(one, other) and self._weight(one, other):
            return True
        own = [
            figure
            for figure in self._claim.figures
            if figure is not self._figure and measure(figure) == measure(one) and self._here(figure.span)
        ]
        return any(known) and len(own) < _TWO_GIVEN and self._neighbours(one, other)

    def _alike(self, one: Quantity, other: Quantity) -> bool:
        """Whether two figures are told in the same sentence, whatever of."""
        piece, beside = (self._home[id(term)].piece_of(term) for term in (one, other))
        return piece is not None and beside is not None and piece.siblings is beside.siblings

    def _only_pair(self, one: Quantity) -> bool:
        """Whether the cards have two figures of the measure asked for and no more: the claim can mean no others."""
        if not one.unit or measure(one) != measure(self._figure):
            return False
        alike = (known for _, _, known in self._entries if measure(known) == measure(one))
        return len({known.low for known in alike if self._written(known)}) == _TWO_GIVEN

    def _borrows(self, one: Quantity, other: Quantity) -> bool:
        """Whether a small bare number takes its unit from a figure that it does not stand beside."""
        bare = [term.number < _LARGE and not self._written(term) for term in (one, other)]
        return any(bare) and not self._side_by_side(one, other)

    def _past(self, one: Quantity, other: Quantity) -> bool:
        """Whether one is what the other's opposite number rose or fell from: "from 0.5 % to 0.3 %"."""
        return any(
            term.partner is not None
            and term.partner != beside.low
            and self._home[id(term)].text[: term.span.start].endswith("from ")
            for term, beside in ((one, other), (other, one))
        )

    def _written(self, term: Quantity) -> bool:
        """Whether the card itself writes a figure with this unit, in one piece or in parts."""
        return id(term) in self._as_written

    @cached_property
    def _as_written(self) -> frozenset[int]:
        first: dict[tuple[int, Span], str] = {}
        found = set()
        for _, _, known in self._entries:
            # The spellings of a figure follow it, and have its wording.
            place = id(self._home[id(known)]), known.span
            if place not in first:
                first[place] = known.raw
                found.add(id(known))
        return frozenset(found)

    def _most(self, one: Quantity) -> tuple[int, int]:
        """The greatest weight of any pair of this measure: by words alone, and with what stands side by side."""
        alike_in = measure(one)
        if alike_in not in self._best:
            # 7.5 points and 22 years are no whole number of anything apart.
            whole = alike_in[0] is self._figure.kind is QuantityKind.COUNT and _is_whole(self._figure)
            alike = [
                known
                for _, _, known in self._entries
                if measure(known) == alike_in and (not whole or _is_whole(known))
            ][:MOST]
            far = _TIMES if self._figure.kind is QuantityKind.MULTIPLE else _FAR_APART
            pairs = [
                pair
                for pair in combinations(alike, 2)
                if _comparable(*pair, far) and not self._borrows(*pair) and not self._past(*pair)
            ]
            weights = [self._weight(*pair) for pair in pairs]
            beside = [weight + self._beside(*pair) for pair, weight in zip(pairs, weights, strict=True)]
            self._best[alike_in] = max(weights, default=0), max(beside, default=0)
            self._rivals[alike_in] = weights.count(self._best[alike_in][0])
        return self._best[alike_in]

    def _weight(self, one: Quantity, other: Quantity) -> int:
        near_one, far_one = self._covered(one)
        near_other, far_other = self._covered(other)
        near = near_one | near_other
        return (
            _NEAR * sum(self._worth[place] for place in near)
            + _FAR * sum(self._worth[place] for place in (far_one | far_other) - near)
            + self._given(one)
            + self._given(other)
        )

    def _beside(self, one: Quantity, other: Quantity) -> int:
        """How much it counts that the card sets two figures beside each other; "from 5 to 7" most of all."""
        if not self._side_by_side(one, other):
            return 0
        return 2 * _GIVEN if self._set_against(one, other) else _GIVEN

    def _set_against(self, one: Quantity, other: Quantity) -> bool:
        """Whether the card tells one figure as what the other was before, or is held against."""
        if not self._side_by_side(one, other):
            return False
        first, last = sorted((one, other), key=lambda term: term.span.start)
        between = self._home[id(one)].text[first.span.start + len(first.raw) : last.span.start]
        partners = other.low == one.partner or one.low == other.partner
        return partners or _AGAINST.search(between) is not None

    def _side_by_side(self, one: Quantity, other: Quantity) -> bool:
        """Whether a sentence of the card itself sets these two beside each other: "up from 12", "to Norway's
        30".
        """
        home = self._home[id(one)]
        piece, beside = home.piece_of(one), self._home[id(other)].piece_of(other)
        if piece is None or beside is None or piece.siblings is not beside.siblings:
            return False
        first, last = sorted((one, other), key=lambda term: term.span.start)
        start, end = first.span.start + len(first.raw), last.span.start
        first_after = bisect_left(home.figures, start, key=lambda known: known.span.start)
        for between in islice(home.figures, first_after, None):
            if between.span.start >= end:
                break
            if measure(between) == measure(one) and (
                _comparable(one, between) or _comparable(other, between)
            ):
                return False
        return True

    @cached_property
    def _said(self) -> list[Token]:
        tokens = (token for piece in self._claim.pieces for token in piece.tokens)
        return [token for token in tokens if token.says_something or token.kind == "date"]

    @cached_property
    def _worth(self) -> list[int]:
        """What each word of the claim counts: names most, and what another clause says half."""
        return [
            (2 if token.kind in ("name", "date") else 1) * (_HERE if self._here(token.span) else _THERE)
            for token in self._said
        ]

    def _here(self, span: Span) -> bool:
        start, end = self._clause
        return start <= span.start < end

    @cached_property
    def _clause(self) -> tuple[int, int]:
        """From where to where the clause reaches in which the figure stands."""
        piece = self._claim.piece_of(self._figure)
        if piece is None:
            return 0, len(self._claim.text)
        first, last, pieces = piece.at, piece.at + 1, piece.siblings
        while first and not pieces[first].coordinate:
            first -= 1
        if not first and piece.at and pieces[0].coordinate:
            first = 1  # "While 5G spreads, 4G …": the main clause comes after.
        while last < len(pieces) and not pieces[last].coordinate:
            last += 1
        return pieces[first].tokens[0].span.start, pieces[last - 1].tokens[-1].span.end

    def _covered(self, term: Quantity) -> tuple[frozenset[int], frozenset[int]]:
        """The places of the claim's words that stand beside a figure of a card, and in its sentence."""
        piece = self._home[id(term)].piece_of(term)
        if piece is None:
            return frozenset(), frozenset()
        # The figures of a piece, and what they may be read as, stand by the same words.
        if id(piece) not in self._near:
            self._near[id(piece)] = self._places(_context(piece))
        if id(piece.siblings) not in self._far:
            self._far[id(piece.siblings)] = self._places(piece.sentence)
        return self._near[id(piece)], self._far[id(piece.siblings)]

    def _places(self, told: Sequence[Token]) -> frozenset[int]:
        telling = [token for token in told if token.says_something]
        days = {token.figure.date for token in told if token.kind == "date" and token.figure is not None}
        return frozenset(
            place
            for place, token in enumerate(self._said)
            if (token.figure.date in days if token.kind == "date" and token.figure else False)
            or (token.says_something and any(token.like(other) for other in telling))
        )

    def _named(self, term: Quantity) -> bool:
        """Whether the claim has a word that stands beside a figure of a card, or a name of its sentence."""
        near, far = self._covered(term)
        return bool(near) or any(self._said[place].kind == "name" for place in far)

    def _given(self, term: Quantity) -> int:
        """How much it counts that the claim itself gives this figure."""
        return max(
            (
                _GIVEN if self._here(known.span) else _GIVEN // 2
                for known in self._claim.figures
                if known is not self._figure
                and known.kind in (term.kind, QuantityKind.COUNT)
                and term.low in (known.low, *(spelled.low for spelled in self._claim.spelled_out(known)))
            ),
            default=0,
        )

    def _neighbours(self, one: Quantity, other: Quantity) -> bool:
        """Whether both stand in one sentence or in two that follow each other."""
        home, there = self._home[id(one)], self._home[id(other)]
        piece, beside = home.piece_of(one), there.piece_of(other)
        if piece is None or beside is None or home is not there:
            return False
        places = [
            next(n for n, pieces in enumerate(home.sentences) if pieces is one.siblings)
            for one in (piece, beside)
        ]
        if one.kind is QuantityKind.COUNT and not one.unit:
            return places[0] == places[1] and (
                abs(piece.at - beside.at) < _TWO_GIVEN or self._side_by_side(one, other)
            )
        return abs(places[0] - places[1]) < _TWO_GIVEN


# How a text sets a figure against the one before it.
_AGAINST = re.compile(
    r"\W(?:(?:up|down|rising|falling|compared\s(?:with|to)|as\sagainst|against|versus|after|instead\sof|rather\sthan)(?:\sfrom)?"
    r"|from)\s(?:(?:about|around|some|just|only|nearly|almost|over|a|the)\s){0,2}$",
    re.IGNORECASE,
)
# Figures further apart than this are of different things.
_FAR_APART = 25
# … and of a ratio they may be.
_TIMES = 200


def _comparable(one: Quantity, other: Quantity, far: int = _FAR_APART) -> bool:
    low, high = sorted((abs(one.low), abs(other.low)))
    return low != high and high <= far * low


def _is_whole(figure: Quantity) -> bool:
    return figure.number == figure.number.to_integral_value()


def _context(piece: Piece) -> list[Token]:
    """The words that a figure stands with; what its piece leaves out it takes from those before it."""
    told = list(piece.tokens)
    for before in reversed(piece.siblings[: piece.at]):
        named = any(names_a_thing(token) for token in told if token.says_something)
        if named or before.figure is not None:
            break
        told += before.tokens
    return told


def spoken_of(term: Quantity, claim: Parsed, card: Parsed) -> bool:
    """Whether the claim shares a word with the sentence in which a figure of a card stands, or gives it."""
    piece = card.piece_of(term)
    given = (one for one in claim.figures if one.kind in (term.kind, QuantityKind.COUNT) and one.low > _FEW)
    if any(one.low == term.low for one in given):
        return True
    return piece is not None and any(
        token.like(other) for token in piece.sentence if token.says_something for other in claim.content
    )


_HEAD = 40
# Twos and threes stand everywhere, so that one does not point to another.
_FEW = 3


def nouns_after(figure: Quantity, text: Parsed) -> list[Token]:
    """The words behind a figure, of which one is what it counts: "the two damaged systems"."""
    piece = text.piece_of(figure)
    return [
        token
        for token in (piece.tokens if piece is not None else ())
        if token.says_something and 0 <= token.span.start - figure.span.end <= _HEAD
    ][:3]

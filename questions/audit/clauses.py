"""A text cut into pieces that each say one thing, with the figures, names and words that belong together."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache

from . import stems
from .numerals import EXACT
from .quantities import quantities
from .sentences import sentences
from .shapes import Quantity, QuantityKind, Span
from .tokens import FINITE, MARKS, Token, read_tokens, with_names
from .wording import listed

# Words that open a new piece: what follows is told of something else.
_SPLITTERS = frozenset(
    listed(
        "while whereas but against versus vs although though compared and or after before than who "
        "which whose where as plus "
        "with when because despite unlike followed ahead behind"
    )
)


_PREPOSITIONS = frozenset(
    listed(
        "in on at for from by to with among amongst between of over under into through per within "
        "during since until"
    )
)


_COORDINATING = frozenset(listed("and or but while whereas although though ; followed ahead behind"))


# More words or figures than a person puts into one sentence: a table or a list, of which no clause tells anything.
LONGEST, MOST_FIGURES = 300, 40


@dataclass(slots=True)
class Piece:
    """A stretch of a sentence that holds at most one figure besides dates."""

    tokens: list[Token]
    at: int = 0
    opener: str = ""
    aside: bool = False
    siblings: list["Piece"] = field(default_factory=list)
    content: list[Token] = field(init=False)
    names: list[Token] = field(init=False)
    dates: list[Token] = field(init=False)
    figure: Quantity | None = field(init=False)

    def __post_init__(self) -> None:
        self.content, self.names, self.dates, self.figure = [], [], [], None
        for token in self.tokens:
            if token.kind == "word":
                self.content.append(token)
            elif token.kind == "name":
                self.content.append(token)
                self.names.append(token)
            elif token.kind == "date":
                self.dates.append(token)
            elif token.kind == "figure" and self.figure is None:
                self.figure = token.figure

    @property
    def coordinate(self) -> bool:
        """Whether this piece opens a statement of its own: "and …", "while …"."""
        return self.opener in _COORDINATING

    @property
    def sentence(self) -> list[Token]:
        """Every token of the sentence that this is a piece of."""
        return [token for piece in self.siblings for token in piece.tokens]


class Parsed:
    """One text read for what it ties together."""

    def __init__(self, text: str, names: frozenset[str] = frozenset()) -> None:
        self.text = text
        self._names = names
        self.figures = quantities(text)
        self._spelled: dict[Quantity, list[Quantity]] = {}

    @cached_property
    def lower(self) -> str:
        """The text in lower case, in which a pattern is found in a fraction of the time that either case takes."""
        return self.text.lower()

    @cached_property
    def sentences(self) -> list[list[Piece]]:
        tokens = with_names(
            read_tokens(self.text, self.figures),
            self._names,
            not self.text.rstrip().endswith((".", "!", "?", "…")),
        )
        found: list[list[Piece]] = []
        at = 0
        for _number, span in enumerate(sentences(self.text)):
            start = at
            while at < len(tokens) and tokens[at].span.start < span.end:
                at += 1
            pieces = _pieces(tokens[start:at])
            for place, piece in enumerate(pieces):
                piece.at, piece.siblings = place, pieces
            found.append(pieces)
        return found

    @cached_property
    def pieces(self) -> list[Piece]:
        return [piece for pieces in self.sentences for piece in pieces]

    @cached_property
    def content(self) -> list[Token]:
        return [token for piece in self.pieces for token in piece.content]

    @cached_property
    def is_written(self) -> bool:
        """Whether this can be one sentence that a person wrote."""
        return (
            len(self.figures) <= MOST_FIGURES and sum(len(piece.tokens) for piece in self.pieces) <= LONGEST
        )

    def spelled_out(self, figure: Quantity) -> list[Quantity]:
        """A bare number with the units of its sentence: "13,391 megawatts, up from 500"."""
        if figure.kind is not QuantityKind.COUNT or figure.unit or figure.is_range:
            return []
        if figure not in self._spelled:
            self._spelled[figure] = self._with_units(figure)
        return self._spelled[figure]

    def _with_units(self, figure: Quantity) -> list[Quantity]:
        piece = self.piece_of(figure)
        if piece is None or figure.kind is not QuantityKind.COUNT or figure.unit or figure.is_range:
            return []
        after = next((token for token in piece.tokens if token.span.start >= figure.span.end), None)
        plural = (
            after is not None and after.text.lower().endswith("s") and not after.text.lower().endswith("ss")
        )
        if (
            after is not None
            and after.kind == "word"
            and not after.verbal
            and (plural or stems.is_noun(after.key))
        ):
            return []
        others: list[Quantity] = []
        acting = after is not None and (after.verbal or after.text.lower() in FINITE)
        for tokens in self._sentences_up_to(piece)[: 1 if acting else 3]:
            beside = [token.figure for token in tokens if token.figure is not None]
            if len(beside) <= MOST_FIGURES:
                others = others or [other for other in beside if other is not figure and _has_measure(other)]
        return list(
            dict.fromkeys(
                _measured_like(figure, other, scale) for other in others for scale in _scales(other)
            )
        )

    def _sentences_up_to(self, piece: Piece) -> list[list[Token]]:
        """The sentence of a piece and the two before it, backwards; none of what is too long for a sentence."""
        at = next((n for n, pieces in enumerate(self.sentences) if pieces is piece.siblings), 0)
        near = [self.sentences[n] for n in range(at, max(-1, at - 3), -1)]
        return [_flat(pieces) for pieces in near] if all(len(pieces) <= LONGEST for pieces in near) else []

    def piece_of(self, figure: Quantity) -> Piece | None:
        """The piece in which a figure of this text stands."""
        return self._by_span.get(figure.span)

    @cached_property
    def _by_span(self) -> dict[Span, Piece]:
        return {
            token.figure.span: piece
            for piece in self.pieces
            for token in piece.tokens
            if token.figure is not None
        }


def _flat(pieces: Iterable[Piece]) -> list[Token]:
    return [token for piece in pieces for token in piece.tokens]


def _has_measure(figure: Quantity) -> bool:
    """Whether a figure has a unit or magnitude that another may leave out."""
    told = figure.kind in (QuantityKind.PERCENT, QuantityKind.POINTS, QuantityKind.MONEY, QuantityKind.COUNT)
    return (
        told
        and bool(figure.number)
        and (figure.kind is not QuantityKind.COUNT or bool(figure.unit) or _scales(figure) != [1])
    )


@lru_cache(maxsize=4096)
def _scales(figure: Quantity) -> list[Decimal]:
    """One, and the magnitude written with a figure: a million for "223.4 million"."""
    written = re.search(r"\d[\d,]*(?:\.\d+)?", figure.raw)
    plain = Decimal(written.group().replace(",", "")) if written else Decimal(0)
    scale = EXACT.divide(figure.number, plain) if plain else Decimal(1)
    return [Decimal(1), scale] if scale >= 1000 else [Decimal(1)]


def _measured_like(figure: Quantity, other: Quantity, scale: Decimal) -> Quantity:
    factor = EXACT.multiply(EXACT.divide(other.low, other.number), scale)
    low = EXACT.multiply(figure.low, factor)
    return replace(
        figure, kind=other.kind, unit=other.unit, low=low, high=low, step=EXACT.multiply(figure.step, factor)
    )


class Pool:
    """The pieces of several texts together, found by the words in them."""

    def __init__(self, texts: Iterable[Parsed], headlines: Iterable[Parsed] = ()) -> None:
        self.pieces = [piece for text in texts for piece in text.pieces]
        self.topics = frozenset(
            token.key for text in headlines for token in text.content if token.kind == "word"
        )
        self._index: defaultdict[str | int, list[int]] = defaultdict(list)
        self._having: dict[tuple[str | int, ...], frozenset[int]] = {}
        self._telling: dict[tuple[str | int, ...], frozenset[int]] = {}
        self.headlines = frozenset(id(pieces) for text in headlines for pieces in text.sentences)
        self.names = frozenset(token.bare for piece in self.pieces for token in piece.names)
        for number, piece in enumerate(self.pieces):
            for token in piece.tokens:
                for mark in token.marks if token.kind in ("word", "name", "figure", "date") else ():
                    self._index[mark].append(number)

    def having(self, token: Token) -> frozenset[int]:
        """The numbers of the pieces that hold a word like this one."""
        known = self._having.get(token.marks)
        if known is None:
            known = frozenset(number for mark in token.marks for number in self._index.get(mark, ()))
            self._having[token.marks] = known
        return known

    def sentences_having(self, token: Token) -> frozenset[int]:
        """The ids of the sentences that hold a word like this one."""
        known = self._telling.get(token.marks)
        if known is None:
            known = frozenset(id(self.pieces[number].siblings) for number in self.having(token))
            self._telling[token.marks] = known
        return known

    def knows(self, token: Token) -> bool:
        """Whether this very word is there, not only one of its meaning."""
        return token.key in self._index or (bool(token.bare) and token.bare in self._index)

    def holds(self, token: Token) -> bool:
        return any(mark in self._index for mark in token.marks)


_HEDGES = frozenset(listed("about around over under nearly almost some only just"))


def _pieces(tokens: list[Token]) -> list[Piece]:
    runs: list[tuple[str, list[Token]]] = [("", [])]
    depth, inside = 0, {0: False}
    for place, token in enumerate(tokens):
        if _opens(token, tokens, place):
            if runs[-1][1]:
                runs.append((token.text.lower(), []))
            else:
                runs[-1] = (token.text.lower(), [])
        depth += (token.text in "([") - (token.text in ")]") if token.kind == "mark" else 0
        if token.kind != "mark":
            runs[-1][1].append(token)
            inside[len(runs) - 1] = depth > 0
    found = []
    for place, (opener, run) in enumerate(runs):
        for number, part in enumerate(_one_figure_each(run) if run else ()):
            first = opener if not number else part[0].text.lower() if part else ""
            if part:
                found.append(Piece(tokens=part, opener=first, aside=inside.get(place, False)))
    return found


def _opens(token: Token, tokens: list[Token], place: int) -> bool:
    if token.kind == "mark":
        return token.text in MARKS
    if (
        token.kind != "stop"
        and token.key not in ("compare", "follow", "compar")
        and token.text.lower() not in ("ahead", "behind")
    ):
        return False
    lower = token.text.lower()
    if lower in ("and", "or"):
        return _joins_clauses(tokens, place)
    if lower == "with":
        return any(other.kind == "figure" for other in tokens[place + 1 : place + 8])
    if lower == "than":
        return (
            any(other.kind == "figure" for other in tokens[:place])
            and place > 0
            and tokens[place - 1].key not in stems.STOP
        )
    return lower in _SPLITTERS


def _joins_clauses(tokens: list[Token], place: int) -> bool:
    """Whether "and" joins two statements and not two names."""
    after = tokens[place + 1 :]
    ahead = after[: next((n for n, other in enumerate(after) if other.kind == "mark"), len(after))]
    before = tokens[:place]
    has = any(other.kind == "figure" or other.verbal or other.text.lower() in FINITE for other in ahead)
    had = any(other.kind == "figure" or other.verbal or other.text.lower() in FINITE for other in before)
    return has and had


def _one_figure_each(run: list[Token]) -> list[list[Token]]:
    places = [place for place, token in enumerate(run) if token.kind == "figure"]
    if len(places) < 2:
        return [run]
    found, start = [], 0
    for left, right in itertools.pairwise(places):
        if right == left + 1:
            continue
        cut = _cut(run, left, right)
        found.append(run[start:cut])
        start = cut
    return [*found, run[start:]]


def _cut(run: list[Token], left: int, right: int) -> int:
    """Where between two figures of a piece the second one's own words begin."""
    between = range(left + 1, right)
    prepositions = [place for place in between if run[place].text.lower() in _PREPOSITIONS]
    strong = [place for place in prepositions if run[place].text.lower() != "of"]
    ands = [place for place in between if run[place].text.lower() in ("and", "or", "plus")]
    if ands:
        return ands[0]
    if strong:
        return strong[-1]
    if prepositions and prepositions[-1] == right - 1 and right - left > 3:
        return prepositions[-1] - 1
    if not prepositions and right - left > 2 and run[right - 1].text.lower() in _HEDGES:
        return right - 1  # "12 stories about five releases", "17 seats over 40 votes"
    return left + 1 if not prepositions else prepositions[-1]

"""Cards made ready for searching: each is read once, however many claims cite it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property

from . import quotations
from .matching import matches
from .names import tokens
from .quantities import quantities
from .sentences import sentences
from .shapes import CardField, CardText, PartialDate, Quantity, QuantityKind, Span

_RATIOS = (QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.MULTIPLE)
# Where a figure of this kind may be found; every other kind is found among its own.
_SEARCHED = dict.fromkeys(_RATIOS, _RATIOS) | {QuantityKind.DATE: (QuantityKind.DATE, QuantityKind.COUNT)}


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a card something stands; a card's day of publication stands in no field."""

    card: CardText
    field: CardField
    span: Span | None


class ReadCard:
    """One card with its figures, quotable text and words, each worked out when first asked for."""

    def __init__(self, card: CardText) -> None:
        self.card = card
        self.fields: tuple[tuple[CardField, str], ...] = (
            ("headline", card.headline),
            ("excerpt", card.excerpt),
            ("text", card.text),
        )

    @cached_property
    def figures(self) -> dict[QuantityKind, list[tuple[CardField, Quantity]]]:
        found: dict[QuantityKind, list[tuple[CardField, Quantity]]] = {}
        for name, text in self.fields:
            for figure in quantities(text):
                found.setdefault(figure.kind, []).append((name, figure))
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        return tokens("\n".join([self.card.source, *(text for _, text in self.fields)]))

    @cached_property
    def quotable(self) -> tuple[tuple[CardField, str], ...]:
        return tuple((name, quotations.folded(text)) for name, text in self.fields)

    @cached_property
    def sentences(self) -> dict[CardField, list[Span]]:
        return {name: sentences(text) for name, text in self.fields}

    def candidates(self, figure: Quantity) -> Iterator[tuple[CardField, Quantity]]:
        """The card's figures that could bear out this one, headline first."""
        kinds = _SEARCHED.get(figure.kind, (figure.kind,))
        found = [entry for kind in kinds for entry in self.figures.get(kind, ())]
        if len(kinds) > 1:
            order: Sequence[CardField] = ("headline", "excerpt", "text")
            found.sort(key=lambda entry: order.index(entry[0]))
        return iter(found)

    def sentence_at(self, place: Place) -> str:
        """The sentence around a place in this card; empty for the day of publication."""
        span = place.span
        if span is None:
            return ""
        text = dict(self.fields)[place.field]
        around = (sentence for sentence in self.sentences[place.field] if sentence.start < span.end)
        touching = [sentence for sentence in around if span.start < sentence.end]
        return text[touching[0].start : touching[-1].end] if touching else ""


@dataclass(slots=True)
class Shelf:
    """All cards that an audit may look into."""

    cards: Mapping[int, CardText]
    _read: dict[int, ReadCard] = field(default_factory=dict)

    def read(self, card_id: int) -> ReadCard:
        if card_id not in self._read:
            self._read[card_id] = ReadCard(self.cards[card_id])
        return self._read[card_id]

    def live(self, card_ids: Iterable[int]) -> list[ReadCard]:
        """The cards among these that exist and are published; only they can trace anything."""
        return [self.read(n) for n in dict.fromkeys(card_ids) if n in self.cards and self.cards[n].usable]


def find_figure(figure: Quantity, cards: Sequence[ReadCard]) -> Place | None:
    """Where the cards, in the order cited, first give this figure; a date may be the day of publication."""
    for read in cards:
        for name, known in read.candidates(figure):
            if matches(figure, known):
                return Place(read.card, name, known.span)
    if figure.kind is QuantityKind.DATE:
        for read in cards:
            if matches(figure, _published(read.card)):
                return Place(read.card, "", None)
    return None


def find_figure_within(figure: Quantity, read: ReadCard, quoted: Place) -> Place:
    """Where in a quoted stretch of a card this figure stands; the whole stretch if read differently there."""
    for name, known in read.candidates(figure):
        if name == quoted.field and quoted.span and quoted.span.holds(known.span) and matches(figure, known):
            return Place(read.card, name, known.span)
    return quoted


def find_quotation(quotation: str, cards: Sequence[ReadCard]) -> Place | None:
    for read in cards:
        for name, text in read.quotable:
            span = quotations.find(quotation, text)
            if span is not None:
                return Place(read.card, name, span)
    return None


def nearest(figure: Quantity, cards: Sequence[ReadCard]) -> Quantity | None:
    """The figure of the same kind and unit that comes closest, if it is within a factor of two."""
    if figure.kind is QuantityKind.DATE or not figure.low:
        return None
    known = [
        entry
        for read in cards
        for _, entry in read.candidates(figure)
        if (entry.kind, entry.unit) == (figure.kind, figure.unit)
        and figure.low <= entry.low * 2
        and entry.low <= figure.low * 2
    ]
    return min(known, key=lambda entry: abs(entry.low - figure.low), default=None)


def _published(card: CardText) -> Quantity:
    day = card.published_on
    year = Decimal(day.year)
    date = PartialDate(day.year, day.month, day.day)
    return Quantity(Span(0, 0), QuantityKind.DATE, year, year, "", day.isoformat(), date=date)

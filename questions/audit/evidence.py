"""Cards made ready for searching: each is read once, however many claims cite it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from . import quotations
from .clauses import Parsed, Pool
from .matching import matches
from .names import initials, tokens
from .shapes import CardField, CardText, PartialDate, Quantity, QuantityKind, Span

_MOST_TERMS = 400
_RATIOS = (QuantityKind.PERCENT, QuantityKind.FRACTION, QuantityKind.MULTIPLE)
# Where a figure of this kind may be found; every other kind is found among its own.
_SEARCHED = dict.fromkeys(_RATIOS, _RATIOS) | {
    QuantityKind.DATE: (QuantityKind.DATE, QuantityKind.COUNT),
    QuantityKind.COUNT: (QuantityKind.COUNT, QuantityKind.MULTIPLE),
    QuantityKind.MULTIPLE: (*_RATIOS, QuantityKind.COUNT),
}


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
        for name, parsed in self.parsed.items():
            for figure in parsed.figures:
                found.setdefault(figure.kind, []).append((name, figure))
        return found

    @cached_property
    def terms(self) -> list[tuple[CardField, Quantity]]:
        """Every figure that may be reckoned with, bare numbers with the units of their sentence as well.

        A card of more figures is a table or a book: nobody follows from it what it does not write.
        """
        return [
            (name, spelled)
            for name, parsed in self.parsed.items()
            for known in parsed.figures[:_MOST_TERMS]
            for spelled in (known, *(() if known.raw.isalpha() else parsed.spelled_out(known)))
        ]

    @cached_property
    def goes_below_zero(self) -> bool:
        """Whether any figure of the card has a sign."""
        return any(known.low < 0 for kind in self.figures.values() for _, known in kind)

    @cached_property
    def parsed(self) -> dict[CardField, Parsed]:
        return {name: Parsed(text) for name, text in self.fields if text}

    @cached_property
    def acronyms(self) -> frozenset[str]:
        """The first letters of every long name in the card: WHO for the World Health Organization."""
        return frozenset(short for _, text in self.fields for short in initials(text))

    @cached_property
    def words(self) -> frozenset[str]:
        return tokens("\n".join([self.card.source, *(text for _, text in self.fields)]))

    @cached_property
    def quotable(self) -> tuple[tuple[CardField, str], ...]:
        return tuple((name, quotations.folded(text)) for name, text in self.fields)

    def candidates(self, figure: Quantity) -> Iterator[tuple[CardField, Quantity]]:
        """The card's figures that could bear out this one, headline first."""
        kinds = _SEARCHED.get(figure.kind, (figure.kind,))
        found = [entry for kind in kinds for entry in self.figures.get(kind, ())]
        if len(kinds) > 1:
            order: Sequence[CardField] = ("headline", "excerpt", "text")
            found.sort(key=lambda entry: order.index(entry[0]))
        return iter(found)


@lru_cache(maxsize=1024)
def read(card: CardText) -> ReadCard:
    """A card is read once, whoever cites it."""
    return ReadCard(card)


@lru_cache(maxsize=256)
def pool(cards: tuple[CardText, ...]) -> Pool:
    """The words of these cards together, tied as their texts tie them."""
    texts = [read(card).parsed for card in cards]
    headlines = [parsed["headline"] for parsed in texts if "headline" in parsed]
    return Pool((text for parsed in texts for text in parsed.values()), headlines)


@dataclass(frozen=True, slots=True)
class Shelf:
    """All cards that an audit may look into."""

    cards: Mapping[int, CardText]

    def live(self, card_ids: Iterable[int]) -> list[ReadCard]:
        """The cards among these that exist and are published; only they can trace anything."""
        found = (self.cards.get(card_id) for card_id in dict.fromkeys(card_ids))
        return [read(card) for card in found if card is not None and card.usable]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A figure of a card that could bear out a claim's, and the text it stands in."""

    place: Place
    known: Quantity
    parsed: Parsed


def sightings(figure: Quantity, cards: Sequence[ReadCard]) -> Iterator[Sighting]:
    """Wherever the cards, in the order cited, give this figure."""
    for entry in cards:
        for name, known in entry.candidates(figure):
            if matches(figure, known):
                yield Sighting(Place(entry.card, name, known.span), known, entry.parsed[name])


def day_of_publication(figure: Quantity, cards: Sequence[ReadCard]) -> Place | None:
    """The card whose day of publication bears out a date."""
    if figure.kind is not QuantityKind.DATE:
        return None
    return next(
        (Place(entry.card, "", None) for entry in cards if matches(figure, _published(entry.card))), None
    )


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

"""Counts of things that a card names and does not count: "the three languages", where it tells of three."""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from .clauses import Parsed
from .evidence import Place, ReadCard
from .shapes import Quantity, QuantityKind, Span
from .tokens import Token

# Only what has been named can be called "the two"; a count that is news has to be in the card.
_NAMED = re.compile(r"\b(?:the|these|those|all|both|its|their|his|her)\s(?:other\s)?$", re.IGNORECASE)
_MOST, _PAIR = 6, 2
_NAME = r"[A-Z][\w'’&-]*(?:\s[A-Z][\w'’&-]*)*"
_LISTED = re.compile(rf"{_NAME}(?:,\s{_NAME})+,?\sand\s{_NAME}")
_BETWEEN = re.compile(r",\sand\s|,\s|\sand\s")


def counts_what_is_named(figure: Quantity, claim: Parsed, cards: Sequence[ReadCard]) -> Place | None:
    """Where the cards name as many things as the claim counts, one of them in the claim's own words."""
    if figure.kind is not QuantityKind.COUNT or figure.unit or figure.approx or not figure.raw.isalpha():
        return None
    if not 2 <= figure.low <= _MOST or not _NAMED.search(claim.text[: figure.span.start][-14:]):
        return None
    said = [token for token in claim.content if token.span.start > figure.span.end or token.kind == "name"]
    own = {token.key for token in said if token.kind == "name"}
    if cards and len(own) == figure.low and all(_known(key, cards) for key in own):
        return Place(cards[0].card, "", None)
    measured = _measured(cards)
    if figure.low in measured:
        return measured[figure.low]
    for entry in cards:
        for name, text in entry.fields:
            for match in _LISTED.finditer(text) if figure.low > _PAIR else ():
                if len(_BETWEEN.split(match.group())) == figure.low:
                    return Place(entry.card, name, Span(*match.span()))
        for name, parsed in entry.parsed.items():
            for names in _groups(parsed):
                if len({token.key for token in names}) == figure.low and any(
                    token.like(other) for token in names for other in said if other.kind == "name"
                ):
                    return Place(entry.card, name, Span(names[0].span.start, names[-1].span.end))
    return None


def _measured(cards: Sequence[ReadCard]) -> dict[Decimal, Place]:
    """How many figures of one measure the cards give, each with a place: two sums of money, three lengths."""
    values: dict[tuple[QuantityKind, str], set[Decimal]] = {}
    places: dict[tuple[QuantityKind, str], Place] = {}
    for entry in cards:
        for name, parsed in entry.parsed.items():
            for known in parsed.figures:
                if known.unit and known.kind in (QuantityKind.MONEY, QuantityKind.COUNT):
                    measure = known.kind, known.unit
                    values.setdefault(measure, set()).add(known.low)
                    places.setdefault(measure, Place(entry.card, name, known.span))
    return {Decimal(len(values[measure])): places[measure] for measure in reversed(places)}


def _groups(parsed: Parsed) -> Iterator[list[Token]]:
    """The names of each sentence, and those of the whole text that are written with a number: R1, G1, H1."""
    everywhere: list[Token] = []
    for pieces in parsed.sentences:
        names = [token for piece in pieces for token in piece.names]
        if names:
            yield names
        everywhere += [token for token in names if any(map(str.isdigit, token.text))]
    if everywhere:
        yield everywhere


def _known(key: str, cards: Sequence[ReadCard]) -> bool:
    return any(
        token.key == key
        for entry in cards
        for parsed in entry.parsed.values()
        for piece in parsed.pieces
        for token in piece.names
    )

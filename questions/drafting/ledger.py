"""Counts about the evidence itself, which no card holds; the audit traces such figures to these entries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from questions.audit.shapes import LedgerEntry

if TYPE_CHECKING:
    from questions.drafting.brief import BriefCard, BriefPosition, BriefReading

CARD = ("card", "cards")
SOURCE = ("source", "sources")


def ledger(
    cards: Sequence[BriefCard],
    scale: Sequence[BriefPosition],
    readings: Sequence[BriefReading],
    missing: Mapping[str, int],
) -> tuple[LedgerEntry, ...]:
    """Every count that a draft may state: cards, stances, sources, readings with thresholds, missing points.

    `missing` says per position how many more points would move the verdict there.
    """
    return (
        *_cards(cards),
        *_stances(cards, scale),
        *_readings(readings),
        *(
            LedgerEntry(
                missing[position.slug], None, *CARD, f"more would move it to {position.label}", "cards"
            )
            for position in scale
            if missing.get(position.slug)
        ),
    )


def to_json(entries: Sequence[LedgerEntry]) -> list[dict[str, Any]]:
    """As a run's brief keeps them."""
    return [asdict(entry) for entry in entries]


def from_json(entries: Sequence[Mapping[str, Any]]) -> tuple[LedgerEntry, ...]:
    """Read what `to_json` wrote."""
    return tuple(LedgerEntry(**entry) for entry in entries)


def _cards(cards: Sequence[BriefCard]) -> Iterator[LedgerEntry]:
    sides = [card for card in cards if card.stance]
    yield LedgerEntry(len(cards), None, *CARD, "cards in the window", "cards")
    yield LedgerEntry(len(sides), len(cards), *CARD, "cards that take a side", "cards")
    yield LedgerEntry(len(cards) - len(sides), len(cards), *CARD, "cards that take no side", "cards")
    estimated = sum(card.date_estimated for card in sides)
    yield LedgerEntry(estimated, len(sides), *CARD, "cards with an estimated date", "cards")
    sources = Counter(card.source for card in sides)
    yield LedgerEntry(len(sources), None, *SOURCE, "sources of cards that take a side", "cards")
    for source, count in sorted(sources.items()):
        yield LedgerEntry(count, len(sides), *CARD, f"cards from {source}", "cards")


def _stances(cards: Sequence[BriefCard], scale: Sequence[BriefPosition]) -> Iterator[LedgerEntry]:
    # The audit takes these labels for positions, which may stand in quotation marks.
    counts = Counter(card.stance for card in cards if card.stance)
    for position in scale:
        yield LedgerEntry(counts[position.slug], counts.total(), *CARD, position.label, "stance")


def _readings(readings: Sequence[BriefReading]) -> Iterator[LedgerEntry]:
    for reading in readings:
        nouns = (reading.noun_singular, reading.noun_plural)
        yield LedgerEntry(reading.value, None, *nouns, reading.name, "reading")
        yield LedgerEntry(reading.threshold, None, *nouns, f"threshold of {reading.name}", "reading")

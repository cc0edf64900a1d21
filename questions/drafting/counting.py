"""Sentences about the evidence itself; their figures trace to the ledger, their citations to examples."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from questions.drafting import phrasing
from questions.drafting.brief import Brief, BriefCard, BriefReading
from questions.drafting.choosing import strongest_first
from questions.drafting.drafter import DraftSentence
from questions.drafting.proofing import Proof
from questions.drafting.telling import Teller

EXAMPLES = 3
FEW = 2
# One source carries a lot when more than a third of the cards that take a side are its.
LARGE_SHARE = 3


class Tally:
    """Says what the counts of one brief say."""

    def __init__(self, brief: Brief, proof: Proof, teller: Teller) -> None:
        self.brief = brief
        self.proof = proof
        self.teller = teller
        self.sides = [card for card in brief.cards if card.stance]

    def supporting(self, slug: str) -> list[BriefCard]:
        """The cards for one position, strongest first."""
        return strongest_first([card for card in self.sides if card.stance == slug], self.brief)

    def rivals(self) -> list[str]:
        """The other positions, those with most cards first."""
        others = [slug for slug in self.brief.slugs if slug != self.brief.verdict]
        return sorted(others, key=lambda slug: (-len(self.supporting(slug)), self.brief.slugs.index(slug)))

    def of_all(self, number: int) -> str:
        """17 of the 25 cards that take a side."""
        total = len(self.sides)
        return f"{number} of the {total} {'card' if total == 1 else 'cards'} that take a side"

    def verdict(self) -> list[DraftSentence]:
        """How many cards stand behind the verdict, and how many behind the others."""
        label, cards = self.brief.label(self.brief.verdict), self.supporting(self.brief.verdict)
        if cards:
            first = f"The verdict is “{label}”: {self.of_all(len(cards))} {_agree(len(cards))} it."
        else:
            first = (
                f"No card of the window supports “{label}”, which stands as long as nothing leads it enough."
            )
        rivals = self.rivals()
        parts = [self._side(slug, " on its side" if place == 0 else "") for place, slug in enumerate(rivals)]
        examples = [card for slug in rivals for card in self.supporting(slug)[:1]] or cards
        return [
            *self._sentence(first, cards or self.sides),
            *self._sentence(f"{phrasing.joined(parts)}.", examples),
        ]

    def crossed(self, slugs: Sequence[str]) -> list[DraftSentence]:
        """What the indicators past their thresholds say for these positions."""
        return [
            sentence
            for reading in self.brief.readings
            if reading.crossed and reading.speaks_for in slugs
            for sentence in self._reading(reading)
        ]

    def doubts(self) -> list[DraftSentence]:
        """What is thin in the evidence, as far as it is true."""
        return [
            *self._one_source(),
            *self._few(),
            *self._lone_topics(),
            *self._estimated(),
            *self._no_side(),
            *(
                sentence
                for reading in self.brief.readings
                if not reading.crossed
                for sentence in self._reading(reading)
            ),
        ]

    def _side(self, slug: str, ending: str) -> str:
        number = len(self.supporting(slug))
        has = f"has {number} {'card' if number == 1 else 'cards'}" if number else "has no card"
        return f"“{self.brief.label(slug)}” {has}{ending}"

    def _reading(self, reading: BriefReading) -> list[DraftSentence]:
        if reading.speaks_for not in self.brief.slugs:
            return []
        speaks = f"“{self.brief.label(reading.speaks_for)}”" if reading.crossed else "no position yet"
        counted = [card for card in self.brief.cards if card.id in reading.card_ids]
        stands = f"The indicator {phrasing.clean(reading.name)} stands at {_against_threshold(reading)}"
        return self._sentence(f"{stands}, and so speaks for {speaks}.", counted)

    def _one_source(self) -> Iterator[DraftSentence]:
        source, number = Counter(card.source for card in self.sides).most_common(1)[0]
        if number > FEW and number * LARGE_SHARE > len(self.sides):
            cards = [card for card in self.sides if card.source == source]
            name = phrasing.clean(cards[0].source_name)
            yield from self._sentence(f"A single source, {name}, stands behind {self.of_all(number)}.", cards)

    def _few(self) -> Iterator[DraftSentence]:
        for slug in self.rivals():
            cards = self.supporting(slug)
            if 0 < len(cards) <= FEW:
                support = f"{_agree(len(cards))} “{self.brief.label(slug)}”"
                yield from self._sentence(f"No more than {self.of_all(len(cards))} {support}.", cards)

    def _lone_topics(self) -> Iterator[DraftSentence]:
        on_topic = Counter(topic for card in self.sides for topic in card.topics)
        for topic in sorted(name for name, number in on_topic.items() if number == 1)[:FEW]:
            cards = [card for card in self.sides if topic in card.topics]
            text = f"Of the cards that take a side, a single one is about {self.teller.topic(topic)}."
            yield from self._sentence(text, cards)

    def _estimated(self) -> Iterator[DraftSentence]:
        cards = [card for card in self.sides if card.date_estimated]
        if cards:
            yield from self._sentence(f"The date of {self.of_all(len(cards))} is an estimate.", cards)

    def _no_side(self) -> Iterator[DraftSentence]:
        cards = [card for card in self.brief.cards if not card.stance]
        total = len(self.brief.cards)
        if cards:
            take = "takes" if len(cards) == 1 else "take"
            yield from self._sentence(
                f"{len(cards)} of the {total} cards in the window {take} no side.", cards
            )

    def _sentence(self, text: str, examples: Sequence[BriefCard]) -> list[DraftSentence]:
        cited = [card.id for card in examples[:EXAMPLES]]
        sentence = self.proof.first_sound([text], cited) if cited else None
        return [sentence] if sentence else []


def _agree(number: int) -> str:
    return "supports" if number == 1 else "support"


def _against_threshold(reading: BriefReading) -> str:
    value = _counted(reading.value, reading)
    if reading.value == reading.threshold:
        return f"{value}, exactly its threshold"
    side = "above" if reading.value > reading.threshold else "below"
    return f"{value}, {side} its threshold of {_counted(reading.threshold, reading)}"


def _counted(number: int, reading: BriefReading) -> str:
    return f"{number} {reading.noun_singular if number == 1 else reading.noun_plural}"

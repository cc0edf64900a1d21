"""Cards told as prose: the first sentence of each, attributed, in paragraphs by topic."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

from evidence.models import Card
from questions.drafting import phrasing
from questions.drafting.brief import Brief, BriefCard
from questions.drafting.casing import casing_of
from questions.drafting.choosing import by_topic
from questions.drafting.drafter import DraftSentence
from questions.drafting.proofing import Proof

# A second sentence is told when both together stay this short.
PAIR_LONGEST = 320

Paragraph = tuple[DraftSentence, ...]


class Teller:
    """Tells the cards of one brief; the turn of phrase changes from card to card, in a fixed order."""

    def __init__(self, brief: Brief, proof: Proof) -> None:
        self.brief = brief
        self.proof = proof
        self._turns = count()
        self._casing = casing_of(
            phrasing.clean(f"{card.headline}. {text}")
            for card in brief.cards
            for text in (card.excerpt, card.stored_text)
        )

    def topic(self, name: str) -> str:
        """A topic's name in the middle of a sentence."""
        return self._casing.moved(phrasing.clean(name), default_small=True) or phrasing.clean(name)

    def paragraphs(self, cards: Sequence[BriefCard], opening: str = "") -> list[Paragraph]:
        """Tell these cards, grouped by topic; `opening` leads into the first one."""
        told: list[Paragraph] = []
        for topic, group in by_topic(cards):
            lead = opening if opening and not told else f"On {self.topic(topic)}, " if topic else ""
            sentences: list[DraftSentence] = []
            for card in group:
                sentences += self._card(card, lead)
                lead = "" if sentences else lead
            told += self.proof.paragraphs(sentences)
        return told

    def _card(self, card: BriefCard, lead: str) -> list[DraftSentence]:
        statements = phrasing.statements(card.excerpt)
        turn = next(self._turns)
        for place, statement in enumerate(statements[:3]):
            told = self.proof.first_sound(self._wordings(card, statement, lead, turn), [card.id])
            if told is not None:
                return [told, *self._second(card, statement, statements[place + 1 :])]
        headline = phrasing.clean(card.headline)
        told = self.proof.first_sound(self._wordings(card, headline, lead, turn), [card.id])
        return [told] if told else []

    def _wordings(self, card: BriefCard, statement: str, lead: str, turn: int) -> Iterator[str]:
        source = phrasing.clean(card.source_name)
        if card.origin == Card.Origin.SUMMARY:
            return phrasing.reported(source, statement, lead, turn, self._casing)
        return phrasing.quoted(source, statement, lead, turn, self._casing)

    def _second(self, card: BriefCard, first: str, rest: Sequence[str]) -> list[DraftSentence]:
        if card.origin != Card.Origin.SUMMARY or not rest or len(first) + len(rest[0]) > PAIR_LONGEST:
            return []
        told = self.proof.first_sound([rest[0]], [card.id])
        return [told] if told else []

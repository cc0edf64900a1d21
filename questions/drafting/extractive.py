"""The drafter without network or language model: it groups, orders and quotes what the cards say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions import verdicts
from questions.aliasing import kept_aliases
from questions.drafting.brief import Brief, BriefCard, stanced
from questions.drafting.choosing import in_turn, main_topics
from questions.drafting.counting import Tally
from questions.drafting.drafter import (
    Draft,
    DraftCondition,
    DrafterKind,
    DraftSection,
    DraftTripWire,
    EvidenceTooThin,
    Progress,
    SectionKind,
)
from questions.drafting.phrasing import joined
from questions.drafting.proofing import Proof
from questions.drafting.telling import Paragraph, Teller
from questions.models import Run

OPENING_CARDS = 4
SECTION_CARDS = 5


class Extractive:
    """Composes a take from the cards' own words. The same brief always gives the same draft."""

    name = "extractive"
    version = "2"
    kind: DrafterKind = "extractive"
    description = "Extractive drafter: no language model. It groups, orders and quotes evidence cards."

    def for_run(self, run: Run, clock: Callable[[], datetime]) -> Callable[[Brief, Progress], Draft]:
        """The same for every run, read with the aliases of the day."""
        return partial(self.draft, aliases=kept_aliases())

    def draft(self, brief: Brief, progress: Progress, aliases: Mapping[str, str] | None = None) -> Draft:
        """Draft from five cards that take a side and three sources on. Raises EvidenceTooThin below that."""
        if not brief.evidence.enough:
            raise EvidenceTooThin(too_thin(brief))
        progress(_("Weighing the cards"))
        desk = _Desk(brief, aliases)
        progress(_("Writing the sections"))
        sections = tuple(section for section in desk.sections() if section.paragraphs)
        cited = Draft(brief.verdict, "", sections).card_ids
        return Draft(brief.verdict, desk.answer(cited), sections, tuple(desk.trip_wires(cited)))


class _Desk:
    """One brief being worked on."""

    def __init__(self, brief: Brief, aliases: Mapping[str, str] | None = None) -> None:
        self.brief = brief
        self.proof = Proof(brief, aliases)
        self.teller = Teller(brief, self.proof)
        self.tally = Tally(brief, self.proof, self.teller)
        self.label = brief.label(brief.verdict)

    def sections(self) -> Iterator[DraftSection]:
        cards = self.tally.supporting(self.brief.verdict)
        opening = min(OPENING_CARDS, (len(cards) + 1) // 2)
        yield self._section(
            "answer",
            "The answer",
            self.proof.paragraphs(self.tally.verdict()),
            self.teller.paragraphs(cards[:opening]),
        )
        yield self._section(
            "for",
            f"The case for {self.label}",
            self.teller.paragraphs(cards[opening : opening + SECTION_CARDS]),
            self.proof.paragraphs(self.tally.crossed([self.brief.verdict])),
        )
        yield self._against()
        yield self._section("uncertain", "What is uncertain", self.proof.paragraphs(self.tally.doubts()))

    def _against(self) -> DraftSection:
        rivals = self.tally.rivals()
        chosen = in_turn(*(self.tally.supporting(slug) for slug in rivals))[:SECTION_CARDS]
        paragraphs: list[Paragraph] = []
        for place, slug in enumerate(rivals):
            cards = [card for card in chosen if card.stance == slug]
            paragraphs += self.teller.paragraphs(
                cards, "Against that, " if place == 0 else "In another direction, "
            )
        with_cards = [slug for slug in rivals if self.tally.supporting(slug)]
        heading = f"The case against {self.label}"
        if len(with_cards) == 1:
            heading = f"The case for {self.brief.label(with_cards[0])}"
        return self._section(
            "against", heading, paragraphs, self.proof.paragraphs(self.tally.crossed(rivals))
        )

    def _section(self, kind: SectionKind, heading: str, *paragraphs: Sequence[Paragraph]) -> DraftSection:
        return DraftSection(kind, heading[:160], tuple(each for group in paragraphs for each in group))

    def answer(self, cited: Sequence[int]) -> str:
        """The verdict and how clearly the cards carry it, in one sentence without figures."""
        cards = self.tally.supporting(self.brief.verdict)
        rival = self.tally.rivals()[0] if len(self.brief.slugs) > 1 else None
        other = self.tally.supporting(rival) if rival else []
        claim = (
            f"“{self.label}” is where the evidence points: {_support(cards, other, len(self.tally.sides))}"
        )
        contrast = ""
        if rival and other:
            amount = "fewer" if len(other) < len(cards) else "as many" if len(other) == len(cards) else "more"
            contrast = f", while {amount} support “{self.brief.label(rival)}”"
        topics = (
            [self.teller.topic(topic) for topic in main_topics(cards, 2)] if len(cards) >= len(other) else []
        )
        above_all = f", above all on {joined(topics)}" if topics else ""
        wordings = [
            f"{claim}{above_all}{contrast}.",
            f"{claim}{contrast}.",
            f"{claim}.",
            "The evidence of the window supports this verdict.",
        ]
        return self.proof.first_free(wordings, cited)

    def trip_wires(self, cited: Sequence[int]) -> Iterator[DraftTripWire]:
        """What would move the verdict: so many cards for another position, or one indicator's crossing."""
        brief = self.brief
        rivals = sorted(
            (slug for slug in brief.slugs if slug != brief.verdict), key=lambda slug: brief.missing[slug]
        )
        for slug in rivals:
            number, label = brief.missing[slug], brief.label(slug)
            more = "One more card" if number == 1 else f"{number} more cards"
            wordings = [
                f"{more} for “{label}” would move the verdict there, if nothing new spoke against it.",
                "Enough further cards for this position would move the verdict to it.",
            ]
            condition = DraftCondition("cards", position_slug=slug, at_least=number)
            yield DraftTripWire(slug, self.proof.first_free(wordings, cited), condition)
        yield from self._indicator_wires(cited)

    def _indicator_wires(self, cited: Sequence[int]) -> Iterator[DraftTripWire]:
        brief = self.brief
        crossed = [
            verdicts.CrossedIndicator(each.slug, each.speaks_for) for each in brief.readings if each.crossed
        ]
        for reading in brief.readings:
            extra = verdicts.CrossedIndicator(reading.slug, reading.speaks_for)
            points = verdicts.points(stanced(brief.cards), [*crossed, extra], brief.slugs)
            moved = verdicts.settle(points, brief.slugs, brief.verdict)
            if reading.crossed or moved == brief.verdict:
                continue
            wordings = [
                f"The verdict would move to “{brief.label(moved)}” if {reading.name} crossed its threshold.",
                "If a further indicator crossed its threshold, the verdict would move to this position.",
            ]
            condition = DraftCondition("indicator_crosses", indicator_slug=reading.slug)
            yield DraftTripWire(moved, self.proof.first_free(wordings, cited), condition)


def _support(cards: Sequence[BriefCard], other: Sequence[BriefCard], total: int) -> str:
    if 2 * len(cards) > total:
        return "most of the cards that take a side support it"
    if len(cards) > len(other):
        return "more cards support it than any other position"
    return "no other position leads it by enough to take its place"


def too_thin(brief: Brief) -> str:
    """Why there is no verdict to be had from so little, with the counts."""
    evidence = brief.evidence
    cards = ngettext("%(n)d card that takes a side", "%(n)d cards that take a side", evidence.cards) % {
        "n": evidence.cards
    }
    sources = ngettext("%(n)d source", "%(n)d sources", evidence.sources) % {"n": evidence.sources}
    return _(
        "The window from %(first)s to %(last)s holds %(cards)s, from %(sources)s. "
        "A verdict needs at least %(enough)d cards from %(enough_sources)d sources."
    ) % {
        "first": date_format(brief.first, "j F Y"),
        "last": date_format(brief.last, "j F Y"),
        "cards": cards,
        "sources": sources,
        "enough": verdicts.ENOUGH_CARDS,
        "enough_sources": verdicts.ENOUGH_SOURCES,
    }

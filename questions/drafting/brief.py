"""What a drafter is given: the evidence of the window, what was counted in it, and the take that stands."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch

from evidence.models import Card, CardTopic
from questions import verdicts
from questions.audit.shapes import LedgerEntry
from questions.bearing import Window, evidence_for
from questions.drafting.ledger import ledger, to_json
from questions.measuring import IndicatorReading, read_indicators, topic_rule
from questions.models import Position, Question, Stance, Take


@dataclass(frozen=True, slots=True)
class BriefPosition:
    """A position on offer, in the scale's order."""

    slug: str
    label: str


@dataclass(frozen=True, slots=True)
class BriefCard:
    """A published card of the window: its source text and what editors judged of it; no commentary."""

    id: int
    ref: str
    headline: str
    excerpt: str
    stored_text: str
    origin: str
    source: str
    source_name: str
    published_on: date
    date_estimated: bool
    stance: str | None
    topics: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BriefReading:
    """An indicator on the window's last day, and which of the brief's cards it counts."""

    slug: str
    name: str
    noun_singular: str
    noun_plural: str
    window_days: int
    value: int
    threshold: int
    comparison: str
    crossed: bool
    speaks_for: str
    why: str
    card_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PreviousTake:
    """The version that stands."""

    number: int
    verdict: str
    answer: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a draft may rest on; what is not in here may not be cited.

    `points` are the verdict rule's points by position, `verdict` what the rule makes of them (empty without a
    scale), `missing` the further points by position that would move it.
    """

    question: str
    scale: tuple[BriefPosition, ...]
    standing: str | None
    first: date
    last: date
    cards: tuple[BriefCard, ...]
    readings: tuple[BriefReading, ...]
    ledger: tuple[LedgerEntry, ...]
    points: dict[str, int]
    verdict: str
    missing: dict[str, int]
    previous: PreviousTake | None

    @property
    def slugs(self) -> tuple[str, ...]:
        """The scale as the verdict rule takes it."""
        return tuple(position.slug for position in self.scale)

    @property
    def evidence(self) -> verdicts.Evidence:
        """How much there is to go by."""
        return verdicts.weigh(stanced(self.cards), self.slugs)

    def label(self, slug: str) -> str:
        """The label of a position of this scale."""
        return next(position.label for position in self.scale if position.slug == slug)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values; days as ISO 8601."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), default=date.isoformat))
        return plain | {"ledger": to_json(self.ledger)}

    @property
    def input_hash(self) -> str:
        """The sha256 of the canonical JSON: the same brief has the same hash."""
        canonical = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(canonical.encode("utf-8", "surrogatepass")).hexdigest()


def stanced(cards: Sequence[BriefCard]) -> list[verdicts.StancedCard]:
    """The cards that take a side, as the verdict rule takes them."""
    return [
        verdicts.StancedCard(card.id, card.stance, card.source, card.published_on)
        for card in cards
        if card.stance
    ]


def compose_brief(
    *,
    question: str,
    scale: Sequence[BriefPosition],
    window: Window,
    cards: Sequence[BriefCard],
    readings: Sequence[BriefReading],
    previous: PreviousTake | None,
) -> Brief:
    """Apply the verdict rule and the ledger to what was gathered."""
    slugs = [position.slug for position in scale]
    standing = previous.verdict if previous and previous.verdict in slugs else None
    crossed = [
        verdicts.CrossedIndicator(reading.slug, reading.speaks_for) for reading in readings if reading.crossed
    ]
    points = verdicts.points(stanced(cards), crossed, slugs)
    verdict = verdicts.settle(points, slugs, standing) if slugs else ""
    missing = {slug: verdicts.points_missing(points, slugs, verdict, slug) for slug in slugs}
    return Brief(
        question=question,
        scale=tuple(scale),
        standing=standing,
        first=window.first,
        last=window.last,
        cards=tuple(cards),
        readings=tuple(readings),
        ledger=ledger(cards, scale, readings, missing),
        points=points,
        verdict=verdict,
        missing=missing,
        previous=previous,
    )


def build_brief(question: Question, window: Window, now: datetime) -> Brief:
    """Gather a question's brief: seven queries, and one more for each indicator."""
    positions = list(Position.objects.on_offer().filter(question=question))
    scale = [BriefPosition(position.slug, position.label) for position in positions]
    slugs = {position.slug for position in positions}
    found = _cards(question, window)
    readings = read_indicators(question, window.last, now=now)
    standing = Take.objects.standing().filter(question=question).select_related("verdict").first()
    return compose_brief(
        question=question.title,
        scale=scale,
        window=window,
        cards=[_brief_card(card, slugs) for card in found],
        readings=[_brief_reading(reading, found) for reading in readings],
        previous=_previous(standing),
    )


def _cards(question: Question, window: Window) -> list[Card]:
    cards = (
        evidence_for(question, window)
        .with_source()
        .prefetch_related(
            Prefetch("stances", Stance.objects.filter(question=question).select_related("position")),
            Prefetch(
                "card_topics",
                CardTopic.objects.filter(excluded=False).select_related("topic").order_by("topic__name"),
            ),
        )
        .order_by("-published_on", "-pk")
    )
    return list(cards)


def _brief_card(card: Card, slugs: set[str]) -> BriefCard:
    sides = [stance.position.slug for stance in card.stances.all()]
    return BriefCard(
        id=card.pk,
        ref=card.ref or "",
        headline=card.headline,
        excerpt=card.excerpt,
        stored_text=card.stored_text,
        origin=card.excerpt_origin,
        source=card.source.slug,
        source_name=card.source.name,
        published_on=card.published_on,
        date_estimated=card.date_estimated,
        stance=next((side for side in sides if side in slugs), None),
        topics=tuple(row.topic.name for row in card.card_topics.all()),
    )


def _brief_reading(reading: IndicatorReading, cards: Sequence[Card]) -> BriefReading:
    indicator = reading.indicator
    rule = topic_rule(indicator)
    counted = []
    for card in cards:
        on = {row.topic_id for row in card.card_topics.all()}
        asked = bool(rule.any or rule.all)
        if asked and (not rule.any or on & set(rule.any)) and on >= set(rule.all) and not on & set(rule.none):
            counted.append(card.pk)
    return BriefReading(
        slug=indicator.slug,
        name=indicator.name,
        noun_singular=indicator.noun_singular,
        noun_plural=indicator.noun_plural,
        window_days=indicator.window_days,
        value=reading.value,
        threshold=indicator.threshold,
        comparison=indicator.comparison,
        crossed=reading.crossed,
        speaks_for=indicator.speaks_for.slug,
        why=indicator.why,
        card_ids=tuple(counted),
    )


def _previous(take: Take | None) -> PreviousTake | None:
    if take is None or take.number is None or take.verdict is None:
        return None
    return PreviousTake(take.number, take.verdict.slug, take.answer)

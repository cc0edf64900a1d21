"""Cards that bear on a question, with the stance that someone judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, FilteredRelation, Q, Value, Window
from django.db.models.functions import Coalesce

from evidence.models.card import CardQuerySet
from questions.models import Question

TOP = 8


@dataclass(frozen=True, slots=True)
class EvidenceShape:
    """One card in a list; `text` is our commentary or else the excerpt.

    `stance` is a position's label, empty where nobody judged.
    """

    ref: str
    path: str
    headline: str
    text: str
    source_name: str
    source_path: str
    published_on: date
    date_estimated: bool
    stance: str
    with_verdict: bool


def with_stance(cards: CardQuerySet, question: Question) -> CardQuerySet:
    """The cards with source and stance on this question, in the order of the newest first."""
    judged: CardQuerySet = cards.with_source().annotate(
        judged=FilteredRelation("stances", condition=Q(stances__question=question.pk)),
        stance_slug=Coalesce(F("judged__position__slug"), Value("")),
        stance_label=Coalesce(F("judged__position__label"), Value("")),
    )
    return judged.order_by("-published_on", "-pk")


def evidence_shape(card: Any, verdict_slug: str) -> EvidenceShape:
    """Shape a card that `with_stance` brought."""
    return EvidenceShape(
        ref=card.ref or "",
        path=card.path or "",
        headline=card.headline,
        text=card.commentary or card.excerpt,
        source_name=card.source.name,
        source_path=card.source.path,
        published_on=card.published_on,
        date_estimated=card.date_estimated,
        stance=card.stance_label,
        with_verdict=bool(verdict_slug) and card.stance_slug == verdict_slug,
    )


def top_evidence(
    cards: CardQuerySet, question: Question, *, cited: Sequence[int], verdict_slug: str
) -> tuple[tuple[EvidenceShape, ...], int]:
    """The cards that weigh most, and how many there are: cited ones first, then judged ones, then by date."""
    rows = list(
        with_stance(cards, question)
        .annotate(cited_here=Q(pk__in=cited), unjudged=Q(stance_slug=""), number=Window(Count("pk")))
        .order_by("-cited_here", "unjudged", "-published_on", "-pk")[:TOP]
    )
    return tuple(evidence_shape(card, verdict_slug) for card in rows), rows[0].number if rows else 0

"""Which cards bear on a question; the one answer that brief, audit, page, API and counts share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from evidence.models import Card, CardTopic
from evidence.models.card import CardQuerySet
from questions.models import Exclusion, Question, Stance


@dataclass(frozen=True, slots=True)
class Window:
    """A run of days, the first and the last included."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def window_ending(last: date, days: int) -> Window:
    """The window of `days` days whose last day is `last`."""
    return Window(last - timedelta(days=days - 1), last)


def window_of(question: Question, day: date) -> Window:
    """The question's evidence window as of `day`; it never runs past *evidence until*."""
    last = min(day, question.evidence_until) if question.evidence_until else day
    return window_ending(last, question.window_days)


def evidence_for(question: Question, window: Window) -> CardQuerySet:
    """Published cards of the window with one of the question's topics or a stance on it, less those excluded."""
    on_topic = CardTopic.objects.filter(card=OuterRef("pk"), excluded=False, topic__questions=question.pk)
    judged = Stance.objects.filter(card=OuterRef("pk"), question=question.pk)
    shut_out = Exclusion.objects.filter(card=OuterRef("pk"), question=question.pk)
    cards: CardQuerySet = Card.objects.published()
    return cards.filter(
        Exists(on_topic) | Exists(judged),
        ~Exists(shut_out),
        published_on__range=(window.first, window.last),
    )

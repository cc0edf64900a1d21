"""How many published cards on given topics lie in a window."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from django.db.models import Count, Exists, OuterRef

from evidence.models import Card, CardTopic
from evidence.models.card import CardQuerySet


@dataclass(frozen=True, slots=True)
class TopicRule:
    """Ids of topics: a card counts that has one of `any`, each of `all` and none of `none`."""

    any: tuple[int, ...] = ()
    all: tuple[int, ...] = ()
    none: tuple[int, ...] = ()


def cards_counted(rule: TopicRule, first: date, last: date) -> CardQuerySet:
    """Published cards dated from `first` to `last`, both included, that the rule counts.

    A topic that an editor excluded from a card does not count. A rule that asks for no topic counts nothing.
    """
    if not rule.any and not rule.all:
        return Card.objects.none()
    cards = Card.objects.published().filter(published_on__range=(first, last))
    if rule.any:
        cards = cards.filter(_on_any(rule.any))
    for topic in dict.fromkeys(rule.all):
        cards = cards.filter(_on_any((topic,)))
    if rule.none:
        cards = cards.filter(~_on_any(rule.none))
    return cards


def count_cards(rule: TopicRule, first: date, last: date) -> int:
    """How many cards the rule counts from `first` to `last`, both included."""
    return cards_counted(rule, first, last).count()


def window_counts(rule: TopicRule, *, first: date, last: date, window_days: int) -> dict[date, int]:
    """For each day from `first` to `last`, the count of the `window_days` days up to it. One query."""
    start = first - timedelta(days=window_days - 1)
    of_day: dict[date, int] = dict(
        cards_counted(rule, start, last)
        .order_by("published_on")
        .values_list("published_on")
        .annotate(number=Count("pk"))
    )
    days = [start + timedelta(days=offset) for offset in range((last - start).days + 1)]
    totals = [0, *accumulate(of_day.get(day, 0) for day in days)]
    return {
        day: totals[end] - totals[end - window_days]
        for end, day in enumerate(days, start=1)
        if end >= window_days
    }


def _on_any(topics: tuple[int, ...]) -> Exists:
    rows = CardTopic.objects.filter(card=OuterRef("pk"), topic__in=topics, excluded=False)
    return Exists(rows)

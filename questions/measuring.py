"""Reading indicators: live for a draft, stored after a day ended, rebuilt when the evidence changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from evidence.changing import record_change
from evidence.counting import TopicRule, count_cards, window_counts
from evidence.models import Change
from questions.bearing import window_ending
from questions.models import Indicator, IndicatorTopic, Question, Reading

HISTORY_DAYS = 365


@dataclass(frozen=True, slots=True)
class IndicatorReading:
    """An indicator's value on a day; provisional while the day has not ended."""

    indicator: Indicator
    value: int
    day: date
    crossed: bool
    provisional: bool


def topic_rule(indicator: Indicator) -> TopicRule:
    """What the indicator counts, as ids of topics. Reads `indicator_topics`, which lists prefetch."""
    by_mode: dict[str, list[int]] = {mode: [] for mode in IndicatorTopic.Mode.values}
    for row in indicator.indicator_topics.all():
        by_mode[row.mode].append(row.topic_id)
    return TopicRule(
        any=tuple(by_mode[IndicatorTopic.Mode.ANY]),
        all=tuple(by_mode[IndicatorTopic.Mode.ALL]),
        none=tuple(by_mode[IndicatorTopic.Mode.NONE]),
    )


def last_day(question: Question, day: date) -> date:
    """The day that windows end on when asked for `day`."""
    return min(day, question.evidence_until) if question.evidence_until else day


def read_indicators(question: Question, day: date, *, now: datetime) -> list[IndicatorReading]:
    """Count each indicator in use for the window that ends on `day`; nothing is stored."""
    last = last_day(question, day)
    readings = []
    for indicator in _indicators(question):
        window = window_ending(last, indicator.window_days)
        value = count_cards(topic_rule(indicator), window.first, window.last)
        readings.append(
            IndicatorReading(
                indicator, value, last, indicator.crossed_at(value), provisional=last >= _today(now)
            )
        )
    return readings


@transaction.atomic
def record_readings(*, question: Question, day: date, now: datetime) -> list[Reading]:
    """Store the readings of one day and tell where a threshold was crossed since the stored day before.

    A day that has ended is final; today is provisional and is written over. Doing it twice changes nothing.
    """
    stored = []
    for fresh in read_indicators(question, day, now=now):
        before = (
            Reading.objects.filter(indicator=fresh.indicator, day__lt=fresh.day, provisional=False)
            .order_by("-day")
            .first()
        )
        known = Reading.objects.filter(indicator=fresh.indicator, day=fresh.day, provisional=False).exists()
        reading, _ = Reading.objects.update_or_create(
            indicator=fresh.indicator,
            day=fresh.day,
            defaults={"value": fresh.value, "provisional": fresh.provisional, "counted_at": now},
        )
        stored.append(reading)
        newly_final = not known and not fresh.provisional
        if newly_final and before is not None and fresh.crossed != fresh.indicator.crossed_at(before.value):
            _tell_crossing(question, fresh, now)
    return stored


@transaction.atomic
def rebuild_readings(*, question: Question, now: datetime) -> int:
    """Recount the stored history from the cards, day by day; returns how many readings were written.

    Reaches back to *coverage since*, or a year where the question does not say, and ends yesterday or at
    *evidence until*. Tells no crossings: what is rebuilt is not news.
    """
    last = last_day(question, _today(now) - timedelta(days=1))
    first = question.coverage_since or last - timedelta(days=HISTORY_DAYS - 1)
    if first > last:
        return 0
    rows: list[Reading] = []
    for indicator in _indicators(question):
        counts: Mapping[date, int] = window_counts(
            topic_rule(indicator), first=first, last=last, window_days=indicator.window_days
        )
        rows.extend(
            Reading(indicator=indicator, day=day, value=value, provisional=False, counted_at=now)
            for day, value in counts.items()
        )
    Reading.objects.filter(indicator__question=question).delete()
    Reading.objects.bulk_create(rows, batch_size=2000)
    return len(rows)


def record_all_readings(*, day: date, now: datetime, questions: Iterable[Question]) -> int:
    """Store one day's readings of many questions, each in a transaction of its own."""
    return sum(len(record_readings(question=question, day=day, now=now)) for question in questions)


def _indicators(question: Question) -> Iterable[Indicator]:
    return (
        Indicator.objects.in_use()
        .filter(question=question)
        .select_related("speaks_for")
        .prefetch_related("indicator_topics")
    )


def _today(now: datetime) -> date:
    return now.astimezone(UTC).date()


def _tell_crossing(question: Question, fresh: IndicatorReading, now: datetime) -> None:
    if not question.live:
        return
    record_change(
        kind=Change.Kind.INDICATOR_CROSSED,
        subject=question.urn,
        payload={
            "question": question.slug,
            "indicator": fresh.indicator.slug,
            "day": fresh.day.isoformat(),
            "value": fresh.value,
            "threshold": fresh.indicator.threshold,
            "crossed": fresh.crossed,
        },
        now=now,
    )

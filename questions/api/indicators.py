"""Indicators and their readings over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Prefetch, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import ReadView
from evidence.api.listing import ListView
from evidence.api.paging import Key, Order, Page, orders
from evidence.api.parameters import Day
from evidence.api.problems import NOT_FOUND
from evidence.api.records import Address, stamp
from evidence.models import Topic
from questions.api.entries import named
from questions.api.finding import question_at
from questions.api.records import (
    CountedTopicsRecord,
    IndicatorDetailEntry,
    IndicatorEntry,
    ReadingEntry,
)
from questions.models import Indicator, IndicatorTopic, Question, Reading

_TOPICS = Prefetch(
    "indicator_topics",
    queryset=IndicatorTopic.objects.prefetch_related(
        Prefetch("topic", queryset=Topic.objects.defer("rule_query"))
    ),
)


class IndicatorList(ListView):
    """A question's indicators in the editors' order, retired ones last, each with its newest reading."""

    operation, tag, filename = "listIndicators", "Indicators", "indicators"
    record = IndicatorEntry
    problems = (NOT_FOUND,)
    paged: ClassVar[bool] = False

    def page(self, values: Mapping[str, Any]) -> Page:
        """All of them."""
        question = question_at(slug=self.kwargs["slug"])
        return Page(list(_indicators_of(question).order_by("retired", "order", "pk")), None)

    def records(self, rows: Sequence[Indicator], values: Mapping[str, Any]) -> list[IndicatorEntry]:
        """One entry an indicator."""
        return _entries(rows, self.kwargs["slug"], self.site)


class IndicatorDetail(ReadView):
    """An indicator by its slug."""

    operation, tag = "readIndicator", "Indicators"
    record = IndicatorDetailEntry
    problems = (NOT_FOUND,)

    def get(self, request: Request, slug: str, indicator: str) -> Response:
        """Find the indicator among the question's."""
        values = self.read()
        found = _indicator_at(slug, indicator)
        (entry,) = _entries([found], slug, self.site)
        return self.answer({**entry, "licence": self.terms()}, values["fields"])


class ReadingList(ListView):
    """An indicator's readings day by day, newest first."""

    operation, tag, filename = "listReadings", "Indicators", "readings"
    record = ReadingEntry
    orders = orders(Order("day", (Key("day", "day"),)))
    default_order: ClassVar[str] = "-day"
    problems = (NOT_FOUND,)
    parameters = (Day("from", "This day or later."), Day("until", "This day or earlier."))

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """Stored readings between two days."""
        self._indicator = _indicator_at(self.kwargs["slug"], self.kwargs["indicator"])
        readings = Reading.objects.filter(indicator=self._indicator)
        if values["from"] is not None:
            readings = readings.filter(day__gte=values["from"])
        if values["until"] is not None:
            readings = readings.filter(day__lte=values["until"])
        return readings

    def records(self, rows: Sequence[Reading], values: Mapping[str, Any]) -> list[ReadingEntry]:
        """One entry a day."""
        return [_reading(self._indicator, reading) for reading in rows]


def _indicators_of(question: Question) -> QuerySet:
    indicators: QuerySet = Indicator.objects.filter(question=question.pk)
    return indicators.select_related("speaks_for").prefetch_related(_TOPICS)


def _indicator_at(slug: str, indicator: str) -> Indicator:
    found: Indicator | None = _indicators_of(question_at(slug=slug)).filter(slug=indicator).first()
    if found is None:
        raise Http404
    return found


def _entries(indicators: Sequence[Indicator], slug: str, site: Address) -> list[IndicatorEntry]:
    ids = [indicator.pk for indicator in indicators]
    newest = Reading.objects.filter(indicator__in=ids).order_by("indicator_id", "-day")
    latest = {reading.indicator_id: reading for reading in newest.distinct("indicator_id")}
    return [_entry(indicator, latest.get(indicator.pk), slug, site) for indicator in indicators]


def _entry(indicator: Indicator, latest: Reading | None, slug: str, site: Address) -> IndicatorEntry:
    counted: CountedTopicsRecord = {"any": [], "all": [], "none": []}
    for row in indicator.indicator_topics.all():
        counted[row.mode].append(row.topic.slug)  # type: ignore[literal-required]
    return {
        "slug": indicator.slug,
        "name": indicator.name,
        "noun_singular": indicator.noun_singular,
        "noun_plural": indicator.noun_plural,
        "window_days": indicator.window_days,
        "threshold": indicator.threshold,
        "comparison": "above" if indicator.comparison == Indicator.Comparison.ABOVE else "below",
        "speaks_for": named(indicator.speaks_for),
        "why": indicator.why,
        "topics": counted,
        "retired": indicator.retired,
        "latest": _reading(indicator, latest) if latest else None,
        "url": site(f"/questions/{slug}/indicators/{indicator.slug}/"),
    }


def _reading(indicator: Indicator, reading: Reading) -> ReadingEntry:
    return {
        "day": reading.day.isoformat(),
        "value": reading.value,
        "crossed": indicator.crossed_at(reading.value),
        "provisional": reading.provisional,
        "counted_at": stamp(reading.counted_at),
    }

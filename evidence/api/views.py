"""Briefings, topics, sources and the change feed over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, ClassVar

from django.db.models import Count, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import FRESH, ReadView
from evidence.api.cards import for_entries, public_sources
from evidence.api.describing import Schema
from evidence.api.listing import ListView
from evidence.api.paging import Key, Order, Page, cursor_of, orders, write_cursor
from evidence.api.parameters import Choice, Day
from evidence.api.problems import NOT_FOUND
from evidence.api.records import (
    BriefingDetailEntry,
    BriefingEntry,
    ChangeEntry,
    SourceDetailEntry,
    SourceEntry,
    TopicDetailEntry,
    TopicEntry,
    briefing_entry,
    card_entry,
    change_entry,
    source_entry,
    topic_entry,
)
from evidence.models import Briefing, Card, Change, Source, Topic

_BY_SLUG = orders(Order("slug", (Key("slug", "text"),)))


class BriefingList(ListView):
    """Published briefings, newest day first."""

    operation, tag, filename = "listBriefings", "Evidence", "briefings"
    record = BriefingEntry
    orders = orders(Order("day", (Key("day", "day"),)))
    default_order: ClassVar[str] = "-day"
    parameters = (Day("from", "This day or later."), Day("until", "This day or earlier."))

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """Published briefings between two days."""
        briefings: QuerySet = Briefing.objects.published()
        if values["from"] is not None:
            briefings = briefings.filter(day__gte=values["from"])
        if values["until"] is not None:
            briefings = briefings.filter(day__lte=values["until"])
        return briefings

    def records(self, rows: Sequence[Briefing], values: Mapping[str, Any]) -> list[BriefingEntry]:
        """One entry a briefing; the cards are counted for the page, not for the list."""
        public = Card.objects.public().filter(ref_day__in=[briefing.day for briefing in rows])
        counts = dict(public.order_by("ref_day").values_list("ref_day").annotate(number=Count("pk")))
        return [briefing_entry(briefing, counts.get(briefing.day, 0), self.site) for briefing in rows]


class BriefingDetail(ReadView):
    """A day's briefing with its cards in order, withdrawn ones as tombstones."""

    operation, tag = "readBriefing", "Evidence"
    record = BriefingDetailEntry
    problems = (NOT_FOUND,)

    def get(self, request: Request, day: str) -> Response:
        """Find the briefing by its day."""
        values = self.read()
        briefing = get_object_or_404(Briefing.objects.published(), day=_day_of(day))
        cards = for_entries(Card.objects.public().filter(ref_day=briefing.day)).order_by("ref_number")
        entries = [card_entry(card, self.site) for card in cards]
        record = {**briefing_entry(briefing, 0, self.site), "cards": entries, "licence": self.terms()}
        return self.answer(record, values["fields"])


class TopicList(ListView):
    """Topics."""

    operation, tag, filename = "listTopics", "Evidence", "topics"
    record = TopicEntry
    orders = _BY_SLUG
    default_order: ClassVar[str] = "slug"

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """All topics."""
        return Topic.objects.defer("rule_query")

    def records(self, rows: Sequence[Topic], values: Mapping[str, Any]) -> list[TopicEntry]:
        """One entry a topic."""
        return [topic_entry(topic, self.site) for topic in rows]


class TopicDetail(ReadView):
    """A topic. Its cards: `/api/v1/cards/?topic=<slug>`."""

    operation, tag = "readTopic", "Evidence"
    record = TopicDetailEntry
    problems = (NOT_FOUND,)

    def get(self, request: Request, slug: str) -> Response:
        """Find the topic by its slug."""
        values = self.read()
        topic = get_object_or_404(Topic.objects.defer("rule_query"), slug=slug)
        return self.answer({**topic_entry(topic, self.site), "licence": self.terms()}, values["fields"])


class SourceList(ListView):
    """Sources."""

    operation, tag, filename = "listSources", "Evidence", "sources"
    record = SourceEntry
    orders = _BY_SLUG
    default_order: ClassVar[str] = "slug"
    parameters = (Choice("kind", "Sources of this kind.", options=tuple(Source.Kind.values)),)

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """Sources of published cards, of one kind if asked."""
        sources = public_sources()
        return sources if values["kind"] is None else sources.filter(kind=values["kind"])

    def records(self, rows: Sequence[Source], values: Mapping[str, Any]) -> list[SourceEntry]:
        """One entry a source."""
        return [source_entry(source, self.site) for source in rows]


class SourceDetail(ReadView):
    """A source. Its cards: `/api/v1/cards/?source=<slug>`."""

    operation, tag = "readSource", "Evidence"
    record = SourceDetailEntry
    problems = (NOT_FOUND,)

    def get(self, request: Request, slug: str) -> Response:
        """Find the source by its slug."""
        values = self.read()
        source = get_object_or_404(public_sources(), slug=slug)
        return self.answer({**source_entry(source, self.site), "licence": self.terms()}, values["fields"])


class ChangeList(ListView):
    """What happened in public, oldest first, tombstones included: the feed to mirror by.

    `next_cursor` is always given. Keep it, and ask with it again later: no entry is skipped or told twice.
    """

    operation, tag, filename = "listChanges", "Changes", "changes"
    record = ChangeEntry
    orders: ClassVar[Mapping[str, Order]] = {"id": Order("id", (Key("pk", "int"),))}
    default_order: ClassVar[str] = "id"
    cache_control = FRESH
    parameters = (Choice("kind", "Entries of this kind.", options=tuple(Change.Kind.values)),)

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """Entries, of one kind if asked."""
        changes = Change.objects.all()
        return changes if values["kind"] is None else changes.filter(kind=values["kind"])

    def records(self, rows: Sequence[Change], values: Mapping[str, Any]) -> list[ChangeEntry]:
        """One entry a change."""
        return [change_entry(change) for change in rows]

    def next_schema(self) -> Schema:
        """A mirror always has a place to go on from."""
        return {"type": "string"}

    def page(self, values: Mapping[str, Any]) -> Page:
        """The page, with the place after its last entry even where nothing follows yet."""
        page = super().page(values)
        order = self.orders["id"]
        if page.rows:
            return Page(page.rows, cursor_of(order, page.rows[-1]))
        return Page(page.rows, values["cursor"] or write_cursor(["id", 0]))


def _day_of(text: str) -> date:
    """A day in its one spelling, or 404."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if day.isoformat() != text:
        raise Http404
    return day

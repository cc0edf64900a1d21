"""What each public page of evidence shows. What is not public is Http404, like what does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from django.db.models import Count, Max, Min, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from evidence.citing import CitingShape, places_citing
from evidence.models import Briefing, Card, Source, Topic
from evidence.models.card import CardQuerySet
from evidence.paging import PageShape, page_of
from evidence.refs import NotARef, parse_ref
from evidence.shapes import (
    BriefingShape,
    CardShape,
    SourceShape,
    TopicShape,
    briefing_shape,
    card_shapes,
    source_shape,
    topic_shape,
)

Subject = TypeVar("Subject")

_PUBLISHED = Q(cards__state=Card.State.PUBLISHED)
_ON_TOPIC = Q(card_topics__excluded=False, card_topics__card__state=Card.State.PUBLISHED)


@dataclass(frozen=True, slots=True)
class BriefingReading:
    """A day's briefing and the published days around it."""

    briefing: BriefingShape
    earlier: date | None
    later: date | None


@dataclass(frozen=True, slots=True)
class CardReading:
    """A card, the day of its last edit after it was public, and the public places that cite it."""

    card: CardShape
    edited_at: datetime | None
    cited_in: tuple[CitingShape, ...]


@dataclass(frozen=True, slots=True)
class CardsReading(Generic[Subject]):
    """A topic or source with a page of its cards."""

    of: Subject
    page: PageShape[CardShape]


def briefings_page(number: str | None) -> PageShape[BriefingShape]:
    """Published briefings with the number of their cards, newest first."""
    return page_of(Briefing.objects.published().order_by("-day"), number, _counted)


def newest_briefings(number: int) -> list[BriefingShape]:
    """The newest published briefings, with their published cards. Four queries, however many there are."""
    days = list(Briefing.objects.published().order_by("-day")[:number])
    cards = Card.objects.published().filter(ref_day__in=[briefing.day for briefing in days])
    by_day: dict[date, list[CardShape]] = {briefing.day: [] for briefing in days}
    for card in card_shapes(cards.in_order()):
        by_day[card.briefing_day].append(card)
    return [briefing_shape(day, len(by_day[day.day]), by_day[day.day]) for day in days]


def briefing_page(day: str) -> BriefingReading:
    """The briefing of an ISO date with every card that has an address there, withdrawn ones included."""
    published = Briefing.objects.published()
    briefing = get_object_or_404(published, day=_date_of(day))
    cards = card_shapes(Card.objects.public().filter(ref_day=briefing.day).in_order())
    around = published.aggregate(
        earlier=Max("day", filter=Q(day__lt=briefing.day)),
        later=Min("day", filter=Q(day__gt=briefing.day)),
    )
    return BriefingReading(briefing_shape(briefing, len(cards), cards), **around)


def card_page(slug: str) -> CardReading:
    """The card of a slug such as `2026-04-14-0`."""
    try:
        ref = parse_ref(slug)
    except NotARef as error:
        raise Http404(slug) from error
    cards = card_shapes(Card.objects.public().filter(ref_day=ref.day, ref_number=ref.number))
    if not cards or ref.slug != slug:
        raise Http404(slug)
    card = cards[0]
    last = Card.objects.filter(pk=card.id).aggregate(at=Max("edits__at"))
    return CardReading(card, last["at"], places_citing([card.id])[card.id])


def all_topics() -> list[TopicShape]:
    """Every topic with the number of its published cards."""
    counted = Topic.objects.annotate(number=Count("card_topics", filter=_ON_TOPIC)).order_by("name")
    return [topic_shape(topic, topic.number) for topic in counted]


def topic_page(slug: str, number: str | None) -> CardsReading[TopicShape]:
    """A topic and its published cards."""
    topic = get_object_or_404(Topic, slug=slug)
    cards = Card.objects.published().filter(card_topics__topic=topic, card_topics__excluded=False)
    page = page_of(_newest_first(cards), number, card_shapes)
    return CardsReading(topic_shape(topic, page.total), page)


def all_sources() -> list[SourceShape]:
    """Every source of a published card, with their number; one that only waits in the inbox is not named."""
    counted = Source.objects.annotate(number=Count("cards", filter=_PUBLISHED)).filter(number__gt=0)
    return [source_shape(source, source.number) for source in counted.order_by("name")]


def source_page(slug: str, number: str | None) -> CardsReading[SourceShape]:
    """A source and its published cards; without one there is no page."""
    source = get_object_or_404(Source, slug=slug)
    page = page_of(_newest_first(Card.objects.published().filter(source=source)), number, card_shapes)
    if not page.total:
        raise Http404(slug)
    return CardsReading(source_shape(source, page.total), page)


def _newest_first(cards: CardQuerySet) -> CardQuerySet:
    return cards.order_by("-published_on", "-pk")


def _counted(briefings: QuerySet[Briefing]) -> list[BriefingShape]:
    days = list(briefings)
    public = Card.objects.public().filter(ref_day__in=[briefing.day for briefing in days])
    counts = dict(public.order_by("ref_day").values_list("ref_day").annotate(number=Count("pk")))
    return [briefing_shape(briefing, counts.get(briefing.day, 0)) for briefing in days]


def _date_of(text: str) -> date:
    """A date in its one spelling, `2026-04-14`."""
    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise Http404(text) from error
    if day.isoformat() != text:
        raise Http404(text)
    return day

"""Cards over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import ReadView
from evidence.api.listing import ListView
from evidence.api.paging import Key, Order, orders
from evidence.api.parameters import Choice, Day, Known, Parameter, Text
from evidence.api.problems import CARD_WITHDRAWN, NOT_FOUND, Problem
from evidence.api.records import CardDetailEntry, CardEntry, card_entry, moment
from evidence.models import Card, CardTopic, Source, Topic
from evidence.models.card import CardQuerySet
from evidence.refs import NotARef, parse_ref
from evidence.searching import search_cards

CARD_ORDERS = orders(
    Order("ref", (Key("ref_day", "day"), Key("ref_number", "int"))),
    Order("published_on", (Key("published_on", "day"), Key("pk", "int"))),
)


def public_sources() -> QuerySet:
    """Sources of published cards: one whose cards only wait in the inbox is not named."""
    return Source.objects.filter(Exists(Card.objects.published().filter(source=OuterRef("pk"))))


CARD_FILTERS: tuple[Parameter, ...] = (
    Text("q", "Words to search for in headline, excerpt and commentary."),
    Known("topic", "Cards on this topic.", kind="topic", among=Topic.objects.all),
    Known("source", "Cards of this source.", kind="source", among=public_sources),
    Day("from", "Cards dated this day or later."),
    Day("until", "Cards dated this day or earlier."),
)
_CONTENT = ("q", "topic", "source", "from", "until")


def for_entries(cards: CardQuerySet) -> CardQuerySet:
    """With everything that `card_entry` reads, in three queries whatever the number of cards."""
    shown = CardTopic.objects.filter(excluded=False).select_related("topic").order_by("topic__name")
    return (
        cards.select_related("source")
        .defer("fts", "stored_text")
        .prefetch_related("links", Prefetch("card_topics", queryset=shown, to_attr="shown_topics"))
    )


def filtered(cards: CardQuerySet, values: Mapping[str, Any]) -> CardQuerySet:
    """What the filters leave. They see what a card says, so none of them finds a withdrawn one."""
    if any(values[name] is not None for name in _CONTENT):
        cards = cards.filter(state=Card.State.PUBLISHED)
    if values["q"] is not None:
        cards = search_cards(cards, values["q"])
    if values["topic"] is not None:
        on_it = CardTopic.objects.filter(card=OuterRef("pk"), topic__slug=values["topic"], excluded=False)
        cards = cards.filter(Exists(on_it))
    if values["source"] is not None:
        cards = cards.filter(source__slug=values["source"])
    if values["from"] is not None:
        cards = cards.filter(published_on__gte=values["from"])
    if values["until"] is not None:
        cards = cards.filter(published_on__lte=values["until"])
    return cards


class CardList(ListView):
    """Cards, newest ref first, withdrawn ones as tombstones.

    A search or a filter by topic, source or date finds published cards only.
    """

    operation, tag, filename = "listCards", "Evidence", "cards"
    record = CardEntry
    orders = CARD_ORDERS
    default_order: ClassVar[str] = "-ref"
    parameters = (
        *CARD_FILTERS,
        Day("briefing", "Cards of this day's briefing."),
        Choice("state", "Cards in this state.", options=("published", "withdrawn")),
    )

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """Public cards that the filters leave."""
        cards = filtered(for_entries(Card.objects.public()), values)
        if values["briefing"] is not None:
            cards = cards.filter(ref_day=values["briefing"])
        return cards if values["state"] is None else cards.filter(state=values["state"])

    def records(self, rows: Sequence[Card], values: Mapping[str, Any]) -> list[CardEntry]:
        """One entry a card."""
        return [card_entry(card, self.site) for card in rows]


class CardDetail(ReadView):
    """A card by its slug, `2026-04-14-0`. A withdrawn one answers 410 with the reason."""

    operation, tag = "readCard", "Evidence"
    record = CardDetailEntry
    problems = (NOT_FOUND, CARD_WITHDRAWN)

    def get(self, request: Request, slug: str) -> Response:
        """Find the card by its place in a briefing."""
        values = self.read()
        card = _public_card(slug)
        if card.state == Card.State.WITHDRAWN:
            raise Problem(
                CARD_WITHDRAWN,
                "This card was withdrawn.",
                reason=card.withdrawn_reason,
                withdrawn_at=moment(card.withdrawn_at),
            )
        return self.answer({**card_entry(card, self.site), "licence": self.terms()}, values["fields"])


def _public_card(slug: str) -> Card:
    try:
        ref = parse_ref(slug)
    except NotARef as error:
        raise Http404 from error
    found: Card | None = for_entries(Card.objects.public()).filter(ref=str(ref)).first()
    if found is None or ref.slug != slug:
        raise Http404
    return found

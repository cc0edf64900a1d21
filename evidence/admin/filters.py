"""The filters beside the card list; bulk actions on a whole list go through them as well."""

from __future__ import annotations

import copy
from typing import Any

import django_filters
from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from evidence.admin.registry import card_filters
from evidence.models import Card, Source, Topic
from evidence.models.card import CardQuerySet
from evidence.searching import search_cards


class CardFilterSet(WagtailFilterSet):
    """By state, source, topic and the source's date, and by what higher apps registered."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Card.State.choices, empty_label=_("All"), widget=forms.RadioSelect
    )
    source = django_filters.ModelChoiceFilter(label=_("Source"), queryset=Source.objects.all())
    topic = django_filters.ModelChoiceFilter(
        label=_("Topic"), queryset=Topic.objects.all(), method="filter_topic"
    )
    published_on = django_filters.DateFromToRangeFilter(label=_("Published on"), widget=DateRangePickerWidget)

    class Meta:
        model = Card
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, card_filter in card_filters.items():
            added: Any = copy.copy(card_filter)
            added.parent, added.model = self, Card
            self.filters[name] = added

    def filter_topic(self, cards: CardQuerySet, name: str, topic: Topic) -> CardQuerySet:
        """Cards that carry the topic; one that an editor took off does not count."""
        return cards.filter(card_topics__topic=topic, card_topics__excluded=False)


def listed_cards(request: HttpRequest) -> CardQuerySet:
    """The cards that a list with these filters and search words shows; none when a filter is unreadable."""
    filters = CardFilterSet(request.GET, queryset=Card.objects.all(), request=request)
    if not filters.is_valid():
        return Card.objects.none()
    return search_cards(filters.qs, request.GET.get("q", ""))

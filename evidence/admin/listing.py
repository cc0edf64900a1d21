"""The card list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BaseColumn, Column, NumberColumn, Table
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import IndexView

from evidence.admin.registry import CardColumn, card_columns
from evidence.models import Card, CardTopic
from evidence.models.card import CardQuerySet
from evidence.searching import search_cards

# A spreadsheet runs a cell that begins so as a formula, and headlines come from anywhere.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n")

EXPORTED = (
    "ref",
    "headline",
    "source.name",
    "published_on",
    "date_estimated",
    "get_state_display",
    "topic_count",
    "excerpt",
    "get_excerpt_origin_display",
    "commentary",
)
EXPORT_HEADINGS = {
    "source.name": _("Source"),
    "get_state_display": _("State"),
    "topic_count": _("Topics"),
    "get_excerpt_origin_display": _("Whose words the excerpt holds"),
}


class DayColumn(Column):
    """A day in full; "6 months ago" would hide which window it falls into."""

    def get_value(self, instance: Any) -> str:
        """The day, or nothing."""
        day = super().get_value(instance)
        return date_format(day, "j F Y") if day else ""


class AddedColumn(Column):
    """A column of a higher app, filled for a whole page at once."""

    def __init__(self, column: CardColumn) -> None:
        super().__init__(column.name, label=column.label)
        self._column = column
        self._values: Mapping[int, str] = {}

    def fill(self, cards: Sequence[Card]) -> None:
        """Fetch what the cells of these cards hold."""
        self._values = self._column.values(cards)

    def get_value(self, instance: Card) -> str:
        """One cell."""
        return self._values.get(instance.pk, "")


class CardIndexView(IndexView):
    """Cards with their ref, source, date, state and topics; searched in PostgreSQL's own index."""

    is_searchable = True
    default_ordering = "-published_on"

    def get_base_queryset(self) -> CardQuerySet:
        """With the source joined and the topics counted."""
        topics = CardTopic.objects.filter(card=OuterRef("pk"), excluded=False).order_by().values("card")
        count = Coalesce(Subquery(topics.annotate(number=Count("pk")).values("number")), 0)
        return Card.objects.with_source().annotate(topic_count=count)

    def order_queryset(self, queryset: QuerySet[Card]) -> QuerySet[Card]:
        """Pages never overlap: equal cards stand in the order of their arrival."""
        ordered: QuerySet[Card] = super().order_queryset(queryset)
        return ordered.order_by(*ordered.query.order_by, "-pk")

    def search_queryset(self, queryset: CardQuerySet) -> CardQuerySet:
        """By words or by ref."""
        return search_cards(queryset, self.search_query)

    @cached_property
    def list_display(self) -> list[str | BaseColumn]:
        """The columns, those of higher apps last."""
        return [
            "headline",
            Column("ref", label=_("Ref"), sort_key="ref"),
            Column("source", label=_("Source"), accessor="source.name", sort_key="source__name"),
            DayColumn("published_on", label=_("Published on"), sort_key="published_on"),
            Column("state", label=_("State"), accessor="get_state_display", sort_key="state"),
            NumberColumn("topic_count", label=_("Topics")),
            *(AddedColumn(column) for column in card_columns),
        ]

    def get_table(self, object_list: Sequence[Card]) -> Table:
        """The table of one page."""
        for column in self.columns:
            if isinstance(column, AddedColumn):
                column.fill(object_list)
        return super().get_table(object_list)

    @cached_property
    def header_buttons(self) -> list[Any]:
        """The way to the triage beside Wagtail's own."""
        buttons = list(super().header_buttons)
        if self.user_has_permission("change"):
            url = reverse("wagtailsnippets_evidence_card:triage")
            buttons.append(HeaderButton(_("Triage"), url=url, icon_name="list-ul"))
        return buttons

    def stream_csv(self, queryset: QuerySet[Card]) -> Iterator[str]:
        """Row by row, without holding every card at once."""
        yield from super().stream_csv(queryset.iterator(chunk_size=500))

    def preprocess_field_value(self, field: str, value: Any, export_format: str) -> Any:
        """Text only: what a spreadsheet would run as a formula gets an apostrophe in front."""
        shown = super().preprocess_field_value(field, value, export_format)
        if isinstance(shown, str) and shown.startswith(_FORMULA_STARTS):
            return f"'{shown}"
        return shown

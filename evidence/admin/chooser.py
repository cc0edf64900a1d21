"""The card chooser: published cards by ref and words, and a new card without leaving the text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.log_actions import log
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetChosenMultipleView,
    SnippetChosenView,
    SnippetCreateView,
)
from wagtail.snippets.widgets import AdminSnippetChooser

from evidence import curating
from evidence.admin.listing import DayColumn
from evidence.curating import CardRefused
from evidence.models import Card
from evidence.models.card import CardQuerySet
from evidence.searching import search_cards


class CardSearchForm(BaseFilterForm):
    """The search field over the list."""

    q = forms.CharField(
        label=_("Search cards"),
        required=False,
        widget=forms.TextInput(attrs={"placeholder": _("Words, or a ref such as 2026-04-14#0")}),
    )

    def filter(self, objects: CardQuerySet) -> CardQuerySet:
        """The cards found."""
        self.search_query = self.cleaned_data.get("q")
        self.is_searching = bool(self.search_query)
        return search_cards(super().filter(objects), self.search_query or "")


class NewCardForm(forms.ModelForm):
    """The least that a card needs; the rest can follow on its own page."""

    url = forms.URLField(
        label=_("Link"),
        required=False,
        assume_scheme="https",
        help_text=_("Where the item can be read, if anywhere."),
    )

    class Meta:
        model = Card
        fields = ("headline", "source", "excerpt", "excerpt_origin", "published_on")
        widgets = {
            "published_on": AdminDateInput,
            "source": forms.Select,
            "excerpt": AdminAutoHeightTextInput,
        }


class ForgivingChooser(AdminSnippetChooser):
    """A chooser whose form comes back with its error when the value sent is no id at all."""

    def get_instance(self, value: Any) -> Any:
        """What was chosen; nothing for what cannot be an id."""
        try:
            return super().get_instance(value)
        except (TypeError, ValueError):
            return None


class VocabularyChooserViewSet(SnippetChooserViewSet):
    """Chooses a topic or a source in a form."""

    base_widget_class = ForgivingChooser


class ChosenCard:
    """What the editor's script gets to know of a chosen card."""

    def get_chosen_response_data(self, item: Card) -> dict[str, Any]:
        """Beside Wagtail's own: the ref for the token, the headline and the public address."""
        data: dict[str, Any] = super().get_chosen_response_data(item)  # type: ignore[misc]
        return {**data, "ref": item.ref, "title": item.headline, "url": item.path}


class PublishedCards:
    """Only what a text may cite."""

    def get_object(self, pk: str) -> Card:
        """The card, if it is published."""
        return Card.objects.published().with_source().get(pk=int(pk) if pk.isdecimal() else 0)

    def get_objects(self, pks: list[str]) -> CardQuerySet:
        """Those of them that are published."""
        return Card.objects.published().with_source().filter(pk__in=[pk for pk in pks if pk.isdecimal()])


class CardList:
    """The list of the chooser."""

    page_subtitle = ""
    filter_form_class = CardSearchForm

    def get_object_list(self) -> CardQuerySet:
        """Published cards, newest first."""
        return Card.objects.published().with_source().order_by("-published_on", "-pk")

    def can_create(self) -> bool:
        """A card made here is published at once, which takes both permissions."""
        user = self.request.user  # type: ignore[attr-defined]
        return user.has_perms(["evidence.add_card", "evidence.change_card"])

    @property
    def title_column(self) -> Column:
        """The headline alone: the ref has a column of its own."""
        column: Column = super().title_column  # type: ignore[misc]
        column.accessor = "headline"
        column.label = _("Headline")
        return column

    @property
    def columns(self) -> list[Column]:
        """Headline, ref, source and date."""
        return [
            *super().columns,  # type: ignore[misc]
            Column("ref", label=_("Ref")),
            Column("source", label=_("Source"), accessor="source.name"),
            DayColumn("published_on", label=_("Published on")),
        ]


class CardChooseView(CardList, ChooseView):
    """The chooser's window."""


class CardChooseResultsView(CardList, ChooseResultsView):
    """The list within it, after a search."""


class CardChosenView(PublishedCards, ChosenCard, SnippetChosenView):
    """One card was chosen."""


class CardChosenMultipleView(PublishedCards, ChosenCard, SnippetChosenMultipleView):
    """Several cards were chosen."""


class CardCreateInChooserView(ChosenCard, CardList, SnippetCreateView):
    """Makes a card and publishes it, so that it has a ref to cite it by."""

    def post(self, request: Any) -> HttpResponse:
        """The new card as chosen, or the form again with what is wrong."""
        try:
            with transaction.atomic():
                return super().post(request)
        except CardRefused as refusal:
            self.form.add_error(None, str(refusal))
            return self.get_reshow_creation_form_response()

    def save_form(self, form: NewCardForm) -> Card:
        """Through the use cases."""
        values = dict(form.cleaned_data)
        url = values.pop("url")
        by: Any = self.request.user
        now = timezone.now()
        card = curating.add_card(**values, links=[(url, "")] if url else [], by=by, now=now)
        log(instance=card, action="wagtail.create", user=by)
        card = curating.publish_card_now(card=card, by=by, now=now)
        log(instance=card, action="evidence.publish", user=by)
        return card


class CardChooserViewSet(SnippetChooserViewSet):
    """Opens from the text editor's *Cite an evidence card*."""

    choose_one_text = _("Choose an evidence card")
    choose_view_class = CardChooseView
    choose_results_view_class = CardChooseResultsView
    chosen_view_class = CardChosenView
    chosen_multiple_view_class = CardChosenMultipleView
    create_view_class = CardCreateInChooserView
    creation_form_class = NewCardForm
    creation_tab_label = _("Create card")
    create_action_label = _("Publish this card now and cite it")

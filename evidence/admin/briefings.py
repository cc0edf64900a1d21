"""Briefings: their list, their form with the cards in order, and *Publish briefing*."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import FieldPanel, ObjectList, Panel
from wagtail.admin.ui.tables import NumberColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import EditView, IndexView, SnippetViewSet

from evidence.admin.deleting import RefusingDeleteView
from evidence.admin.listing import DayColumn
from evidence.arranging import arrange_cards
from evidence.briefings import BriefingRefused, publish_briefing
from evidence.models import Briefing, Card


class BriefingForm(WagtailAdminModelForm):
    """Day, title, introduction, and a place for each kept card."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rows: list[tuple[Card, forms.Form | None]] = []
        if self.instance.pk is None:
            return
        if self.instance.published_at and "day" in self.fields:
            self.fields["day"].disabled = True
            self.fields["day"].help_text = _("The cards carry this day in their refs, so it stays.")
        cards = Card.objects.with_source().filter(briefing=self.instance)
        in_order = cards.order_by(F("ref_number").asc(nulls_last=True), "briefing_order", "pk")
        for place, card in enumerate(in_order, start=1):
            self.rows.append((card, self._place_form(card, place)))

    def is_valid(self) -> bool:
        """Whether the form and every place are."""
        return all([super().is_valid(), *(form.is_valid() for _card, form in self.rows if form)])

    def has_changed(self) -> bool:
        """Whether anything did."""
        return super().has_changed() or any(form.has_changed() for _card, form in self.rows if form)

    def save(self, commit: bool = True) -> Briefing:
        """The briefing, and the order when it was changed."""
        briefing: Briefing = super().save(commit)
        places = [(form.cleaned_data["place"], card.pk) for card, form in self.rows if form]
        if commit and places:
            arrange_cards(briefing=briefing, order=[pk for _place, pk in sorted(places)])
        return briefing

    def _place_form(self, card: Card, place: int) -> forms.Form | None:
        if card.state != Card.State.KEPT:
            return None
        return PlaceForm(
            self.data if self.is_bound else None, prefix=f"card-{card.pk}", initial={"place": place}
        )


class PlaceForm(forms.Form):
    """Where a kept card stands in its briefing."""

    place = forms.IntegerField(
        label=_("Place"), min_value=1, max_value=9999, widget=forms.NumberInput(attrs={"size": 4})
    )


class CardsPanel(Panel):
    """The briefing's cards in order; kept ones can be moved."""

    class BoundPanel(Panel.BoundPanel):
        """A table with a place for each card."""

        template_name = "evidence/admin/briefing_cards.html"

        def is_shown(self) -> bool:
            """Once the briefing exists."""
            return self.instance is not None and self.instance.pk is not None


class BriefingIndexView(IndexView):
    """Days with the number of their cards."""

    def get_base_queryset(self) -> QuerySet[Briefing]:
        """With kept and published cards counted."""
        return Briefing.objects.annotate(
            kept=Count("cards", filter=Q(cards__state=Card.State.KEPT)),
            published=Count("cards", filter=Q(cards__state=Card.State.PUBLISHED)),
        )


class BriefingEditView(EditView):
    """With *Publish briefing* among its actions."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Publishing, while there is something to publish."""
        buttons = list(super().header_more_buttons)
        if self.object.cards.filter(state=Card.State.KEPT).exists():
            url = reverse("wagtailsnippets_evidence_briefing:publish", args=[self.object.pk])
            buttons.append(Button(_("Publish briefing"), url=url, icon_name="upload", priority=5))
        return buttons


class PublishBriefingView(WagtailAdminTemplateMixin, TemplateView):
    """Shows what will be published and under which refs; publishes by POST."""

    template_name = "evidence/admin/publish_briefing.html"
    _show_breadcrumbs = True
    page_title = _("Publish briefing")

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """Load the briefing."""
        super().setup(request, *args, **kwargs)
        self.briefing = get_object_or_404(Briefing, pk=kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """For those who may change both briefings and cards."""
        if not request.user.has_perms(["evidence.change_briefing", "evidence.change_card"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Publish, or say why not."""
        by: Any = request.user
        try:
            publish_briefing(briefing=self.briefing, by=by, now=timezone.now())
        except BriefingRefused as refusal:
            messages.error(request, str(refusal))
        else:
            log(instance=self.briefing, action="evidence.publish", user=request.user)
            messages.success(request, _("The briefing of %(day)s is published.") % {"day": self.briefing})
        return redirect("wagtailsnippets_evidence_briefing:edit", pk)

    def get_page_subtitle(self) -> str:
        """The day."""
        return str(self.briefing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Home, briefings, this one, publishing."""
        here = reverse("wagtailsnippets_evidence_briefing:edit", args=[self.briefing.pk])
        return [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailsnippets_evidence_briefing:list"), "label": _("Briefings")},
            {"url": here, "label": self.briefing},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the cards that would become public."""
        cards = Card.objects.with_source().filter(briefing=self.briefing, state=Card.State.KEPT)
        return super().get_context_data(
            briefing=self.briefing, cards=list(cards.order_by("briefing_order", "pk")), **kwargs
        )


class BriefingViewSet(SnippetViewSet):
    """Briefings on the desk."""

    model = Briefing
    icon = "calendar-alt"
    url_prefix = "evidence/briefings"
    menu_label = _("Briefings")
    list_display = [
        "day",
        "title",
        NumberColumn("kept", label=_("Kept")),
        NumberColumn("published", label=_("Published")),
        DayColumn("published_at", label=_("Published on"), sort_key="published_at"),
    ]
    ordering = "-day"
    index_view_class = BriefingIndexView
    edit_view_class = BriefingEditView
    delete_view_class = RefusingDeleteView
    copy_view_enabled = False
    edit_handler = ObjectList(
        [
            FieldPanel("day"),
            FieldPanel("title"),
            FieldPanel("intro"),
            CardsPanel(heading=_("Cards in order")),
        ],
        base_form_class=BriefingForm,
    )

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's own and publishing."""
        return [
            *super().get_urlpatterns(),
            path("publish/<int:pk>/", PublishBriefingView.as_view(), name="publish"),
        ]

"""Cards on the desk: everything about them under one address."""

from __future__ import annotations

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.snippets.views.snippets import SnippetViewSet

from evidence.admin.actions import ACTIONS, CardActionView
from evidence.admin.card_views import CardCreateView, CardEditView, CardInspectView
from evidence.admin.chooser import CardChooserViewSet
from evidence.admin.deleting import RefusingDeleteView
from evidence.admin.filters import CardFilterSet
from evidence.admin.listing import EXPORT_HEADINGS, EXPORTED, CardIndexView
from evidence.admin.panels import card_panels
from evidence.admin.triage import JudgeView, TriageView
from evidence.models import Card


class CardViewSet(SnippetViewSet):
    """Cards on the desk."""

    model = Card
    icon = "doc-full-inverse"
    url_prefix = "evidence/cards"
    menu_label = _("Cards")
    filterset_class = CardFilterSet
    list_per_page = 50
    list_export = EXPORTED
    export_headings = EXPORT_HEADINGS
    export_filename = "cards"
    inspect_view_enabled = True
    inspect_template_name = "evidence/admin/card_inspect.html"
    inspect_view_fields = [
        "headline",
        "state",
        "ref",
        "source",
        "published_on",
        "date_estimated",
        "excerpt",
        "excerpt_origin",
        "commentary",
        "briefing",
        "created_at",
        "made_public_at",
        "withdrawn_at",
        "withdrawn_reason",
    ]
    copy_view_enabled = False
    chooser_per_page = 25
    index_view_class = CardIndexView
    add_view_class = CardCreateView
    edit_view_class = CardEditView
    inspect_view_class = CardInspectView
    delete_view_class = RefusingDeleteView
    chooser_viewset_class = CardChooserViewSet
    edit_handler = card_panels()

    def get_urlpatterns(self) -> list[Any]:
        """Wagtail's own, the triage, and a page for each action."""
        return [
            *super().get_urlpatterns(),
            path("triage/", TriageView.as_view(), name="triage"),
            path("triage/<int:pk>/", JudgeView.as_view(), name="judge"),
            *(
                path(f"{action.name}/<int:pk>/", CardActionView.as_view(action=action), name=action.name)
                for action in ACTIONS
            ),
        ]

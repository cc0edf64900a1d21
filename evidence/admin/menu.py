"""The menu group *Evidence* and everything that is registered with it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from evidence.admin.actions import ACTIONS, may_judge
from evidence.admin.briefings import BriefingViewSet
from evidence.admin.bulk import DismissBulkAction, KeepBulkAction, PublishBulkAction
from evidence.admin.cards import CardViewSet
from evidence.admin.deleting import RefusingDeleteBulkAction
from evidence.admin.vocabulary import SourceViewSet, TopicViewSet
from evidence.models import Card


class InboxMenuItem(MenuItem):
    """The card list, filtered to the inbox, with the number that waits."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who judge cards."""
        return may_judge(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The number is read anew for each page; none is shown for an empty inbox."""
        component = super().render_component(request)
        waiting = Card.objects.inbox().count()
        if waiting:
            component.label = _("%(label)s (%(count)s)") % {"label": self.label, "count": waiting}
        return component


class EvidenceGroup(SnippetViewSetGroup):
    """Inbox, cards, briefings, topics, sources."""

    menu_label = _("Evidence")
    menu_name = "evidence"
    menu_icon = "doc-full-inverse"
    menu_order = 150
    items = (CardViewSet, BriefingViewSet, TopicViewSet, SourceViewSet)

    def get_submenu_items(self) -> list[Any]:
        """The inbox first."""
        url = format_lazy("{}?state=inbox", reverse_lazy("wagtailsnippets_evidence_card:list"))
        inbox = InboxMenuItem(_("Inbox"), url, name="inbox", icon_name="mail", order=0)
        return [inbox, *super().get_submenu_items()]


register_snippet(EvidenceGroup)
for bulk_action in (KeepBulkAction, DismissBulkAction, PublishBulkAction):
    hooks.register("register_bulk_action", bulk_action)
# After Wagtail's own, whose place it takes for these models.
hooks.register("register_bulk_action", RefusingDeleteBulkAction, order=1000)


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """What the log says of a card or a briefing."""
    for action in ACTIONS:
        actions.register_action(f"evidence.{action.name}", action.label, action.label)

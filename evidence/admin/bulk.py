"""Keep, dismiss and publish many cards at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from evidence.admin.actions import DISMISS, KEEP, PUBLISH, CardAction
from evidence.admin.filters import listed_cards
from evidence.curating import CardRefused
from evidence.models import Card

# Each card is a few statements in one transaction; beyond this a filter is the better tool.
AT_MOST = 1000


class CardBulkAction(SnippetBulkAction):
    """Does one action to the chosen cards; those that stand elsewhere on their way are left alone."""

    models = [Card]
    template_name = "evidence/admin/bulk_action.html"
    action: CardAction

    def get_form_class(self) -> type[forms.Form]:
        """What the action asks for."""
        return self.action.form_class

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> QuerySet[Card, int]:
        """What the list shows, filters and search words respected; Wagtail's own would take every card."""
        return listed_cards(self.request).values_list("pk", flat=True)[: AT_MOST + 1]

    @classmethod
    def get_queryset(cls, model: type[Card], object_ids: Sequence[str]) -> list[Card]:
        """The cards in order of arrival; never many more than `AT_MOST` are loaded."""
        ids = [pk for pk in object_ids if str(pk).isdecimal()]
        return list(Card.objects.with_source().filter(pk__in=ids).order_by("pk")[: AT_MOST + 1])

    def check_perm(self, card: Card) -> bool:
        """Whether the user may do this to the card where it stands."""
        return self.action.is_open_to(self.request.user, card)

    def get_actionable_objects(self) -> tuple[list[Card], dict[str, Any]]:
        """The cards it will be done to and those left alone; none of either when they are too many."""
        cards, others = super().get_actionable_objects()
        self.too_many = len(cards) + len(others["items_with_no_access"]) > AT_MOST
        return ([], {"items_with_no_access": []}) if self.too_many else (cards, others)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the words of the action."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context.update(action=self.action, too_many=self.too_many, at_most=AT_MOST)
        return context

    @classmethod
    def execute_action(cls, objects: Sequence[Card], **kwargs: Any) -> tuple[int, int]:
        """How many it was done to, and how many were refused meanwhile."""
        view = kwargs["self"]
        done = refused = 0
        now = timezone.now()
        for card in objects:
            try:
                cls.action.do(card, view.cleaned_form.cleaned_data, by=view.request.user, now=now)
                done += 1
            except CardRefused as refusal:
                refused += 1
                messages.warning(view.request, f"{card}: {refusal}")
        return done, refused

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """What was done."""
        return ngettext(
            "%(label)s: done for %(count)d card.", "%(label)s: done for %(count)d cards.", num_parent_objects
        ) % {"label": self.action.label, "count": num_parent_objects}


class KeepBulkAction(CardBulkAction):
    """Keep the chosen cards for one day's briefing."""

    action = KEEP
    action_type = "keep"
    display_name = KEEP.label
    aria_label = _("Keep the selected cards")
    action_priority = 10


class DismissBulkAction(CardBulkAction):
    """Dismiss the chosen cards."""

    action = DISMISS
    action_type = "dismiss"
    display_name = DISMISS.label
    aria_label = _("Dismiss the selected cards")
    action_priority = 20


class PublishBulkAction(CardBulkAction):
    """Publish the chosen cards with today's briefing."""

    action = PUBLISH
    action_type = "publish"
    display_name = PUBLISH.label
    aria_label = _("Publish the selected cards now")
    action_priority = 30

"""What may be deleted: nothing that readers saw, that a text cites or that other rows hang on."""

from __future__ import annotations

from django.db import router
from django.db.models import ForeignObjectRel, Model, ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.snippets.bulk_actions.delete import DeleteBulkAction
from wagtail.snippets.views.snippets import DeleteView

from evidence.admin.cited_in import is_cited
from evidence.admin.filters import listed_cards
from evidence.models import Briefing, Card, Source, Topic


def why_not_deleted(item: Model) -> str:
    """A sentence for the editor who wants to delete it; empty when it may go."""
    if isinstance(item, Card):
        return _why_not_card(item)
    if isinstance(item, Briefing) and item.published_at is not None:
        return _("A published briefing stays: its cards carry its date in their refs.")
    if _has_rows(item):
        return _("“%(item)s” is in use, so it cannot be deleted. Take it off what uses it first.") % {
            "item": item
        }
    return ""


def _why_not_card(card: Card) -> str:
    if card.ref is not None:
        return _("Readers have seen this card, so it cannot be deleted. It can be withdrawn, with a reason.")
    if is_cited(card) or _is_protected(card):
        return _(
            "A text cites this card, so it cannot be deleted. Take the citation out first, or dismiss it."
        )
    return ""


def _has_rows(item: Model) -> bool:
    """Whether a row of any app points to it, whatever its deletion would do to that row."""
    relations = [
        field for field in item._meta.get_fields(include_hidden=True) if isinstance(field, ForeignObjectRel)
    ]
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: item}).exists()
        for relation in relations
    )


def _is_protected(card: Card) -> bool:
    """Whether the database would refuse for a row that must stay."""
    try:
        Collector(using=router.db_for_write(Card)).collect([card])
    except (ProtectedError, RestrictedError):
        return True
    return False


class RefusingDeleteView(DeleteView):
    """Deletes what may go; for anything else it says why, and leads to withdrawing where that is the way."""

    def dispatch(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Permission first, so that the sentence tells nobody anything."""
        if self.user_has_permission("delete") and (reason := why_not_deleted(self.object)):
            messages.error(request, reason, buttons=self._way_out())
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))
        return super().dispatch(request, *args, **kwargs)

    def _way_out(self) -> list[object]:
        card = self.object
        if isinstance(card, Card) and card.state == Card.State.PUBLISHED:
            url = reverse("wagtailsnippets_evidence_card:withdraw", args=[card.pk])
            return [messages.button(url, _("Withdraw"))]
        return []


class RefusingDeleteBulkAction(DeleteBulkAction):
    """Stands in the place of Wagtail's, which ignores the list's filters and deletes what was public."""

    models = [Card, Briefing, Source, Topic]
    template_name = "evidence/admin/bulk_delete.html"

    def check_perm(self, snippet: Model) -> bool:
        """Whether the user may delete it and it may go."""
        return super().check_perm(snippet) and not why_not_deleted(snippet)

    def get_all_objects_in_listing_query(self, parent_id: str | None) -> object:
        """What the list shows, filters and search words respected."""
        if self.model is Card:
            return listed_cards(self.request).values_list("pk", flat=True)
        return super().get_all_objects_in_listing_query(parent_id)

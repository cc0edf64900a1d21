"""Takes on the editor's desk."""

from __future__ import annotations

from typing import Any

import django_filters
from django.contrib import messages
from django.contrib.auth.models import Permission
from django.db.models import CharField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.models import WorkflowState
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from evidence.admin.listing import DayColumn
from questions.admin import take_screens, take_views
from questions.admin.take_forms import EDIT_HANDLER
from questions.models import Audit, Question, Take
from questions.people import EDIT
from questions.reviewing import takes_awaiting_review

__all__ = ["TakeViewSet", "take_screens"]

STATES = [
    ("draft", gettext_lazy("Drafts")),
    ("review", gettext_lazy("In review")),
    ("returned", gettext_lazy("Returned")),
    ("published", gettext_lazy("Published")),
    ("withdrawn", gettext_lazy("Withdrawn")),
]


class TakeFilterSet(WagtailFilterSet):
    """By question and by how far the take came."""

    question = django_filters.ModelChoiceFilter(
        queryset=Question.objects.order_by("title"), label=gettext_lazy("Question")
    )
    state = django_filters.ChoiceFilter(choices=STATES, method="of_state", label=gettext_lazy("State"))

    class Meta:
        model = Take
        fields = ["question", "state"]

    def of_state(self, takes: QuerySet[Take], name: str, value: str) -> QuerySet[Take]:
        """The takes of one state."""
        conditions: dict[str, dict[str, Any]] = {
            "draft": {"number": None, "review": None},
            "review": {"number": None, "review": WorkflowState.STATUS_IN_PROGRESS},
            "returned": {"number": None, "review": WorkflowState.STATUS_NEEDS_CHANGES},
            "published": {"number__isnull": False, "withdrawal": None},
            "withdrawn": {"withdrawal__isnull": False},
        }
        return takes.filter(**conditions[value])


def listed_takes(request: HttpRequest) -> QuerySet[Take]:
    """Takes with what the list shows of them, in one query."""
    states = WorkflowState.objects.active().filter(
        base_content_type=Take.get_base_content_type(), object_id=Cast(OuterRef("pk"), CharField())
    )
    newest = Audit.objects.filter(take=OuterRef("pk")).order_by("-audited_at", "-pk")
    return Take.objects.select_related("question", "verdict", "withdrawal", "run").annotate(
        review=Subquery(states.values("status")[:1]),
        traced=Subquery(newest.values("claims_traced")[:1]),
        claimed=Subquery(newest.values("claims_total")[:1]),
    )


def _state(take: Any) -> str:
    if take.number is not None:
        return _("Withdrawn") if getattr(take, "withdrawal", None) else _("Published")
    if take.review == WorkflowState.STATUS_IN_PROGRESS:
        return _("In review")
    return _("Returned") if take.review == WorkflowState.STATUS_NEEDS_CHANGES else _("Draft")


def _audit(take: Any) -> str:
    if take.claimed is None:
        return _("Not audited")
    return _("%(traced)d of %(claims)d claims") % {"traced": take.traced, "claims": take.claimed}


class TakeIndexView(IndexView):
    """The list; a take has no words of its own to search by title."""

    default_ordering = "-pk"

    def get_list_buttons(self, instance: Take) -> list[Any]:
        """No row buttons: the title leads to everything that can be done."""
        return []

    @property
    def columns(self) -> list[Column]:
        """Question, version, verdict, state, audit, drafted."""
        edit = self.get_edit_url
        return [
            TitleColumn(
                "question", label=_("Question"), accessor=lambda take: take.question.title, get_url=edit
            ),
            Column("number", label=_("Version"), accessor=lambda take: take.number or "–", sort_key="number"),
            Column("verdict", label=_("Verdict"), accessor=lambda take: take.verdict or "–"),
            Column("state", label=_("State"), accessor=_state),
            Column("audit", label=_("Audit"), accessor=_audit),
            Column(
                "by",
                label=_("Drafted by"),
                accessor=lambda take: take.run.drafter if take.run else _("people"),
            ),
            DayColumn("created_at", label=_("Drafted"), sort_key="created_at"),
        ]


class TakesMenuItem(MenuItem):
    """The menu item with the number of takes that wait for a reviewer."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may edit takes."""
        return request.user.has_perm(EDIT)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """The label says how many wait."""
        item = super().render_component(request)
        waiting = takes_awaiting_review()
        if waiting:
            item.label = f"{self.label} ({waiting})"
            item.attrs = {
                **item.attrs,
                "title": ngettext("%d take waits", "%d takes wait", waiting) % waiting,
            }
        return item


class TakeViewSet(SnippetViewSet):
    """Wagtail's views of takes with the doors to the public record closed."""

    model = Take  # Wagtail declares None
    icon = "doc-full"
    menu_label = gettext_lazy("Takes")
    menu_name = "takes"
    menu_order = 150
    add_to_admin_menu = True
    menu_item_class = TakesMenuItem
    list_per_page = 30
    filterset_class = TakeFilterSet
    edit_handler = EDIT_HANDLER
    copy_view_enabled = False
    index_view_class = TakeIndexView
    add_view_class = take_views.TakeCreateView
    edit_view_class = take_views.TakeEditView
    unpublish_view_class = take_views.TakeUnpublishView
    lock_view_class = take_views.TakeLockView
    unlock_view_class = take_views.TakeUnlockView
    revisions_unschedule_view_class = take_views.TakeUnscheduleView
    workflow_action_view_class = take_views.TakeWorkflowView
    collect_workflow_action_data_view_class = take_views.TakeCollectView
    confirm_workflow_cancellation_view_class = take_views.TakeCancellationView

    def get_queryset(self, request: HttpRequest) -> QuerySet[Take]:
        """With everything the list shows."""
        return listed_takes(request)


register_snippet(TakeViewSet)


@hooks.register("before_delete_snippet")
def takes_are_kept(request: HttpRequest, instances: list[Any]) -> HttpResponse | None:
    """Neither one by one nor in bulk: versions are the record, drafts are kept with what was said of them."""
    if not any(isinstance(instance, Take) for instance in instances):
        return None
    messages.error(request, _("Takes are not deleted: a version is withdrawn, and a draft is kept."))
    return redirect("wagtailsnippets_questions_take:list")


@hooks.register("construct_snippet_action_menu")
def publishing_is_reviewing(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Takes have no *publish* and no *unpublish*: the review publishes, a version is withdrawn."""
    if context["model"] is Take:
        closed = {"action-publish", "action-unpublish"}
        menu_items[:] = [item for item in menu_items if item.name not in closed]


@hooks.register("register_permissions")
def review_permissions() -> QuerySet[Permission]:
    """What the groups' form offers beside Wagtail's own."""
    return Permission.objects.filter(
        content_type__app_label="questions", codename__in=["add_waiver", "add_withdrawal"]
    )


@hooks.register("insert_global_admin_css")
def audit_styles() -> str:
    """The look of audit and comparison."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin/audit.css"))

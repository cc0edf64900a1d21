"""The admin's first page: what waits for whom."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState

from evidence.models import Card
from questions.gate import gate
from questions.models import GatedApprovalTask, Question, Run, Take

_MOST_LINES = 8
_FAILED = (Run.State.FAILED, Run.State.THIN)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One thing that waits: where it is dealt with, and what is known of it."""

    title: str
    url: str
    note: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DeskSection:
    """Things of one kind that wait; `rest` more are not listed."""

    heading: str
    empty: str
    lines: tuple[DeskLine, ...]
    rest: int = 0


def desk_sections() -> tuple[DeskSection, ...]:
    """Drafts to review, runs that failed, cards in the inbox and questions without an answer."""
    return (_drafts(), _failed_runs(), _inbox(), _unanswered())


def _drafts() -> DeskSection:
    waiting = Take.objects.drafts().filter(
        pk__in=[
            int(pk)
            for pk in TaskState.objects.filter(
                task__in=GatedApprovalTask.objects.all(),
                status=TaskState.STATUS_IN_PROGRESS,
                workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
            ).values_list("workflow_state__object_id", flat=True)
        ]
    )
    total = waiting.count()
    takes = waiting.select_related("question", "latest_revision").order_by("created_at")[:_MOST_LINES]
    lines = tuple(
        DeskLine(
            title=take.question.title,
            url=reverse("questions_take_review", args=[take.pk]),
            note=_audit_note(take),
            at=take.created_at,
        )
        for take in takes
    )
    return DeskSection(_("Drafts to review"), _("No draft waits for review."), lines, total - len(lines))


def _audit_note(take: Take) -> str:
    state = gate(take.get_latest_revision_as_object())
    if state.audit is None:
        return _("Not audited as it stands.")
    counted = _("%(traced)d of %(total)d claims trace to a card") % {
        "traced": state.audit.claims_traced,
        "total": state.audit.claims_total,
    }
    return counted if state.open else _("%(counted)s; the gate is shut") % {"counted": counted}


def _failed_runs() -> DeskSection:
    newer = Run.objects.filter(question=OuterRef("question"), created_at__gt=OuterRef("created_at"))
    failed = Run.objects.filter(~Exists(newer), state__in=_FAILED)
    total = failed.count()
    lines = tuple(
        DeskLine(run.question.title, reverse("questions_run", args=[run.key]), run.error, run.finished_at)
        for run in failed.select_related("question").order_by("-finished_at")[:_MOST_LINES]
    )
    return DeskSection(
        _("Runs without a draft"), _("Every question's last run went well."), lines, total - len(lines)
    )


def _inbox() -> DeskSection:
    waiting = Card.objects.inbox().count()
    line = DeskLine(
        title=ngettext("%(n)d card to judge", "%(n)d cards to judge", waiting) % {"n": waiting},
        url=reverse("wagtailsnippets_evidence_card:triage"),
        note="",
        at=None,
    )
    return DeskSection(_("Inbox"), _("The inbox is empty."), (line,) if waiting else ())


def _unanswered() -> DeskSection:
    bare = Question.objects.public().exclude(takes__number__isnull=False)
    total = bare.count()
    lines = tuple(
        DeskLine(question.title, reverse("questions_run_new", args=[question.pk]), _("Draft a take"), None)
        for question in bare.order_by("title")[:_MOST_LINES]
    )
    return DeskSection(
        _("Questions without an answer"), _("Every public question has a version."), lines, total - len(lines)
    )


class Desk(Component):
    """The panel on the admin's first page."""

    name = "desk"
    template_name = "cms/admin/desk.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The sections, built once."""
        return {"sections": desk_sections()}


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, panels: list[Any]) -> None:
    """The desk stands first, for people who work on takes."""
    if request.user.has_perm("questions.change_take"):
        panels.insert(0, Desk())


@hooks.register("construct_homepage_summary_items")
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    """Counts of pages and images say nothing about the work."""
    items.clear()

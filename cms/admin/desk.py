"""The admin's first page: what waits for whom."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.models import TaskState, WorkflowState

from evidence.models import Card
from questions.drafting.language_model.drafter import configured_model
from questions.drafting.language_model.spending import spent_this_month
from questions.gate import gate
from questions.models import GatedApprovalTask, Notice, Question, Run, Take
from questions.noticing import deal_with

_MOST_LINES = 8
_MOST_FACTS = 3
_FAILED = (Run.State.FAILED, Run.State.THIN)


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One thing that waits: where it is dealt with, what is known of it, and what can be done at once."""

    title: str
    url: str
    note: str
    at: datetime | None
    draft_url: str = ""
    done_url: str = ""


@dataclass(frozen=True, slots=True)
class DeskSection:
    """Things of one kind that wait; `rest` more are not listed."""

    heading: str
    empty: str
    lines: tuple[DeskLine, ...]
    rest: int = 0


def desk_sections(now: datetime) -> tuple[DeskSection, ...]:
    """Drafts to review, failed runs, evidence that moved, cards in the inbox, questions without an answer.

    Where a language model is set up or was asked this month, what it took comes last.
    """
    return (_drafts(), _failed_runs(), _moved(), _inbox(), _unanswered(), *_spent(now))


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
    newer = Run.objects.drafting().filter(
        question=OuterRef("question"), created_at__gt=OuterRef("created_at")
    )
    failed = Run.objects.drafting().filter(~Exists(newer), state__in=_FAILED)
    total = failed.count()
    lines = tuple(
        DeskLine(run.question.title, reverse("questions_run", args=[run.key]), run.error, run.finished_at)
        for run in failed.select_related("question").order_by("-finished_at")[:_MOST_LINES]
    )
    return DeskSection(
        _("Runs without a draft"), _("Every question's last run went well."), lines, total - len(lines)
    )


def _moved() -> DeskSection:
    notices = Notice.objects.open()
    total = notices.count()
    lines = tuple(
        DeskLine(
            title=notice.question.title,
            url=reverse("questions_take_version", args=[notice.take_id]),
            note=_notice_note(notice),
            at=notice.made_at,
            draft_url=reverse("questions_run_new", args=[notice.question_id]),
            done_url=reverse("cms_desk_notice_done", args=[notice.pk]),
        )
        for notice in notices.select_related("question")[:_MOST_LINES]
    )
    return DeskSection(
        _("Trip-wires hit and new evidence"),
        _("Nothing moved under a take that stands."),
        lines,
        total - len(lines),
    )


def _notice_note(notice: Notice) -> str:
    texts = [fact["text"] for fact in notice.facts]
    if notice.kind == Notice.Kind.CARDS:
        return _with_note(
            ngettext("%(n)d new card", "%(n)d new cards", len(texts)) % {"n": len(texts)}, notice
        )
    more = _(" and %(n)d more") % {"n": len(texts) - _MOST_FACTS} if len(texts) > _MOST_FACTS else ""
    return _with_note(f"{notice.get_kind_display()}: {'; '.join(texts[:_MOST_FACTS])}{more}", notice)


def _with_note(told: str, notice: Notice) -> str:
    return f"{told.rstrip('.')}. {notice.note}" if notice.note else told


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


def _spent(now: datetime) -> Iterator[DeskSection]:
    spent, model = spent_this_month(now), configured_model()
    if not spent.calls and model is None:
        return
    notes = [ngettext("%(n)d call to a model", "%(n)d calls to models", spent.calls) % {"n": spent.calls}]
    if spent.unpriced:
        unpriced = ngettext("%(n)d of unknown cost", "%(n)d of unknown cost", spent.unpriced)
        notes.append(unpriced % {"n": spent.unpriced})
    if model is not None and str(model.configuration.cap_month):
        notes.append(_("the cap is %(cap)s") % {"cap": model.configuration.cap_month})
    title = _("%(money)s, %(tokens)s tokens") % {
        "money": f"{spent.money:.2f}",
        "tokens": f"{spent.tokens:,}",
    }
    line = DeskLine(title, reverse("questions_scorecard"), "; ".join(notes), None)
    yield DeskSection(_("Spent this month"), "", (line,))


class Desk(Component):
    """The panel on the admin's first page."""

    name = "desk"
    template_name = "cms/admin/desk.html"
    order = 50

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """The sections, built once, and the token that the buttons need."""
        request = (parent_context or {}).get("request")
        token = get_token(request) if request is not None else ""
        return {"sections": desk_sections(timezone.now()), "csrf_token": token}


class NoticeDoneView(View):
    """*Dealt with*: takes a notice off the desk."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Note who dealt with it, and go back to the desk."""
        deal_with(notice=get_object_or_404(Notice, pk=pk), by=request.user, now=timezone.now())
        messages.success(request, _("Dealt with."))
        return redirect("wagtailadmin_home")


@hooks.register("register_admin_urls")
def desk_urls() -> list[URLPattern]:
    """Addresses of the desk's buttons."""
    return [path("desk/notices/<int:pk>/done/", NoticeDoneView.as_view(), name="cms_desk_notice_done")]


@hooks.register("construct_homepage_panels")
def desk_panel(request: HttpRequest, panels: list[Any]) -> None:
    """The desk stands first, for people who work on takes."""
    if request.user.has_perm("questions.change_take"):
        panels.insert(0, Desk())


@hooks.register("construct_homepage_summary_items", order=1000)
def no_summary(request: HttpRequest, items: list[Any]) -> None:
    """Counts of pages and images say nothing about the work."""
    items.clear()

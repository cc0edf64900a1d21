"""Drafting from the desk: ask for a run, watch it, stop it, try it again."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import cast

from django.contrib import messages
from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from questions.admin.run_log import run_log
from questions.bearing import Window, evidence_for, window_of
from questions.drafting.running import (
    AlreadyRunning,
    RunRefused,
    cancel_run,
    default_drafter,
    drafters,
    request_run,
    retry_run,
)
from questions.models import Position, Question, Run, Take
from questions.people import may, name_of

ADD = "questions.add_run"
CHANGE = "questions.change_run"
VIEW = "questions.view_run"

# How long a run may wait before its page says that nobody works on it.
_PATIENCE = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class RunShape:
    """What the page of a run shows; `seconds` is how long it worked, `draft_url` leads to its take."""

    key: uuid.UUID
    state: str
    state_label: str
    step: str
    active: bool
    error: str
    drafter: str
    trigger: str
    requested_by: str
    window: Window
    cards: int | None
    asked_at: datetime
    seconds: float | None
    starts: int
    draft_url: str

    @property
    def retriable(self) -> bool:
        """Whether it ended without a draft."""
        return not self.active and self.state != Run.State.DONE


def run_shape(run: Run, now: datetime) -> RunShape:
    """The run as its page shows it."""
    take = Take.objects.filter(run=run).only("pk", "number").first()
    ended = run.finished_at or now
    return RunShape(
        key=run.key,
        state=run.state,
        state_label=run.get_state_display(),
        step=_step(run, now),
        active=run.is_active,
        error=run.error,
        drafter=f"{run.drafter} {run.drafter_version}",
        trigger=run.get_trigger_display(),
        requested_by=name_of(run.requested_by) if run.requested_by else "",
        window=window_of(run.question, run.draft_day),
        cards=len(run.given) if "cards" in run.brief else None,
        asked_at=run.created_at,
        seconds=(ended - run.started_at).total_seconds() if run.started_at else None,
        starts=run.starts,
        draft_url=_draft_url(take),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new_run(request: HttpRequest, question_pk: int) -> HttpResponse:
    """Show what a draft would be made from; on POST ask for it and go to its page."""
    editor = _require(request, ADD)
    question = get_object_or_404(Question, pk=question_pk)
    today = timezone.now().astimezone(UTC).date()
    if request.method == "POST":
        try:
            run = request_run(
                question=question,
                by=editor,
                trigger=Run.Trigger.EDITOR,
                day=today,
                now=timezone.now(),
                drafter=request.POST.get("drafter", default_drafter()),
            )
        except AlreadyRunning as refusal:
            messages.info(request, str(refusal))
            return redirect("questions_run", refusal.run.key)
        except RunRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("wagtailadmin_pages:edit", question.pk)
        return redirect("questions_run", run.key)
    window = window_of(question, today)
    cards = evidence_for(question, window)
    context = {
        "question": question,
        "window": window,
        "positions": Position.objects.on_offer().filter(question=question).exists(),
        "cards": cards.count(),
        "stanced": cards.filter(stances__question=question).count(),
        "drafters": [(name, drafter.description) for name, drafter in drafters().items()],
        "chosen": default_drafter(),
        **_heading(question, _("Draft a take"), "edit"),
    }
    return render(request, "questions/admin/run_new.html", context)


@never_cache
@require_GET
def run_page(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """How far a run is, and what came of it."""
    viewer = _require(request, VIEW)
    run = _run(key)
    now = timezone.now()
    context = {
        "run": run_shape(run, now),
        "log": run_log(run, now),
        "may_change": may(viewer, CHANGE),
        "may_add": may(viewer, ADD),
        **_heading(run.question, _("Run"), "rotate"),
    }
    return render(request, "questions/admin/run.html", context)


@never_cache
@require_GET
def run_progress(request: HttpRequest, key: uuid.UUID) -> JsonResponse:
    """The same for the script on the page: state, its label, step, whether it is at work, a mark of its log."""
    _require(request, VIEW)
    run, now = _run(key), timezone.now()
    return JsonResponse(
        {
            "state": run.state,
            "label": run.get_state_display(),
            "step": _step(run, now),
            "active": run.is_active,
            "mark": run_log(run, now).mark,
        }
    )


@require_POST
def run_cancel(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Stop it."""
    editor = _require(request, CHANGE)
    try:
        cancel_run(run=_run(key), by=editor, now=timezone.now())
    except RunRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The run is cancelled. Nothing of it was saved."))
    return redirect("questions_run", key)


@require_POST
def run_retry(request: HttpRequest, key: uuid.UUID) -> HttpResponse:
    """Ask for the same again, and go to the new run."""
    editor = _require(request, ADD)
    try:
        again = retry_run(run=_run(key), by=editor, now=timezone.now())
    except AlreadyRunning as refusal:
        messages.info(request, str(refusal))
        return redirect("questions_run", refusal.run.key)
    except RunRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("questions_run", key)
    return redirect("questions_run", again.key)


def _step(run: Run, now: datetime) -> str:
    """What it is at; of one that waits long, why nothing happens."""
    if run.state == Run.State.QUEUED and now - run.created_at > _PATIENCE:
        return _("no worker has taken it yet")
    return run.step


def _heading(question: Question, title: str, icon: str) -> dict[str, object]:
    """What Wagtail's header shows: where this is, and the way back to the question."""
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailadmin_pages:edit", args=[question.pk]), "label": question.title},
        {"url": "", "label": title},
    ]
    return {"breadcrumbs_items": trail, "header_title": f"{title}: {question.title}", "header_icon": icon}


def _run(key: uuid.UUID) -> Run:
    return get_object_or_404(Run.objects.select_related("question", "requested_by"), key=key)


def _require(request: HttpRequest, permission: str) -> AbstractUser:
    """Whoever asks, if they may. Wagtail has let nobody through who is not logged in."""
    person = cast(AbstractUser, request.user)
    if not may(person, permission):
        raise PermissionDenied
    return person


def _draft_url(take: Take | None) -> str:
    if take is None:
        return ""
    name = "questions_take_version" if take.is_numbered else "questions_take_review"
    return reverse(name, args=[take.pk])

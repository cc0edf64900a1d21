"""Runs: asked for, claimed by one worker at a time, finished once, always ended with a reason."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_q.tasks import async_task

from evidence.screening import screen
from questions.bearing import window_of
from questions.drafting.brief import build_brief
from questions.drafting.draft import open_draft
from questions.drafting.drafter import Drafter, DraftRefused, EvidenceTooThin
from questions.drafting.extractive import Extractive
from questions.drafting.language_model.drafter import configured_model
from questions.models import Position, Question, Run, RunExchange
from questions.models.run import RunQuerySet
from questions.noticing import settle_notices

LEASE = timedelta(seconds=120)
MOST_STARTS = 3
DRAFTERS: dict[str, Drafter] = {"extractive": Extractive()}
DEFAULT_DRAFTER = "extractive"
TASK = "questions.tasks.execute_run"

logger = logging.getLogger(__name__)

Clock = Callable[[], datetime]


class RunRefused(Exception):
    """The run cannot be started, stopped or repeated; the message tells an editor why."""


class AlreadyRunning(RunRefused):
    """The question has a run at work; `run` is that one."""

    def __init__(self, run: Run) -> None:
        super().__init__(_("A run is at work on this question already."))
        self.run = run


class RunLost(Exception):
    """The run was cancelled, or another worker took it over, while this one worked."""


def drafters() -> dict[str, Drafter]:
    """Those that can be asked here, by name: the language model only where one is set up."""
    model = configured_model()
    return DRAFTERS if model is None or model.name in DRAFTERS else {**DRAFTERS, model.name: model}


def default_drafter() -> str:
    """The drafter that this installation prefers, or the one that needs no network."""
    preferred = settings.ASSAY_DRAFTER
    return preferred if preferred in drafters() else DEFAULT_DRAFTER


@transaction.atomic
def request_run(
    *,
    question: Question,
    by: AbstractUser,
    trigger: str,
    day: date,
    now: datetime,
    drafter: str = DEFAULT_DRAFTER,
) -> Run:
    """Ask for a draft from the evidence until `day`, and queue it in the same transaction.

    A question may be drafted before it is published. Raises AlreadyRunning with the active run, RunRefused
    for fewer than two positions, a day to come, or a drafter that nobody knows.
    """
    chosen = drafters().get(drafter)
    if chosen is None:
        raise RunRefused(_("There is no drafter called “%(name)s”.") % {"name": drafter})
    if Position.objects.on_offer().filter(question=question).count() < 2:
        raise RunRefused(_("Give the question at least two positions first."))
    if day > now.astimezone(UTC).date():
        raise RunRefused(_("A take cannot be drafted from days to come."))
    run = Run(
        question=question,
        drafter=drafter,
        drafter_version=chosen.version,
        trigger=trigger,
        requested_by_id=by.pk,
        draft_day=day,
        created_at=now,
    )
    try:
        with transaction.atomic():
            run.save(force_insert=True)
    except IntegrityError:
        active = Run.objects.active().filter(question=question).first()
        if active is None:
            raise
        raise AlreadyRunning(active) from None
    _enqueue(run)
    return run


@transaction.atomic
def cancel_run(*, run: Run, by: AbstractUser, now: datetime) -> Run:
    """Stop a run that waits or works; its worker finds out at its next step, and nothing of it is kept."""
    locked = Run.objects.select_for_update(of=("self",)).get(pk=run.pk)
    if not locked.is_active:
        raise RunRefused(_("The run has ended already."))
    return _end(locked, Run.State.CANCELLED, _("Cancelled by %(name)s.") % {"name": by.get_username()}, now)


def retry_run(*, run: Run, by: AbstractUser, now: datetime) -> Run:
    """Ask for the same draft again, as a run of its own. Raises RunRefused for one that is active or done."""
    if run.is_active:
        raise AlreadyRunning(run)
    if run.state == Run.State.DONE:
        raise RunRefused(_("This run made its draft; ask for a new one."))
    return request_run(
        question=run.question,
        by=by,
        trigger=Run.Trigger.RETRY,
        day=run.draft_day,
        now=now,
        drafter=run.drafter,
    )


def resume_stale_runs(*, now: datetime) -> int:
    """Queue anew the runs whose worker died or whose task was lost; returns how many."""
    stale = [
        run
        for run in Run.objects.active().filter(created_at__lt=now - LEASE)
        if run.lease_until is None or run.lease_until < now
    ]
    for run in stale:
        _enqueue(run)
    return len(stale)


def execute_run(*, key: uuid.UUID, clock: Clock) -> Run:
    """Do a run's work, unless another worker has it or it has ended; returns the run as it then is.

    Doing it twice makes one draft. A worker that dies leaves a lease that runs out; after three starts the
    run gives up. Every failure ends in a state with a reason, and nothing half-saved.
    """
    run = _claim(key, clock())
    if run is not None:
        try:
            _work(run, clock)
        except RunLost:
            logger.info("run %s was cancelled or taken over", key)
        except EvidenceTooThin as reason:
            _end_own(run, Run.State.THIN, str(reason), clock)
        except DraftRefused as reason:
            _end_own(run, Run.State.FAILED, str(reason), clock, failure=reason.code)
        except Exception as error:
            logger.exception("run %s failed", key)
            _end_own(run, Run.State.FAILED, _unforeseen(run, error), clock, failure="broke_off")
    return Run.objects.select_related("question").get(key=key)


def _enqueue(run: Run) -> None:
    async_task(TASK, str(run.key), task_name=f"draft {run.key}"[:100])


def _claim(key: uuid.UUID, now: datetime) -> Run | None:
    """Take the run over in a short transaction, with a lease and a new token; None if it is not free."""
    with transaction.atomic():
        run = Run.objects.select_for_update(skip_locked=True, of=("self",)).filter(key=key).first()
        if run is None or not run.is_active:
            return None
        if run.state == Run.State.RUNNING and run.lease_until is not None and run.lease_until >= now:
            return None
        if run.starts >= MOST_STARTS:
            reason = ngettext("Gave up after %(n)d start.", "Gave up after %(n)d starts.", run.starts)
            _end(run, Run.State.FAILED, reason % {"n": run.starts}, now, failure="gave_up")
            return None
        _close_calls(run, now)
        run.state, run.step = Run.State.RUNNING, _("Starting")
        run.starts, run.fence = run.starts + 1, run.fence + 1
        run.started_at, run.lease_until = run.started_at or now, now + LEASE
        run.save(update_fields=["state", "step", "starts", "fence", "started_at", "lease_until"])
        return run


def _work(run: Run, clock: Clock) -> None:
    question = run.question
    window = window_of(question, run.draft_day)
    _step(run, _("Gathering the evidence"), clock)
    brief = build_brief(question, window, clock())
    run.brief, run.input_hash = brief.to_json(), brief.input_hash
    # A model's run keeps what is found in the cards that it is sent; of every other all are what it was given.
    run.findings = [flag.to_json() for flag in screen((card, card.source_name) for card in brief.cards)]
    _own(run).update(brief=run.brief, input_hash=run.input_hash, findings=run.findings)
    drafter = drafters().get(run.drafter)
    if drafter is None:
        raise DraftRefused(_("There is no drafter called “%(name)s”.") % {"name": run.drafter})
    draft = drafter.for_run(run, clock)(brief, lambda step: _step(run, step, clock))
    _step(run, _("Saving and auditing the draft"), clock)
    with transaction.atomic():
        now = clock()
        locked = _own(run).select_for_update(of=("self",)).first()
        if locked is None:
            raise RunLost
        author = locked.requested_by
        if author is None:
            raise DraftRefused(_("Whoever asked for this run has no account any more."))
        # Before the draft: what is published at once is told apart from it.
        locked.output = draft.to_json()
        locked.save(update_fields=["output"])
        open_draft(question=question, draft=draft, window=window, run=locked, by=author, now=now)
        _end(locked, Run.State.DONE, "", now)


def _own(run: Run) -> RunQuerySet:
    """The run's row as long as this worker holds it."""
    return Run.objects.filter(pk=run.pk, fence=run.fence, state=Run.State.RUNNING)


def _step(run: Run, name: str, clock: Clock) -> None:
    """Show how far the work is and renew the lease. Raises RunLost once the run is another's or ended."""
    run.step = name[:120]
    if not _own(run).update(step=run.step, lease_until=clock() + LEASE):
        raise RunLost


def _end(run: Run, state: str, error: str, now: datetime, *, failure: str = "") -> Run:
    """End a locked run; the new token shuts out whoever still works on it."""
    _close_calls(run, now)
    run.state, run.error, run.finished_at = state, error, now
    run.step, run.lease_until, run.fence, run.failure = "", None, run.fence + 1, failure
    changed = ["state", "error", "failure", "finished_at", "step", "lease_until", "fence", "output"]
    run.save(update_fields=changed)
    settle_notices(run=run, now=now)
    return run


def _close_calls(run: Run, now: datetime) -> None:
    """Nobody waits any more for the calls of an earlier start, or of a run that ends; a late answer still comes in."""
    RunExchange.objects.filter(run=run, ended_at=None).update(outcome="broke_off", ended_at=now)


def _end_own(run: Run, state: str, error: str, clock: Clock, *, failure: str = "") -> None:
    with transaction.atomic():
        locked = _own(run).select_for_update(of=("self",)).first()
        if locked is not None:
            _end(locked, state, error, clock(), failure=failure)


def _unforeseen(run: Run, error: Exception) -> str:
    return _(
        "The run broke off at “%(step)s” (%(error)s). Nothing of it was saved; it can be tried again."
    ) % {
        "step": run.step,
        "error": type(error).__name__,
    }

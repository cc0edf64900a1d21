"""The review of a take: submitted, approved, returned, taken back; Wagtail's workflow keeps it."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import TaskState, WorkflowState

from questions.auditing import audit_take
from questions.models import GatedApprovalTask, Question, Take
from questions.people import EDIT, PUBLISH, Person, may
from questions.publishing import (
    Decision,
    NotPublishable,
    deciding,
    lock_for_publishing,
    require_publishable,
    standing_take,
)
from questions.reasons import checked_comment
from questions.seeing import seen_hash


class NotReviewable(Exception):
    """The review cannot go this step; the message tells whoever tried why."""


class NoReview(NotReviewable):
    """Nobody could review anything: no workflow for takes is active."""


@transaction.atomic
def submit_for_review(*, take: Take, by: Person, now: datetime) -> Take:
    """Put the newest draft before the reviewers, audited; one that was returned resumes its review."""
    row = _locked(take)
    if row.workflow_in_progress:
        raise NotReviewable(_("The take is in review already."))
    if row.latest_revision is None:
        row.save_revision(user=by)
    audit_take(take=row.get_latest_revision_as_object(), now=now)
    returned = row.current_workflow_state
    if returned is not None:
        returned.resume(user=by)
        return row
    workflow = row.get_workflow()
    if workflow is None or not workflow.tasks.active().exists():
        raise NoReview(_("No review is set up for takes: an administrator adds a workflow."))
    workflow.start(row, by)
    return row


@transaction.atomic
def approve_take(
    *,
    take: Take,
    by: Person,
    now: datetime,
    comment: str = "",
    seen_revision: int | None = None,
    seen: str | None = None,
) -> Take:
    """Approve the draft in review, which publishes it as the next version.

    `seen_revision` is the step that the reviewer had before them. Without it only the step that was submitted
    can be approved, so that nothing gets out that was saved after it. `seen` is the `seen_hash` of what they
    read in that step: an editor that saves by itself writes over its own step. Raises NotPublishable.
    """
    said = checked_comment(comment, refusal=NotPublishable)
    row = lock_for_publishing(take)
    state = _state_in_review(row, by)
    if state is None:
        raise NotPublishable(_("The take is not in review, or not for you to approve."))
    draft = row.get_latest_revision_as_object()
    moved_on = (seen_revision or state.revision_id) != row.latest_revision_id
    if moved_on or (seen is not None and seen != seen_hash(draft)):
        raise NotPublishable(_("The draft was edited since: look at it again before you approve it."))
    with deciding(Decision(by, now, reviewed=True)):
        _check_before_approval(draft, by, now)
        _on_newest_step(state, row, by).approve(user=by, comment=said)
    return Take.objects.get(pk=take.pk)


@transaction.atomic
def return_take(*, take: Take, reason: str, by: Person, now: datetime) -> Take:
    """Return a draft to whoever drafted it, with a reason. The draft is kept."""
    row = _locked(take)
    state = _state_in_review(row, by)
    if state is None:
        raise NotReviewable(_("The take is not in review, or not for you to return."))
    said = checked_comment(reason, refusal=NotReviewable)
    if not said:
        raise NotReviewable(_("Say why the draft is returned."))
    state.reject(user=by, comment=said)
    return row


@transaction.atomic
def cancel_review(*, take: Take, by: Person, now: datetime) -> Take:
    """Take a draft out of review. It is kept as a draft, and so is what was said about it."""
    row = _locked(take)
    state = row.current_workflow_state
    if state is None or not (state.requested_by_id == by.pk or may(by, PUBLISH)):
        raise NotReviewable(_("The take is not in review, or not yours to take back."))
    state.cancel(user=by)
    return row


@transaction.atomic
def compare_with_current(*, take: Take, by: Person, now: datetime) -> Take:
    """Note that a person compared the draft with the version that stands now, and audit it anew."""
    row = _locked(take)
    if not may(by, EDIT) and not may(by, PUBLISH):
        raise NotReviewable(_("Only editors compare takes."))
    standing = standing_take(row.question)
    row.based_on = standing
    row.save(update_fields=["based_on"])
    audit_take(take=row.get_latest_revision_as_object(), now=now)
    return row


def takes_awaiting_review() -> int:
    """How many takes wait for a reviewer."""
    waiting = TaskState.objects.filter(
        task__in=GatedApprovalTask.objects.all(),
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return waiting.count()


def draft_in_review(question: Question) -> Take | None:
    """The question's newest draft that waits for a reviewer."""
    drafts = Take.objects.drafts().filter(question=question)
    waiting = WorkflowState.objects.filter(
        base_content_type=Take.get_base_content_type(),
        object_id__in=[str(pk) for pk in drafts.values_list("pk", flat=True)],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return drafts.filter(pk__in=[int(pk) for pk in waiting.values_list("object_id", flat=True)]).first()


def _locked(take: Take) -> Take:
    row = Take.objects.select_for_update(no_key=True, of=("self",)).get(pk=take.pk)
    if row.is_numbered:
        raise NotReviewable(_("This take is published: a version is corrected by a new one."))
    return row


def _state_in_review(take: Take, by: Person) -> TaskState | None:
    """The step of the review that waits for this person, if one does."""
    state = take.current_workflow_task_state
    if state is None or state.status != TaskState.STATUS_IN_PROGRESS:
        return None
    task = state.task.specific
    return state if task.user_can_access_editor(take, by) and may(by, PUBLISH) else None


def _check_before_approval(draft: Take, by: Person, now: datetime) -> None:
    """Refuse early, by the draft's own text: Wagtail would have written its log before the signal refuses."""
    audit_take(take=draft, now=now)
    require_publishable(draft, Decision(by, now, reviewed=True))


def _on_newest_step(state: TaskState, take: Take, by: Person) -> TaskState:
    """The review of the newest saved step; Wagtail asks anew when a step was saved after submitting."""
    if state.revision_id == take.latest_revision_id:
        return state
    state.cancel(user=by, resume=True)
    fresh = Take.objects.get(pk=take.pk).current_workflow_task_state
    if fresh is None or fresh.revision_id != take.latest_revision_id:
        raise PermissionDenied
    return fresh

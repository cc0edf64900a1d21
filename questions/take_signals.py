"""The one place that hears Wagtail publish a take."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import published

from questions.models import Take
from questions.publishing import Decision, NotPublishable, current_decision, number_take


@receiver(published, sender=Take)
def take_was_published(instance: Take, revision: Revision, **kwargs: Any) -> None:
    """Make it a version, or refuse and so undo the publishing.

    Wagtail sends this signal for a go-live that is only scheduled as well; takes are not scheduled.
    """
    if not instance.live:
        raise NotPublishable(_("Takes are not scheduled: remove the dates and publish when it is time."))
    decision = current_decision() or _approval_of(revision)
    if decision is None:
        raise NotPublishable(_("A take is published by approving its review."))
    number_take(take=instance, decision=decision)


def _approval_of(revision: Revision) -> Decision | None:
    """The approval of exactly this revision that Wagtail is finishing a workflow with."""
    state = (
        TaskState.objects.filter(
            revision=revision,
            status=TaskState.STATUS_APPROVED,
            workflow_state__status=WorkflowState.STATUS_APPROVED,
        )
        .exclude(finished_by=None)
        .order_by("-finished_at", "-pk")
        .first()
    )
    return Decision(state.finished_by, timezone.now(), reviewed=True) if state else None

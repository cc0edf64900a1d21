"""Which saved steps of a draft stay as they were saved. Knows Wagtail's rows alone, so models may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wagtail.models import Revision, TaskState

if TYPE_CHECKING:
    from questions.models.take import Take


def is_kept(take: Take, step: Revision) -> bool:
    """Whether a step is never overwritten: one that was submitted for review, or a run's own draft.

    The editor saves by itself every now and then and writes over its last step. What somebody submitted is what
    reviewers decide on, and what a run handed over is what its editors are told apart from.
    """
    if TaskState.objects.filter(revision=step).exists():
        return True
    return take.run_id is not None and not take.revisions.filter(pk__lt=step.pk).exists()

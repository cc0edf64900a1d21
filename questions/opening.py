"""Beginning a take by hand."""

from __future__ import annotations

from datetime import UTC, datetime

from django.db import transaction

from questions.bearing import window_of
from questions.models import Question, Take
from questions.people import Person
from questions.publishing import standing_take


@transaction.atomic
def open_take(*, question: Question, by: Person, now: datetime) -> Take:
    """Open an empty draft for a question, on the evidence window that ends today."""
    window = window_of(question, now.astimezone(UTC).date())
    draft = Take(
        question=question,
        based_on=standing_take(question),
        window_from=window.first,
        window_to=window.last,
        created_at=now,
        created_by=by,
        live=False,
        has_unpublished_changes=True,
    )
    draft.save()
    draft.save_revision(user=by, clean=False)
    return draft

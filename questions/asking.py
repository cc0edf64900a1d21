"""Putting a question before the public, and telling partners about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evidence.changing import record_change
from evidence.models import Change
from questions.models import Position, Question

FEWEST_POSITIONS = 2

# Wagtail's signal carries no time; the use case's own is kept beside its call.
_told_at: ContextVar[datetime | None] = ContextVar("told_at", default=None)


class QuestionRefused(Exception):
    """The question cannot be published or deleted as it is; the message says what to do."""


def require_scale(question: Question) -> None:
    """Raise QuestionRefused unless the question has at least two positions on offer."""
    if Position.objects.on_offer().filter(question=question).count() < FEWEST_POSITIONS:
        raise QuestionRefused(
            _(
                "A question needs at least two positions before it is published: add them under “Scale and indicators”."
            )
        )


@transaction.atomic
def publish_question(*, question: Question, by: AbstractBaseUser | None, now: datetime) -> Question:
    """Make the question as it stands public. Wagtail's `published` signal tells partners of it."""
    require_scale(question)
    with _telling_at(now):
        question.save_revision(user=by).publish(user=by)
    fresh: Question = Question.objects.get(pk=question.pk)
    return fresh


def require_unused(question: Question) -> None:
    """Raise QuestionRefused when votes or takes stand on the question: it can be unpublished, not deleted."""
    if question.takes.exists() or question.votes.exists():
        raise QuestionRefused(
            _("“%(title)s” has takes or votes and stays on record. Unpublish it instead of deleting it.")
            % {"title": question.title}
        )


@transaction.atomic
def tell_of_question(*, question: Question, kind: Change.Kind) -> None:
    """Write that a question was published, changed or unpublished into the change feed."""
    payload = {"question": question.slug, "title": question.title}
    record_change(kind=kind, subject=question.urn, payload=payload, now=_told_at.get() or timezone.now())


@contextmanager
def _telling_at(now: datetime) -> Iterator[None]:
    token = _told_at.set(now)
    try:
        yield
    finally:
        _told_at.reset(token)

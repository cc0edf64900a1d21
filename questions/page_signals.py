"""The one place that hears Wagtail publish and unpublish questions."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from evidence.models import Change
from questions.asking import tell_of_question
from questions.models import Question


@receiver(page_published, sender=Question)
def question_was_published(instance: Question, **kwargs: Any) -> None:
    """First publication and later changes are different news. A go-live that is only scheduled is none."""
    if not instance.live:
        return
    first = instance.first_published_at is None or instance.first_published_at == instance.last_published_at
    kind = Change.Kind.QUESTION_PUBLISHED if first else Change.Kind.QUESTION_CHANGED
    tell_of_question(question=instance, kind=kind)


@receiver(page_unpublished, sender=Question)
def question_was_unpublished(instance: Question, **kwargs: Any) -> None:
    """The question left the public."""
    tell_of_question(question=instance, kind=Change.Kind.QUESTION_UNPUBLISHED)

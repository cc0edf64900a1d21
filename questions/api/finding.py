"""Public questions and versions by address; what is not public is not there."""

from __future__ import annotations

from typing import Any

from django.http import Http404

from evidence.api.problems import NO_CURRENT_TAKE, TAKE_WITHDRAWN, Problem
from evidence.api.records import stamp
from questions.api.labels import labelled_problem
from questions.disclosure import withdrawn_disclosure
from questions.models import Question, Take, Wording
from questions.models.take import TakeQuerySet


def question_at(**place: Any) -> Question:
    """The public question with this slug or stable id, or 404."""
    found: Question | None = Question.objects.public().filter(**place).first()
    if found is None:
        raise Http404
    return found


def versions_of(question: Question) -> TakeQuerySet:
    """Its versions with their withdrawals, newest first, without the editor's body."""
    takes: TakeQuerySet = Take.objects.public().filter(question=question.pk)
    return takes.select_related("withdrawal").defer("body")


def version_at(question: Question, number: int | None) -> Take:
    """The version with the number, or the newest for None. Raises 404, or the problem of a withdrawn one."""
    versions = versions_of(question)
    take = versions.first() if number is None else versions.filter(number=number).first()
    if take is None:
        raise Problem(NO_CURRENT_TAKE) if number is None else Http404
    if is_withdrawn(take):
        raise labelled_problem(
            TAKE_WITHDRAWN,
            f"Version {take.number} was withdrawn.",
            withdrawn_disclosure(take, Wording.load()),
            reason=take.withdrawal.reason,
            withdrawn_at=stamp(take.withdrawal.at),
        )
    return take


def newest_number(question: Question) -> int | None:
    """The number of its newest version."""
    number: int | None = versions_of(question).values_list("number", flat=True).first()
    return number


def is_withdrawn(take: Take) -> bool:
    """Whether the version was taken back; reads the joined withdrawal."""
    return getattr(take, "withdrawal", None) is not None

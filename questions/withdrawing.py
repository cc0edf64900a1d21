"""Taking a published version back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from evidence.changing import record_change
from evidence.models import Change
from questions.disclosure import made_as
from questions.models import Question, Take, Withdrawal
from questions.people import WITHDRAW, Person, may
from questions.publishing import take_urn
from questions.reasons import checked_reason
from questions.snapshot import parse


class NotWithdrawable(Exception):
    """The version cannot be withdrawn; the message tells a reviewer why."""


@transaction.atomic
def withdraw_take(*, take: Take, reason: str, by: Person, now: datetime) -> Withdrawal:
    """Withdraw a version: it stays listed with its reason, and no older version takes its place.

    Raises NotWithdrawable for a draft, a version withdrawn before, a reason that is missing or too long, and for
    non-reviewers.
    """
    if not may(by, WITHDRAW):
        raise NotWithdrawable(_("Only reviewers withdraw versions."))
    said = checked_reason(
        reason, missing=_("A withdrawal needs a reason; readers will see it."), refusal=NotWithdrawable
    )
    Question.objects.select_for_update(no_key=True, of=("self",)).get(pk=take.question_id)
    version = Take.objects.select_related("question").get(pk=take.pk)
    if not version.is_numbered:
        raise NotWithdrawable(_("Only published versions are withdrawn; a draft is returned."))
    if Withdrawal.objects.filter(take=version).exists():
        raise NotWithdrawable(_("The version was withdrawn before."))
    made = made_as(parse(version.snapshot)["provenance"])
    withdrawal = Withdrawal.objects.create(take=version, reason=said, by=by, at=now, made_as=made)
    record_change(
        kind=Change.Kind.TAKE_WITHDRAWN,
        subject=take_urn(version),
        payload={
            "question": version.question.slug,
            "version": version.number,
            "reason": withdrawal.reason,
            "url": f"{version.question.path_public}v/{version.number}/",
            "hash": version.content_hash,
        },
        now=now,
    )
    return withdrawal

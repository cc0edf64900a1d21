"""Letting a blocking finding pass, by name and reason, in public."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from questions.gate import unwaived
from questions.models import Claim, Finding, Take, Waiver
from questions.people import WAIVE, Person, byline_of, may
from questions.reasons import checked_reason


class NotWaivable(Exception):
    """The finding cannot be waived; the message tells a reviewer why."""


@transaction.atomic
def waive_finding(*, finding: Finding, reason: str, by: Person, now: datetime) -> Waiver:
    """Waive one kind of finding for one sentence with its cards, under the reviewer's public byline.

    Holds while the sentence and its cards stay as they are, whatever is edited elsewhere. Raises NotWaivable
    when the finding does not block, can never be waived, belongs to a published version, the
    reason is missing or too long, or `by` is no reviewer.
    """
    _require_reviewer(by)
    _require_waivable([finding])
    said = _checked(reason)
    take = _locked_draft(finding.claim)
    try:
        with transaction.atomic():
            waiver = _waiver(take, finding, said, by, now)
            waiver.save()
            return waiver
    except IntegrityError as error:
        raise NotWaivable(_("This finding was waived already.")) from error


@transaction.atomic
def waive_claim(*, claim: Claim, reason: str, by: Person, now: datetime) -> list[Waiver]:
    """Waive all that stands open of one sentence with one reason: a waiver for each kind of finding.

    All or nothing. Raises NotWaivable where `waive_finding` would refuse one of them, and when nothing stands
    open any more.
    """
    _require_reviewer(by)
    said = _checked(reason)
    take = _locked_draft(claim)
    standing = unwaived(claim.audit).filter(claim=claim)
    _require_waivable(standing)
    kinds = {finding.kind: finding for finding in standing}
    if not kinds:
        raise NotWaivable(_("Nothing of this sentence stands open: it was waived already."))
    return Waiver.objects.bulk_create(_waiver(take, finding, said, by, now) for finding in kinds.values())


def _require_reviewer(by: Person) -> None:
    if not may(by, WAIVE):
        raise NotWaivable(_("Only reviewers waive findings."))


def _require_waivable(findings: Iterable[Finding]) -> None:
    if not all(finding.waivable and finding.blocking for finding in findings):
        raise NotWaivable(_("A finding of this kind cannot be waived: mend the sentence instead."))


def _checked(reason: str) -> str:
    return checked_reason(
        reason, missing=_("A waiver needs a reason; readers will see it."), refusal=NotWaivable
    )


def _locked_draft(claim: Claim) -> Take:
    take = Take.objects.select_for_update(no_key=True, of=("self",)).get(pk=claim.audit.take_id)
    if take.is_numbered:
        raise NotWaivable(_("The version is published: nothing about it changes any more."))
    return take


def _waiver(take: Take, finding: Finding, reason: str, by: Person, now: datetime) -> Waiver:
    return Waiver(
        take=take,
        key=finding.claim.waiver_key,
        kind=finding.kind,
        reason=reason,
        by=by,
        byline=byline_of(by),
        at=now,
    )

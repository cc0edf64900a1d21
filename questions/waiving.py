"""Letting a blocking finding pass, by name and reason, in public."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from questions.models import Finding, Take, Waiver
from questions.people import WAIVE, Person, byline_of, may


class NotWaivable(Exception):
    """The finding cannot be waived; the message tells a reviewer why."""


@transaction.atomic
def waive_finding(*, finding: Finding, reason: str, by: Person, now: datetime) -> Waiver:
    """Waive one kind of finding for one sentence with its cards, under the reviewer's public byline.

    Holds while the sentence and its cards stay as they are, whatever is edited elsewhere. Raises NotWaivable
    when the finding does not block, can never be waived, belongs to a published version, or `by` is no
    reviewer.
    """
    if not may(by, WAIVE):
        raise NotWaivable(_("Only reviewers waive findings."))
    if not finding.waivable or not finding.blocking:
        raise NotWaivable(_("A finding of this kind cannot be waived: mend the sentence instead."))
    if not reason.strip():
        raise NotWaivable(_("A waiver needs a reason; readers will see it."))
    claim = finding.claim
    take = Take.objects.select_for_update(no_key=True, of=("self",)).get(pk=claim.audit.take_id)
    if take.is_numbered:
        raise NotWaivable(_("The version is published: nothing about it changes any more."))
    try:
        with transaction.atomic():
            return Waiver.objects.create(
                take=take,
                key=claim.waiver_key,
                kind=finding.kind,
                reason=reason.strip(),
                by=by,
                byline=byline_of(by),
                at=now,
            )
    except IntegrityError as error:
        raise NotWaivable(_("This finding was waived already.")) from error

"""Drafts of partners: handed in once, followed by nobody else."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import transaction

from cms.models import ApiKey, Partner, PartnerDraft
from questions.drafting.partner import take_in_draft
from questions.models import Question, Run


@transaction.atomic
def hand_in(*, key: ApiKey, question: Question, body: object, now: datetime) -> Run:
    """Take in a partner's draft under its agent's account. Raises BodyRefused and NoReviewers."""
    partner = key.partner
    run = take_in_draft(question=question, body=body, partner=partner.slug, by=partner.user, now=now)
    PartnerDraft.objects.create(run=run, partner=partner, api_key=key)
    return run


def draft_of(partner: Partner, run_key: uuid.UUID) -> Run | None:
    """The run of a draft that this partner handed in; None for any other."""
    found = (
        PartnerDraft.objects.select_related("run__question").filter(partner=partner, run__key=run_key).first()
    )
    return found.run if found else None

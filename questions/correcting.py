"""Opening a new draft from a published version, so that only what is wrong needs to change."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from questions.auditing import audit_take
from questions.models import Take, TripWire
from questions.people import EDIT, Person, may
from questions.publishing import standing_take
from questions.wires import condition_fields


class NotCorrectable(Exception):
    """No correction can be opened from this take; the message tells an editor why."""


@transaction.atomic
def open_correction(*, take: Take, by: Person, now: datetime, kind: str = Take.ChangeKind.CORRECTION) -> Take:
    """Open a draft with the version's verdict, text, block ids, trip-wires and evidence window.

    `kind` is one of Take.ChangeKind; the reason is left for the editor to say. Raises NotCorrectable for a
    draft, an erased version, an unknown kind, and for people who may not edit takes.
    """
    if not may(by, EDIT):
        raise NotCorrectable(_("Only editors correct versions."))
    if not take.is_numbered or not take.snapshot:
        raise NotCorrectable(_("Only a published version with its text can be corrected."))
    if kind not in Take.ChangeKind.values:
        raise NotCorrectable(_("A correction says which kind of change it is."))
    draft = Take(
        question=take.question,
        based_on=standing_take(take.question),
        verdict=take.verdict,
        answer=take.answer,
        body=take.body,
        window_from=take.window_from,
        window_to=take.window_to,
        change_kind=kind,
        created_at=now,
        created_by=by,
        live=False,
        has_unpublished_changes=True,
    )
    for n, wire in enumerate(take.trip_wires.order_by("sort_order", "pk")):
        draft.trip_wires.add(
            TripWire(towards=wire.towards, text=wire.text, sort_order=n, **condition_fields(wire))
        )
    draft.save()
    draft.save_revision(user=by)
    audit_take(take=draft, now=now)
    return draft

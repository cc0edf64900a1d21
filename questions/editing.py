"""Changing a draft's text outside the admin's editor: a new drafting step, audited at once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import transaction
from django.utils.translation import gettext as _

from evidence.cleaning import clean_text
from questions.auditing import audit_take
from questions.models import Take
from questions.people import EDIT, may
from questions.reasons import checked_reason

EDITABLE = frozenset({"verdict", "answer", "body", "change_kind", "change_reason"})


class NotEditable(Exception):
    """The take cannot be edited like this; the message tells an editor why."""


@transaction.atomic
def edit_take(*, take: Take, by: AbstractUser, now: datetime, **changes: Any) -> Take:
    """Save a new drafting step with these fields changed, and audit it. Returns the draft as it reads now.

    Raises NotEditable for a published version, a reason that is missing or too long, an unknown kind of change, and
    for people who may not edit takes. TypeError for other fields.
    """
    if unknown := changes.keys() - EDITABLE:
        raise TypeError(f"a take has no editable {sorted(unknown)}")
    if not may(by, EDIT):
        raise NotEditable(_("Only editors edit takes."))
    row = Take.objects.select_for_update(no_key=True, of=("self",)).get(pk=take.pk)
    if row.is_numbered:
        raise NotEditable(_("This take is published: a version is corrected by a new one."))
    draft: Take = row.get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, _checked(name, value))
    draft.save_revision(user=by)
    audit_take(take=draft, now=now)
    return draft


def _checked(name: str, value: Any) -> Any:
    match name:
        case "answer":
            return clean_text(value)
        case "change_reason":
            missing = _("Say why there is a new version; readers will see it.")
            return checked_reason(value, missing=missing, refusal=NotEditable)
        case "change_kind" if value not in Take.ChangeKind.values:
            raise NotEditable(_("Say which kind of change it is."))
    return value

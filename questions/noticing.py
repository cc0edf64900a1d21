"""Notices for the desk: each thing that moved is told once for each take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from questions.models import Notice, Take
from questions.people import EDIT, Person, may


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that moved: its key says what counts as the same, its text is for the desk."""

    key: str
    text: str


def untold(take: Take, found: Mapping[str, Sequence[Told]]) -> dict[str, list[Told]]:
    """By kind, what no notice on this take has named yet, whether somebody dealt with it or not."""
    known = {
        (kind, fact["key"])
        for kind, facts in Notice.objects.filter(take=take).values_list("kind", "facts")
        for fact in facts
    }
    return {kind: [told for told in items if (kind, told.key) not in known] for kind, items in found.items()}


@transaction.atomic
def tell_desk(
    *,
    take: Take,
    due: Mapping[str, Sequence[Told]],
    now: datetime,
    dealt_with_by: Person | None = None,
) -> list[Notice]:
    """Write a notice for each kind, or add to the open one; with `dealt_with_by` it is dealt with at once."""
    written = []
    for kind, items in due.items():
        facts = [asdict(told) for told in items]
        notice = Notice.objects.select_for_update().filter(take=take, kind=kind, dealt_with_at=None).first()
        if notice is None:
            notice = Notice(question_id=take.question_id, take=take, kind=kind, made_at=now)
        known = {fact["key"] for fact in notice.facts}
        notice.facts = [*notice.facts, *(fact for fact in facts if fact["key"] not in known)]
        if dealt_with_by is not None:
            notice.dealt_with_at, notice.dealt_with_by = now, dealt_with_by
        notice.save()
        written.append(notice)
    return written


@transaction.atomic
def deal_with(*, notice: Notice, by: Person, now: datetime) -> Notice:
    """Take a notice off the desk; doing it twice keeps who did it first. For people who edit takes."""
    if not may(by, EDIT):
        raise PermissionDenied
    locked = Notice.objects.select_for_update(of=("self",)).get(pk=notice.pk)
    if locked.dealt_with_at is None:
        locked.dealt_with_at, locked.dealt_with_by = now, by
        locked.save(update_fields=["dealt_with_at", "dealt_with_by"])
    return locked

"""Notices for the desk: each thing that moved is told once for each take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from questions.models import Notice, Run, Take
from questions.people import EDIT, Person, may

Fact = Mapping[str, str]


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
    run: Run | None = None,
    note: str = "",
) -> list[Notice]:
    """Write a notice for each kind, or add to the open one. With `run` it is off the desk while that run works."""
    written = []
    for kind, items in due.items():
        facts = [asdict(told) for told in items]
        notice = _undealt(take, kind, run)
        if notice is None:
            notice = Notice(question_id=take.question_id, take=take, kind=kind, run=run, made_at=now)
        notice.facts = _together(notice.facts, facts)
        notice.note = note or notice.note
        notice.save()
        written.append(notice)
    return written


@transaction.atomic
def settle_notices(*, run: Run, now: datetime) -> None:
    """What led to a run is dealt with when it made its draft; else it is back on the desk, with what stopped it."""
    attached = Notice.objects.select_for_update(of=("self",)).filter(run=run, dealt_with_at=None)
    if run.state == Run.State.DONE:
        attached.update(dealt_with_at=now, dealt_with_by=run.requested_by_id)
        return
    note = f"{run.get_state_display()}: {run.error}"[:300]
    for notice in attached.select_related("take"):
        waiting = _undealt(notice.take, notice.kind, None)
        if waiting is not None:
            waiting.facts = _together(notice.facts, waiting.facts)
            notice.delete()
        else:
            waiting, notice.run = notice, None
        waiting.note = note
        waiting.save()


def _undealt(take: Take, kind: str, run: Run | None) -> Notice | None:
    return (
        Notice.objects.select_for_update(of=("self",))
        .filter(take=take, kind=kind, run=run, dealt_with_at=None)
        .first()
    )


def _together(facts: Sequence[Fact], more: Sequence[Fact]) -> list[Fact]:
    known = {fact["key"] for fact in facts}
    return [*facts, *(fact for fact in more if fact["key"] not in known)]


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

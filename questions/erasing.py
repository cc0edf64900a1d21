"""Erasing a version's text where law requires it. What is left: number, dates, hash, label, reason.

The text stands in more places than the version: in its saved steps, its audit, its run and what a model was
told, in the briefs of later runs, in the change feed, in the desk's comments. All of them are gone through in
one transaction. What the layer above keeps of it is erased by what it registers with `also_erases`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import ModelLogEntry, TaskState

from evidence.changing import record_change
from evidence.models import Change
from questions.disclosure import made_as
from questions.models import (
    Audit,
    Claim,
    Finding,
    Notice,
    Question,
    Run,
    RunExchange,
    Take,
    TripWire,
    Waiver,
    Withdrawal,
)
from questions.people import WITHDRAW, Person, may
from questions.publishing import take_urn
from questions.reasons import checked_reason
from questions.snapshot import parse
from questions.take_text import sections_of
from questions.withdrawing import withdraw_take

# Stands where a text may not be empty; the database knows it too.
ERASED = "[erased]"

Runs = Collection[Run]
_elsewhere: list[Callable[[Runs], None]] = []
Eraser = TypeVar("Eraser", bound=Callable[[Runs], None])


class NotErasable(Exception):
    """The version cannot be erased; the message says why."""


@dataclass(frozen=True, slots=True)
class Erased:
    """A version whose text is gone. `again` says that it was gone before.

    `shared` names other takes of the question in which sections of it still stand, as *version 3* or *a draft*.
    """

    withdrawal: Withdrawal
    shared: tuple[str, ...]
    again: bool = False


def also_erases(eraser: Eraser) -> Eraser:
    """Have a function called with the runs whose text is erased, in the same transaction."""
    _elsewhere.append(eraser)
    return eraser


@transaction.atomic
def erase_version(*, take: Take, reason: str, by: Person, now: datetime) -> Erased:
    """Erase a version's text wherever it stands; a version that still stands is withdrawn first.

    The reason is public and takes the place of an earlier withdrawal's. Doing it twice does it once. Raises
    NotErasable for a draft, a missing reason, for non-reviewers, and while a run is at work on the question.
    """
    if not may(by, WITHDRAW):
        raise NotErasable(_("Only reviewers erase versions."))
    said = checked_reason(
        reason, missing=_("An erasure needs a reason; readers will see it."), refusal=NotErasable
    )
    question = Question.objects.select_for_update(no_key=True, of=("self",)).get(pk=take.question_id)
    version = Take.objects.select_related("question", "withdrawal").get(pk=take.pk)
    if not version.is_numbered:
        raise NotErasable(_("Only published versions are erased; a draft is deleted."))
    withdrawal: Withdrawal | None = getattr(version, "withdrawal", None)
    if withdrawal is not None and withdrawal.redacted:
        return Erased(withdrawal, (), again=True)
    if Run.objects.active().filter(question=question).exists():
        raise NotErasable(_("A run is at work on this question; cancel it first, it may hold the text."))
    shared = tuple(_sharing(version))
    if withdrawal is None:
        withdrawal = withdraw_take(take=version, reason=said, by=by, now=now)
    _mark(withdrawal, version, said, by, now)
    runs = _runs_of(version)
    _erase_version(version)
    _erase_audit(version)
    _erase_runs(runs)
    _erase_from_briefs(version)
    _erase_desk(version)
    for eraser in _elsewhere:
        eraser(runs)
    _tell(version, said, now)
    return Erased(withdrawal, shared)


def _sharing(version: Take) -> list[str]:
    own = {section.id for section in sections_of(version)}
    others = Take.objects.filter(question=version.question_id).exclude(pk=version.pk).order_by("pk")
    return [
        _("version %(number)d") % {"number": take.number}
        if take.number
        else _("draft %(id)d") % {"id": take.pk}
        for take in others
        if own & {section.id for section in sections_of(take)}
    ]


def _mark(withdrawal: Withdrawal, version: Take, reason: str, by: Person, now: datetime) -> None:
    """First of all: the database lets text go only where this row says so."""
    withdrawal.reason = reason
    withdrawal.made_as = withdrawal.made_as or made_as(parse(version.snapshot)["provenance"])
    withdrawal.redacted, withdrawal.erased_at, withdrawal.erased_by = True, now, by
    withdrawal.save(update_fields=["reason", "made_as", "redacted", "erased_at", "erased_by"])


def _runs_of(version: Take) -> list[Run]:
    """Its own run, and replays: those that were given the same brief and made no take."""
    own = Q(pk=version.run_id)
    if version.run is not None and version.run.input_hash:
        own |= Q(question=version.question_id, input_hash=version.run.input_hash, take=None)
    return list(Run.objects.filter(own))


def _erase_version(version: Take) -> None:
    version.snapshot = version.answer = ""
    version.body, version.change_reason = [], ERASED
    version.save(update_fields=["snapshot", "answer", "body", "change_reason"])
    TripWire.objects.filter(take=version).update(text="")
    for step in version.revisions.all():
        blank = {"answer": "", "body": "[]", "trip_wires": [], "snapshot": "", "change_reason": ERASED}
        step.content = {**step.content, **blank}
        step.save(update_fields=["content"])


def _erase_audit(version: Take) -> None:
    """Counts and results stay, for the scorecard; sentences and what was noted of them go."""
    audits = Audit.objects.filter(take=version)
    Claim.objects.filter(audit__in=audits).update(text="")
    Finding.objects.filter(claim__audit__in=audits).update(note="", text="")
    Waiver.objects.filter(take=version).update(reason=ERASED)


def _erase_runs(runs: Runs) -> None:
    """Hashes, tokens and cost stay."""
    keys = [run.pk for run in runs]
    Run.objects.filter(pk__in=keys).update(brief={}, output=None, findings=[], error="")
    RunExchange.objects.filter(run__in=keys).update(sent_text="", received_text="", findings=[])


def _erase_from_briefs(version: Take) -> None:
    """Later runs were told what the version answered."""
    told = Run.objects.filter(question=version.question_id, brief__previous__number=version.number)
    for run in told:
        run.brief["previous"]["answer"] = ""
        run.save(update_fields=["brief"])
    RunExchange.objects.filter(run__in=told).update(sent_text="")


def _erase_desk(version: Take) -> None:
    TaskState.objects.for_instance(version).exclude(comment="").update(comment="")
    for notice in Notice.objects.filter(take=version):
        notice.facts = [{**fact, "text": ERASED} for fact in notice.facts]
        notice.save(update_fields=["facts"])
    entries = ModelLogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Take), object_id=str(version.pk)
    )
    for entry in entries:
        if entry.data.get("comment"):
            entry.data = {**entry.data, "comment": ""}
            entry.save(update_fields=["data"])


def _tell(version: Take, reason: str, now: datetime) -> None:
    """A new entry of the change feed says so; then the earlier ones lose what they told of the version."""
    urn = take_urn(version)
    record_change(
        kind=Change.Kind.TAKE_ERASED,
        subject=urn,
        payload={
            "question": version.question.slug,
            "version": version.number,
            "reason": reason,
            "url": f"{version.question.path_public}v/{version.number}/",
            "hash": version.content_hash,
        },
        now=now,
    )
    moved = Q(kind=Change.Kind.VERDICT_CHANGED, subject=version.question.urn, payload__version=version.number)
    for change in Change.objects.filter(Q(subject=urn) | moved).exclude(kind=Change.Kind.TAKE_ERASED):
        lost = {name: None for name in ("verdict", "change", "reason") if name in change.payload}
        Change.objects.filter(pk=change.pk).update(payload={**change.payload, **lost, "erased": True})

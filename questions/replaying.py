"""Drafting a version again from the brief it was made of, to see whether the same comes out."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from questions.bundling import SCHEMA
from questions.drafting.brief import Brief
from questions.drafting.drafter import Draft, Drafter, DraftRefused, EvidenceTooThin
from questions.drafting.language_model.drafter import LanguageModel
from questions.drafting.reading import Unreadable, draft_hash, edition_of_draft, read_brief, read_draft
from questions.drafting.running import LEASE, Clock, drafters
from questions.editions import Edition, edition_of
from questions.models import Question, Run, Take
from questions.snapshot import parse
from questions.wording_difference import TextDifference, text_difference

_MOST_BYTES = 50_000_000


class NotReplayable(Exception):
    """The version cannot be drafted again; the message says why."""


@dataclass(frozen=True, slots=True)
class Replay:
    """What came of it. `identical` compares the drafts whole; `notes` say what was not as it was.

    `excused` says that one of them is reason enough for another draft, even of a drafter that is `deterministic`.
    The difference is against the draft that was handed over, or, from a bundle, against what was published.
    """

    drafter: str
    deterministic: bool
    identical: bool
    excused: bool
    verdict_before: str
    verdict_after: str
    difference: TextDifference
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Record:
    """What is known of the first time."""

    drafter: str
    version: str
    brief: Mapping[str, Any]
    input_hash: str
    draft_hash: str
    question: str
    edition: Edition
    model: str = ""
    prompt: str = ""
    prompt_hash: str = ""
    notes: tuple[str, ...] = ()


def replay_version(*, take: Take, clock: Clock) -> Replay:
    """Draft a published version again from its run's brief, with the same drafter, model and prompt.

    Nothing is published or kept as a draft. Asking a language model costs what a run costs and is recorded
    as one. Raises NotReplayable for what people or partners wrote, and where the drafter is gone
    or finds no verdict.
    """
    key = parse(take.snapshot)["provenance"]["run"] if take.snapshot else None
    run = Run.objects.filter(key=key).select_related("question").first() if key else None
    if run is None or not run.output:
        raise NotReplayable(_("No drafter of this installation made this version."))
    try:
        draft = read_draft(run.output)
        handed_over = edition_of_draft(draft, read_brief(run.brief))
    except Unreadable as error:
        raise NotReplayable(str(error)) from error
    record = _Record(
        drafter=run.drafter,
        version=run.drafter_version,
        brief=run.brief,
        input_hash=run.input_hash,
        draft_hash=draft_hash(draft),
        question=str(run.question.stable_id),
        edition=handed_over,
        model=run.model,
        prompt=run.prompt,
        prompt_hash=run.prompt_hash,
    )
    return _replay(record, clock)


def replay_bundle(*, content: bytes, clock: Clock) -> Replay:
    """Draft again from a bundle, here or elsewhere. Raises NotReplayable, also for what is no bundle."""
    files = _files(content)
    try:
        manifest, brief = (json.loads(files[name]) for name in ("manifest.json", "brief.json"))
        if manifest["schema"] != SCHEMA:
            raise NotReplayable(_("The bundle's form is unknown."))
        version = parse((files.get("snapshot.json") or files["version.json"]).decode())
        record = _Record(
            drafter=manifest["drafter"]["name"],
            version=manifest["drafter"]["version"],
            brief=brief,
            input_hash=manifest["input_hash"],
            draft_hash=manifest["draft_hash"] or "",
            question=manifest["question"]["id"],
            edition=edition_of(version),
            model=manifest["drafter"]["model"] or "",
            prompt=(manifest["prompt"] or {}).get("name", ""),
            prompt_hash=(manifest["prompt"] or {}).get("sha256", ""),
            notes=(_("Compared with what was published; people may have edited the draft."),),
        )
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotReplayable(_("The bundle holds no brief that can be read.")) from error
    return _replay(record, clock)


def _replay(record: _Record, clock: Clock) -> Replay:
    drafter = drafters().get(record.drafter)
    if drafter is None:
        raise NotReplayable(_("There is no drafter called “%(name)s” here.") % {"name": record.drafter})
    changed: list[str] = []
    if isinstance(drafter, LanguageModel):
        drafter, changed = drafter.as_recorded(record.model, record.prompt, record.prompt_hash)
    try:
        brief = read_brief(record.brief)
        draft = _draft(drafter, brief, record, clock)
    except (Unreadable, EvidenceTooThin, DraftRefused) as reason:
        raise NotReplayable(str(reason)) from reason
    edition = edition_of_draft(draft, brief)
    changed += _changed(record, brief, drafter)
    return Replay(
        drafter=f"{drafter.name} {drafter.version}",
        deterministic=drafter.kind == "extractive",
        identical=draft_hash(draft) == record.draft_hash,
        excused=bool(changed),
        verdict_before=record.edition.verdict,
        verdict_after=edition.verdict,
        difference=text_difference(record.edition, edition),
        notes=(*record.notes, *changed),
    )


def _changed(record: _Record, brief: Brief, drafter: Drafter) -> list[str]:
    """What is not as it was the first time, each reason enough for another draft."""
    notes = []
    if drafter.version != record.version:
        facts = {"then": record.version, "now": drafter.version}
        notes.append(_("The drafter was version %(then)s then and is %(now)s now.") % facts)
    if brief.input_hash != record.input_hash:
        notes.append(_("The brief is not whole: something in it was withdrawn or left out since."))
    return notes


def _draft(drafter: Drafter, brief: Brief, record: _Record, clock: Clock) -> Draft:
    """A drafter without a model gets a run that is never saved; a model's calls are counted like any."""
    if drafter.kind == "extractive":
        return drafter.for_run(Run(), clock)(brief, _silently)
    run = _recorded(drafter, brief, record, clock())
    reason = _("A replay: nothing of it was kept.")
    try:
        return drafter.for_run(run, clock)(brief, lambda _step: _renew(run, clock))
    except (EvidenceTooThin, DraftRefused) as failed:
        reason = str(failed)
        raise
    finally:
        Run.objects.filter(pk=run.pk).update(
            state=Run.State.CANCELLED, error=reason, finished_at=clock(), lease_until=None, step=""
        )


def _silently(step: str) -> None:
    """Nobody watches."""


def _renew(run: Run, clock: Clock) -> None:
    Run.objects.filter(pk=run.pk).update(lease_until=clock() + LEASE)


def _recorded(drafter: Drafter, brief: Brief, record: _Record, now: datetime) -> Run:
    """A run that belongs to nobody: should it be left behind, no worker can make a take of it."""
    question = Question.objects.filter(stable_id=record.question).first()
    if question is None:
        raise NotReplayable(_("A model's draft is replayed where its question is."))
    try:
        with transaction.atomic():
            return Run.objects.create(
                question=question,
                drafter=drafter.name,
                drafter_version=drafter.version,
                trigger=Run.Trigger.REPLAY,
                draft_day=brief.last,
                state=Run.State.RUNNING,
                starts=1,
                fence=1,
                brief=brief.to_json(),
                input_hash=brief.input_hash,
                created_at=now,
                started_at=now,
                lease_until=now + LEASE,
            )
    except IntegrityError as error:
        raise NotReplayable(_("A run is at work on this question already.")) from error


def _files(content: bytes) -> dict[str, bytes]:
    """A bundle's files by name; one that is damaged or unreasonably large is refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > _MOST_BYTES:
                raise NotReplayable(_("The bundle is too large."))
            return {entry.filename: archive.read(entry) for entry in entries}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise NotReplayable(_("The file is no bundle.")) from error

"""A published version as a page shows it, built from its snapshot alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from questions.bearing import Window
from questions.conditions import condition_words
from questions.disclosure import Disclosure, changed, disclosure, drafter_name
from questions.models import Run, Take, Wording
from questions.shapes.notes import NoteShape, claims_of, notes_of
from questions.shapes.sections import SectionShape, sections_of
from questions.snapshot import PromptRecord, Snapshot

_NOTES_AT_LENGTH = 12


@dataclass(frozen=True, slots=True)
class WireShape:
    """A trip-wire in words; `checked` is what the nightly check looks for, empty where nothing is."""

    towards: str
    text: str
    checked: str


@dataclass(frozen=True, slots=True)
class WaiverShape:
    """Who let which sentence pass, and why."""

    sentence: str
    byline: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditBox:
    """The audit in figures. `open` counts claims that neither trace nor were waived."""

    rules: str
    audited_at: datetime
    claims: int
    traced: int
    waived: int
    figures: int
    figures_traced: int
    quotations: int
    quotations_matched: int
    waivers: tuple[WaiverShape, ...]

    @property
    def open(self) -> int:
        """Claims that neither trace nor were waived."""
        return max(0, self.claims - self.traced - self.waived)


@dataclass(frozen=True, slots=True)
class OriginShape:
    """How it was made, for the block that closes the page. Texts are empty where nothing is known.

    `drafter` is the agent's name with version and model, `trigger_name` what set its run off in words.
    """

    drafter: str
    agent: str
    agent_version: str
    model: str
    run: str
    trigger: str
    trigger_name: str
    prompt: PromptRecord | None
    input_hash: str
    generated_at: datetime
    cards: int
    window: Window
    reviewed_by: str
    reviewed_at: datetime | None
    changed: str
    content_hash: str


@dataclass(frozen=True, slots=True)
class TakeShape:
    """One version, whole. `evidence_age` counts the days from the newest card in its window to the draft."""

    number: int
    title: str
    verdict: str
    verdict_slug: str
    index: int
    scale: tuple[str, ...]
    answer: str
    held_since: datetime
    published_at: datetime
    newest_evidence: date | None
    evidence_age: int | None
    sections: tuple[SectionShape, ...]
    wires: tuple[WireShape, ...]
    notes: tuple[NoteShape, ...]
    audit: AuditBox
    origin: OriginShape
    disclosure: Disclosure
    change_kind: str
    change_reason: str
    is_demo: bool

    @property
    def dense(self) -> bool:
        """Whether there are so many notes that the margin shows each in short until it is asked for."""
        return len(self.notes) > _NOTES_AT_LENGTH

    @property
    def path(self) -> str:
        """This version's part of the address below the question's."""
        return f"v/{self.number}/"


def take_shape(
    snapshot: Snapshot, content_hash: str, *, withdrawn: frozenset[int], wording: Wording
) -> TakeShape:
    """The version with the state of its cards (`withdrawn`, ids) laid over it. No query."""
    sections, cited_at = sections_of(snapshot["sections"])
    generated_at = moment(snapshot["provenance"]["generated_at"])
    newest = snapshot["evidence"]["last"]
    newest_day = date.fromisoformat(newest) if newest else None
    return TakeShape(
        number=snapshot["number"],
        title=snapshot["question"]["title"],
        verdict=snapshot["verdict"]["label"],
        verdict_slug=snapshot["verdict"]["slug"],
        index=snapshot["verdict"]["index"],
        scale=tuple(position["label"] for position in snapshot["scale"]),
        answer=snapshot["answer"],
        held_since=moment(snapshot["held_since"]["at"]),
        published_at=moment(snapshot["published_at"]),
        newest_evidence=newest_day,
        evidence_age=(generated_at.date() - newest_day).days if newest_day else None,
        sections=sections,
        wires=tuple(
            WireShape(wire["towards"]["label"], wire["text"], condition_words(wire.get("condition")))
            for wire in snapshot["trip_wires"]
        ),
        notes=notes_of(snapshot, withdrawn, cited_at),
        audit=audit_box(snapshot),
        origin=_origin(snapshot, content_hash),
        disclosure=disclosure(snapshot, wording),
        change_kind=str(dict(Take.ChangeKind.choices).get(snapshot["change"]["kind"], "")),
        change_reason=snapshot["change"]["reason"],
        is_demo=snapshot["demo"],
    )


def audit_box(snapshot: Snapshot) -> AuditBox:
    """The counts, and every waiver with its sentence."""
    audit = snapshot["audit"]
    return AuditBox(
        rules=audit["rules"],
        audited_at=moment(audit["audited_at"]),
        claims=audit["claims"],
        traced=audit["traced"],
        waived=audit["waived"],
        figures=audit["figures"],
        figures_traced=audit["figures_traced"],
        quotations=audit["quotations"],
        quotations_matched=audit["quotations_matched"],
        waivers=tuple(
            WaiverShape(claim["text"], waiver["byline"], waiver["reason"], moment(waiver["at"]))
            for claim in claims_of(snapshot)
            for waiver in claim["waivers"]
        ),
    )


def _origin(snapshot: Snapshot, content_hash: str) -> OriginShape:
    provenance = snapshot["provenance"]
    drafter, window = provenance["drafter"], snapshot["window"]
    trigger = provenance.get("trigger") or ""
    return OriginShape(
        drafter=drafter_name(drafter) if drafter else "",
        agent=drafter["name"] if drafter else "",
        agent_version=drafter["version"] if drafter else "",
        model=(drafter["model"] or "") if drafter else "",
        run=provenance["run"] or "",
        trigger=trigger,
        trigger_name=str(dict(Run.Trigger.choices).get(trigger, trigger)),
        prompt=provenance.get("prompt"),
        input_hash=provenance.get("input_hash") or "",
        generated_at=moment(provenance["generated_at"]),
        cards=snapshot["evidence"]["cards"],
        window=Window(date.fromisoformat(window["first"]), date.fromisoformat(window["last"])),
        reviewed_by=provenance["reviewed_by"] or "",
        reviewed_at=moment(provenance["reviewed_at"]) if provenance["reviewed_at"] else None,
        changed=changed(provenance) if provenance["edited"] else "",
        content_hash=content_hash,
    )


def moment(text: str) -> datetime:
    """A snapshot's time as a datetime in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)

"""What partners send as drafts, and what they are told of them."""

from __future__ import annotations

from datetime import date
from typing import Literal, NotRequired, TypedDict

from evidence.api.base import LicenceRecord
from evidence.api.describing import Day, Moment, Stable, Url
from evidence.api.records import Address, stamp
from questions.bearing import Window as EvidenceWindow
from questions.bearing import window_of
from questions.drafting.following import HandedIn, audit_as_handed_in, fate_of
from questions.models import Run, Take
from questions.snapshot import ClaimRecord, Window


class SentenceBody(TypedDict):
    """One sentence in plain text and the refs of the cards it rests on, like `2026-04-14#0`."""

    text: str
    cards: list[str]


class SectionBody(TypedDict):
    """One part of the argument: paragraphs of sentences."""

    kind: Literal["answer", "for", "against", "uncertain", "other"]
    heading: NotRequired[str]
    paragraphs: list[list[SentenceBody]]


class ConditionBody(TypedDict):
    """What is checked every night: an indicator's threshold, or at least so many new cards.

    Indicators need `indicator`; cards need `at_least` (1 to 1000) and a position, a topic, or both. All are
    slugs: of the question's indicators, of its scale, of the topics of its evidence.
    """

    kind: Literal["indicator_crosses", "indicator_uncrosses", "cards"]
    indicator: NotRequired[str | None]
    at_least: NotRequired[int | None]
    position: NotRequired[str | None]
    topic: NotRequired[str | None]


class TripWireBody(TypedDict):
    """What would move the verdict to the position with this slug, in words, and for the nightly check."""

    towards: str
    text: str
    condition: NotRequired[ConditionBody | None]


class DrafterBody(TypedDict):
    """Which drafter made it. The model is left out, or null, where there is none."""

    name: str
    version: str
    model: NotRequired[str | None]


class DraftBody(TypedDict):
    """A draft. It rests on the evidence of the window that ends on `window_to`, today if left out."""

    verdict: str
    answer: str
    sections: list[SectionBody]
    trip_wires: NotRequired[list[TripWireBody]]
    drafter: DrafterBody
    window_to: NotRequired[Day | None]


class DraftQuestionRecord(TypedDict):
    """The question that a draft answers."""

    slug: str
    title: str


class DraftDrafterRecord(TypedDict):
    """Which drafter made it, as readers will see its name."""

    name: str
    version: str
    model: str | None


class DraftReviewRecord(TypedDict):
    """Where it stands; `reason` says why it was returned or withdrawn, `version` its number in public."""

    outcome: Literal["in_review", "returned", "published", "withdrawn", "set_aside"]
    reason: str | None
    version: int | None
    version_url: Url | None


class DraftAuditRecord(TypedDict):
    """The counts of the audit of the text as it was handed in; `passed` when nothing in it blocks."""

    passed: bool
    rules: str
    audited_at: Moment
    claims: int
    traced: int
    figures: int
    figures_traced: int
    quotations: int
    quotations_matched: int


class DraftSourceRecord(TypedDict):
    """A cited card by its number in the claims."""

    n: int
    ref: str
    slug: str


class DraftRecord(TypedDict):
    """A draft that this partner handed in, with the audit's findings and their spans."""

    key: Stable
    url: Url
    question: DraftQuestionRecord
    drafter: DraftDrafterRecord
    state: str
    received_at: Moment
    window: Window
    review: DraftReviewRecord
    audit: DraftAuditRecord | None
    claims: list[ClaimRecord]
    sources: list[DraftSourceRecord]
    licence: LicenceRecord


def draft_record(run: Run, site: Address, licence: LicenceRecord) -> DraftRecord:
    """A draft as its partner sees it."""
    window = _window(run)
    fate = fate_of(run)
    version = f"/questions/{run.question.slug}/v/{fate.version}/" if fate.version else None
    handed_in = None if fate.outcome == "withdrawn" else audit_as_handed_in(run)
    return {
        "key": str(run.key),
        "url": site(f"/api/v1/drafts/{run.key}/"),
        "question": {"slug": run.question.slug, "title": run.question.title},
        "drafter": {"name": run.drafter, "version": run.drafter_version, "model": run.model or None},
        "state": run.state,
        "received_at": stamp(run.created_at),
        "window": {"first": window.first.isoformat(), "last": window.last.isoformat()},
        "review": {
            "outcome": fate.outcome,
            "reason": fate.reason or None,
            "version": fate.version,
            "version_url": site(version) if version else None,
        },
        "audit": _audit(handed_in) if handed_in else None,
        "claims": list(handed_in.claims) if handed_in else [],
        "sources": [{"n": n, "ref": ref, "slug": slug} for n, ref, slug in handed_in.sources]
        if handed_in
        else [],
        "licence": licence,
    }


def _window(run: Run) -> EvidenceWindow:
    """The days that the draft rests on, whatever the question's window is by now."""
    kept = Take.objects.filter(run=run).values_list("window_from", "window_to").first()
    if kept is not None and kept[0] is not None and kept[1] is not None:
        return EvidenceWindow(kept[0], kept[1])
    if "first" in run.brief and "last" in run.brief:
        return EvidenceWindow(date.fromisoformat(run.brief["first"]), date.fromisoformat(run.brief["last"]))
    return window_of(run.question, run.draft_day)


def _audit(handed_in: HandedIn) -> DraftAuditRecord:
    audit = handed_in.audit
    blocked = any(finding["blocking"] for claim in handed_in.claims for finding in claim["findings"])
    return {
        "passed": not blocked,
        "rules": audit.rules_version,
        "audited_at": stamp(audit.audited_at),
        "claims": audit.claims_total,
        "traced": audit.claims_traced,
        "figures": audit.figures_total,
        "figures_traced": audit.figures_traced,
        "quotations": audit.quotations_total,
        "quotations_matched": audit.quotations_matched,
    }

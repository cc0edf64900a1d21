"""The frozen form of a published version: canonical JSON, its bytes and their hash.

Pages, API and bundles render this and nothing else, so a version shows tomorrow what it showed on its day.
Times are RFC 3339 in UTC, days ISO 8601, offsets half-open counts of characters.
"""

from __future__ import annotations

import hashlib
import json
from typing import Literal, NotRequired, TypedDict, cast

SCHEMA = "assay.take/1"


class Named(TypedDict):
    """Anything with an address of its own and a name."""

    slug: str
    label: str


class Verdict(Named):
    """A position as the scale stood: index from 0, `of` positions in all."""

    index: int
    of: int


class FindingRecord(TypedDict):
    """One finding: its place in the claim, and in the source numbered `source` where it was found."""

    kind: str
    note: str
    text: str
    claim_span: list[int] | None
    source: int | None
    field: str
    source_span: list[int] | None
    snippet: str  # at most 200 characters of the source around the span
    snippet_span: list[int] | None
    blocking: bool
    waived: bool


class WaiverRecord(TypedDict):
    """Who let a blocking finding pass, and why."""

    kind: str
    reason: str
    byline: str
    at: str


class ClaimRecord(TypedDict):
    """One audited sentence and the numbers of the sources it cites."""

    n: int
    text: str
    sources: list[int]
    result: Literal["traced", "untraced", "uncited", "nothing", "waived"]
    findings: list[FindingRecord]
    waivers: list[WaiverRecord]


class SectionRecord(TypedDict):
    """One section with its rendered text: citations are `<a class="cite" href="#source-3">3</a>`."""

    id: str
    kind: str
    heading: str
    html: str
    claims: list[ClaimRecord]


class ConditionRecord(TypedDict):
    """What is checked nightly: an indicator's side of its threshold, or so many cards of a stance and topic.

    Cards count when they are dated after the window's last day, or became public after the drafting.
    """

    kind: Literal["indicator_crosses", "indicator_uncrosses", "cards"]
    indicator: Named | None
    at_least: int | None
    position: Named | None
    topic: Named | None


class TripWireRecord(TypedDict):
    """A condition that would move the verdict; `condition` is there where a machine checks it."""

    towards: Named
    text: str
    claims: list[ClaimRecord]
    condition: NotRequired[ConditionRecord]


class LinkRecord(TypedDict):
    """Where a card's item can be read."""

    url: str
    label: str


class SourceRecord(TypedDict):
    """A cited card as it stood, in the order of first citation; `n` counts from 1."""

    n: int
    card: int
    ref: str
    slug: str
    headline: str
    excerpt: str
    excerpt_origin: str
    source: Named
    published_on: str
    date_estimated: bool
    links: list[LinkRecord]


class IndicatorRecord(TypedDict):
    """An indicator's reading of the last complete day of the window."""

    slug: str
    name: str
    noun_singular: str
    noun_plural: str
    value: int
    day: str
    window_days: int
    threshold: int
    comparison: str
    crossed: bool
    speaks_for: Named
    why: str


class TallyPosition(Named):
    """Votes of one position."""

    count: int


class TallyRecord(TypedDict):
    """Votes at the moment of publishing, given under the version before; below the minimum only the total."""

    total: int
    positions: list[TallyPosition]
    at: str


class Window(TypedDict):
    """First and last day, both included."""

    first: str
    last: str


class EvidenceRecord(TypedDict):
    """What the drafter was given to draw on."""

    cards: int
    first: str | None
    last: str | None


class DrafterRecord(TypedDict):
    """Which agent drafted; `model` is null for drafters that use none."""

    kind: str
    name: str
    version: str
    model: str | None


class PromptRecord(TypedDict):
    """The instructions that a model was given: the file's name and the hash of its bytes."""

    name: str
    sha256: str


class ProvenanceRecord(TypedDict):
    """How the version came about. `words_changed` is the share of the draft's words people changed, 0 to 1.

    `prompt` is null for drafters without one, `input_hash` is the sha256 of the brief, `trigger` what set the
    run off; they and `verdict_changed` are missing from versions that were published before they were kept.
    """

    drafter: DrafterRecord | None
    run: str | None
    trigger: NotRequired[str | None]
    prompt: NotRequired[PromptRecord | None]
    input_hash: NotRequired[str | None]
    generated_at: str
    words_changed: float
    verdict_changed: NotRequired[bool]
    edited: bool
    reviewed_by: str | None
    reviewed_at: str | None
    self_approved: bool
    review_policy: str


class AuditRecord(TypedDict):
    """The counts of the audit that the version was published with."""

    rules: str
    audited_at: str
    body_hash: str
    claims: int
    traced: int
    waived: int
    figures: int
    figures_traced: int
    quotations: int
    quotations_matched: int


class QuestionRecord(TypedDict):
    """The question as it was asked."""

    id: str
    slug: str
    title: str


class ChangeRecord(TypedDict):
    """Why there is a new version."""

    kind: str
    reason: str


class HeldSince(TypedDict):
    """The version since which the verdict has stood."""

    number: int
    at: str


class Snapshot(TypedDict):
    """A published version, whole."""

    schema: str
    question: QuestionRecord
    number: int
    previous: int | None
    published_at: str
    verdict: Verdict
    scale: list[Named]
    held_since: HeldSince
    answer: str
    answer_claims: list[ClaimRecord]
    sections: list[SectionRecord]
    trip_wires: list[TripWireRecord]
    sources: list[SourceRecord]
    indicators: list[IndicatorRecord]
    tally: TallyRecord
    window: Window
    evidence: EvidenceRecord
    provenance: ProvenanceRecord
    audit: AuditRecord
    change: ChangeRecord
    demo: bool


def canonical(snapshot: Snapshot) -> str:
    """The one text of a snapshot: sorted keys, no spaces, UTF-8 when encoded (after RFC 8785)."""
    return json.dumps(snapshot, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def content_hash(text: str) -> str:
    """sha256 of the canonical text's bytes, in hex."""
    return hashlib.sha256(text.encode()).hexdigest()


def parse(text: str) -> Snapshot:
    """Read back what `canonical` wrote."""
    return cast(Snapshot, json.loads(text))

"""What the API tells of questions, takes, claims, indicators and tallies."""

from __future__ import annotations

from typing import Literal, TypedDict

from evidence.api.base import LicenceRecord
from evidence.api.describing import Day, DisclosureRecord, Moment, Stable, Url, WithdrawnSourceRecord
from evidence.api.records import CardEntry, NamedRecord
from questions.snapshot import (
    AuditRecord,
    ChangeRecord,
    EvidenceRecord,
    FindingRecord,
    HeldSince,
    ProvenanceRecord,
    Snapshot,
    Verdict,
    WaiverRecord,
    Window,
)

TakeState = Literal["current", "superseded", "withdrawn"]


class WithdrawalRecord(TypedDict):
    """Why and when a version was taken back; `erased` where its text is gone for legal reasons."""

    reason: str
    at: Moment
    erased: bool


class TakeEntry(TypedDict):
    """A published version. Of a withdrawn one number, times, hash, withdrawal and label are left."""

    number: int
    state: TakeState
    url: Url
    published_at: Moment
    content_hash: str
    withdrawal: WithdrawalRecord | None
    verdict: Verdict | None
    answer: str | None
    previous: int | None
    held_since: HeldSince | None
    change: ChangeRecord | None
    window: Window | None
    evidence: EvidenceRecord | None
    provenance: ProvenanceRecord | None
    audit: AuditRecord | None
    disclosure: DisclosureRecord


class TakeDetailEntry(TakeEntry):
    """A version whole: `take` is its snapshot, with the text of cards that were withdrawn since left out."""

    take: Snapshot
    withdrawn_sources: list[WithdrawnSourceRecord]
    licence: LicenceRecord


class PlaceRecord(TypedDict):
    """Where in the take a claim stands: the answer, a section or a trip-wire."""

    part: Literal["answer", "section", "trip_wire"]
    section: str | None
    kind: str | None
    heading: str | None


class CitedRecord(TypedDict):
    """A source that a claim cites, by its number in the take."""

    n: int
    ref: str
    slug: str
    withdrawn: bool


class ClaimEntry(TypedDict):
    """An audited sentence. Spans are half-open counts of characters; a snippet holds at most 200."""

    n: int
    place: PlaceRecord
    text: str
    result: str
    sources: list[CitedRecord]
    findings: list[FindingRecord]
    waivers: list[WaiverRecord]


class PositionRecord(TypedDict):
    """A place on the scale as it is now; `index` counts from 0, retired positions included.

    A verdict's own `index` and `of` stay as they were when its version was published, with retired ones left out.
    """

    slug: str
    label: str
    description: str
    index: int
    retired: bool


class QuestionEntry(TypedDict):
    """A question. `current` is null before the first version and while the newest one is withdrawn."""

    id: Stable
    slug: str
    title: str
    intro: str
    url: Url
    topics: list[NamedRecord]
    scale: list[PositionRecord]
    window_days: int
    evidence_until: Day | None
    coverage_since: Day | None
    review_policy: str
    current: TakeEntry | None
    versions: int
    published_at: Moment | None
    updated_at: Moment | None
    demo: bool


class QuestionDetailEntry(QuestionEntry):
    """A question with the terms of use."""

    licence: LicenceRecord


class EvidenceCardEntry(CardEntry):
    """A card that bears on a question, and the position it supports, where somebody judged that."""

    stance: NamedRecord | None


class CountedTopicsRecord(TypedDict):
    """Slugs of topics: a card counts that has one of `any`, each of `all` and none of `none`."""

    any: list[str]
    all: list[str]
    none: list[str]


class ReadingEntry(TypedDict):
    """An indicator's value on a day; provisional while the day has not ended."""

    day: Day
    value: int
    crossed: bool
    provisional: bool
    counted_at: Moment


class IndicatorEntry(TypedDict):
    """An indicator: a count of cards on given topics in a window, held against a threshold."""

    slug: str
    name: str
    noun_singular: str
    noun_plural: str
    window_days: int
    threshold: int
    comparison: Literal["above", "below"]
    speaks_for: NamedRecord
    why: str
    topics: CountedTopicsRecord
    retired: bool
    latest: ReadingEntry | None
    url: Url


class IndicatorDetailEntry(IndicatorEntry):
    """An indicator with the terms of use."""

    licence: LicenceRecord


class PositionTallyRecord(TypedDict):
    """Votes of one position. Below the minimum of votes count, share and interval are null."""

    slug: str
    label: str
    index: int
    retired: bool
    count: int | None
    share: float | None
    low: float | None
    high: float | None


class TallyFigures(TypedDict):
    """Votes at a moment. Shares lie in 0 to 1, with a 95 % interval (Wilson); shown from `minimum` votes."""

    total: int
    shown: bool
    minimum: int
    positions: list[PositionTallyRecord]
    as_of: Moment


class TallyEntry(TallyFigures):
    """The question's votes now."""

    licence: LicenceRecord


class VersionTallyEntry(TypedDict):
    """Votes as they stood when the version gave way to the next, or now for the newest one."""

    number: int
    state: TakeState
    published_at: Moment
    verdict: Verdict | None
    disclosure: DisclosureRecord
    frozen: bool
    tally: TallyFigures | None

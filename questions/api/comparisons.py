"""The difference of two versions over HTTP."""

from __future__ import annotations

from typing import Any, Literal, TypedDict, cast

from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import LicenceRecord, ReadView
from evidence.api.describing import Day, DisclosureRecord, Moment, Url
from evidence.api.problems import NOT_FOUND, TAKE_WITHDRAWN, bad_parameters
from evidence.api.records import NamedRecord
from questions.api.entries import gone_cards, without_gone
from questions.api.finding import question_at, version_at
from questions.api.labels import disclosure_record, labelled
from questions.conditions import condition_words
from questions.differing import difference
from questions.disclosure import disclosure
from questions.models import Take, Wording
from questions.snapshot import ChangeRecord, Snapshot, Verdict, parse

ChangeState = Literal["same", "changed", "added", "removed"]


class SegmentRecord(TypedDict):
    """A stretch that both versions have, or that only the newer (insert) or the older one (delete) has."""

    kind: Literal["equal", "insert", "delete"]
    text: str


class SentenceDifferenceRecord(TypedDict):
    """A sentence of either version; the refs it cites now, and those it no longer does."""

    kind: ChangeState
    segments: list[SegmentRecord]
    cites_added: list[str]
    cites_removed: list[str]


class SectionDifferenceRecord(TypedDict):
    """A section of either version, every sentence in it."""

    kind: ChangeState
    section: str
    heading: list[SegmentRecord]
    sentences: list[SentenceDifferenceRecord]


class WireDifferenceRecord(TypedDict):
    """A trip-wire of either version with the positions that it pointed to and points to.

    The conditions are what is checked nightly, in words; null where a version had none.
    """

    kind: ChangeState
    before: NamedRecord | None
    after: NamedRecord | None
    segments: list[SegmentRecord]
    condition_before: str | None
    condition_after: str | None


class TextDifferenceRecord(TypedDict):
    """The words of both: leave the inserted segments out and you read the older version, and the reverse."""

    answer: list[SegmentRecord]
    sections: list[SectionDifferenceRecord]
    trip_wires: list[WireDifferenceRecord]


class CitedCardRecord(TypedDict):
    """A cited card; of one that was withdrawn since, the headline is empty."""

    ref: str
    slug: str
    headline: str
    source: str
    published_on: Day


class EvidenceDifferenceRecord(TypedDict):
    """Cards that only one of the versions cites, and those that were edited between them."""

    added: list[CitedCardRecord]
    removed: list[CitedCardRecord]
    edited: list[CitedCardRecord]
    kept: int


class IndicatorDifferenceRecord(TypedDict):
    """An indicator that reads otherwise; null where a version did not have it."""

    slug: str
    name: str
    value_before: int | None
    value_after: int | None
    threshold_before: int | None
    threshold_after: int | None
    crossed_before: bool | None
    crossed_after: bool | None


class CountDifferenceRecord(TypedDict):
    """One of the audit's counts in both versions."""

    name: str
    before: int
    after: int


class ComparedVersionRecord(TypedDict):
    """One of the two versions."""

    number: int
    url: Url
    published_at: Moment
    content_hash: str
    verdict: Verdict
    disclosure: DisclosureRecord


class ComparisonRecord(TypedDict):
    """Everything in which two versions differ. `change` is the reason that the newer one gave."""

    older: ComparedVersionRecord
    newer: ComparedVersionRecord
    url: Url
    verdict_changed: bool
    text: TextDifferenceRecord
    evidence: EvidenceDifferenceRecord
    indicators: list[IndicatorDifferenceRecord]
    audit: list[CountDifferenceRecord]
    change: ChangeRecord
    licence: LicenceRecord


class Comparison(ReadView):
    """The difference of two versions: verdict, words, evidence, trip-wires, indicators, audit.

    The older one comes first; any other order is refused. Where one of them was withdrawn it answers 410.
    """

    operation, tag = "compareTakes", "Takes"
    record = ComparisonRecord
    sparse = False
    problems = (NOT_FOUND, TAKE_WITHDRAWN)

    def get(self, request: Request, slug: str, older: int, newer: int) -> Response:
        """Compare the snapshots, without the text of cards that were withdrawn since."""
        self.read()
        if older >= newer:
            raise bad_parameters([("older", _misplaced(older, newer))])
        question = question_at(slug=slug)
        takes = [version_at(question, number) for number in (newer, older)]
        after, before = (parse(take.snapshot) for take in takes)
        gone = {**gone_cards(before), **gone_cards(after)}
        found = difference(without_gone(before, gone), without_gone(after, gone)).to_json()
        found["text"]["trip_wires"] = [_in_words(wire) for wire in found["text"]["trip_wires"]]
        wording = Wording.load()
        record = {
            "older": self._version(slug, takes[1], before, wording),
            "newer": self._version(slug, takes[0], after, wording),
            "url": self.site(f"/questions/{slug}/compare/{older}..{newer}/"),
            **{
                name: found[name]
                for name in ("verdict_changed", "text", "evidence", "indicators", "audit", "change")
            },
            "licence": self.terms(),
        }
        return labelled(self.answer(record), disclosure(after, wording))

    def _version(self, slug: str, take: Take, snapshot: Snapshot, wording: Wording) -> ComparedVersionRecord:
        return {
            "number": snapshot["number"],
            "url": self.site(f"/questions/{slug}/v/{snapshot['number']}/"),
            "published_at": snapshot["published_at"],
            "content_hash": take.content_hash,
            "verdict": snapshot["verdict"],
            "disclosure": disclosure_record(disclosure(snapshot, wording)),
        }


def _misplaced(older: int, newer: int) -> str:
    if older == newer:
        return "must be another version than the newer one."
    return f"must come before the newer one: ask for {newer}..{older}."


def _in_words(wire: dict[str, Any]) -> WireDifferenceRecord:
    """A trip-wire with its conditions in words."""
    told = {name: condition_words(wire[name]) or None for name in ("condition_before", "condition_after")}
    return cast(WireDifferenceRecord, {**wire, **told})

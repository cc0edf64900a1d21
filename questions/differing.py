"""The difference between two versions as data: verdict, words, evidence, trip-wires, indicators, audit."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, cast

from questions.editions import edition_of
from questions.snapshot import ChangeRecord, IndicatorRecord, Named, Snapshot, SourceRecord
from questions.wording_difference import TextDifference, text_difference

AUDIT_COUNTS = (
    "claims",
    "traced",
    "waived",
    "figures",
    "figures_traced",
    "quotations",
    "quotations_matched",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CitedCard:
    """A cited card; of one that was withdrawn since, the headline is empty."""

    ref: str
    slug: str
    headline: str
    source: str
    published_on: str


@dataclass(frozen=True, slots=True)
class EvidenceDifference:
    """Cards that only the newer or the older version cites, and those edited between the two."""

    added: tuple[CitedCard, ...]
    removed: tuple[CitedCard, ...]
    edited: tuple[CitedCard, ...]
    kept: int


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """An indicator whose value, threshold or crossing differs; None where a version did not have it."""

    slug: str
    name: str
    value_before: int | None
    value_after: int | None
    threshold_before: int | None
    threshold_after: int | None
    crossed_before: bool | None
    crossed_after: bool | None


@dataclass(frozen=True, slots=True)
class CountChange:
    """One of the audit's counts in both versions."""

    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Everything in which version `newer` differs from `older`; `change` is the newer one's own reason."""

    older: int
    newer: int
    verdict_before: Named
    verdict_after: Named
    verdict_changed: bool
    text: TextDifference
    evidence: EvidenceDifference
    indicators: tuple[IndicatorChange, ...]
    audit: tuple[CountChange, ...]
    change: ChangeRecord

    @property
    def empty(self) -> bool:
        """Whether the two do not differ in anything that is compared."""
        evidence = self.evidence
        cards = evidence.added or evidence.removed or evidence.edited
        counts = any(count.before != count.after for count in self.audit)
        return not (self.verdict_changed or cards or counts or self.indicators) and self.text.empty

    def to_json(self) -> dict[str, Any]:
        """Plain JSON values."""
        return cast(dict[str, Any], json.loads(json.dumps(asdict(self))))


def difference(older: Snapshot, newer: Snapshot) -> Difference:
    """Compare two versions of a question; the same two always give the same answer."""
    before, after = (_named(version["verdict"]) for version in (older, newer))
    return Difference(
        older=older["number"],
        newer=newer["number"],
        verdict_before=before,
        verdict_after=after,
        verdict_changed=before["slug"] != after["slug"],
        text=text_difference(edition_of(older), edition_of(newer)),
        evidence=evidence_difference(older["sources"], newer["sources"]),
        indicators=tuple(_indicators(older["indicators"], newer["indicators"])),
        audit=count_changes(older["audit"], newer["audit"]),
        change=newer["change"],
    )


def count_changes(older: Mapping[str, Any], newer: Mapping[str, Any]) -> tuple[CountChange, ...]:
    """The audit's counts side by side."""
    return tuple(CountChange(name, older[name], newer[name]) for name in AUDIT_COUNTS)


def _named(of: Named) -> Named:
    return Named(slug=of["slug"], label=of["label"])


def evidence_difference(older: Sequence[SourceRecord], newer: Sequence[SourceRecord]) -> EvidenceDifference:
    """Which cards came, went or read otherwise by now."""
    before = {source["card"]: source for source in older}
    after = {source["card"]: source for source in newer}
    both = [card for card in after if card in before]
    return EvidenceDifference(
        added=tuple(_cited(source) for card, source in after.items() if card not in before),
        removed=tuple(_cited(source) for card, source in before.items() if card not in after),
        edited=tuple(_cited(after[card]) for card in both if _reads(before[card]) != _reads(after[card])),
        kept=len(both),
    )


def _reads(source: SourceRecord) -> tuple[str, ...]:
    return source["headline"], source["excerpt"], source["published_on"]


def _cited(source: SourceRecord) -> CitedCard:
    return CitedCard(
        source["ref"], source["slug"], source["headline"], source["source"]["label"], source["published_on"]
    )


def _indicators(
    older: Sequence[IndicatorRecord], newer: Sequence[IndicatorRecord]
) -> Iterator[IndicatorChange]:
    before = {reading["slug"]: reading for reading in older}
    after = {reading["slug"]: reading for reading in newer}
    for slug in {**after, **before}:
        was, now = before.get(slug), after.get(slug)
        change = IndicatorChange(
            slug=slug,
            name=(now or was or {"name": ""})["name"],
            value_before=was["value"] if was else None,
            value_after=now["value"] if now else None,
            threshold_before=was["threshold"] if was else None,
            threshold_after=now["threshold"] if now else None,
            crossed_before=was["crossed"] if was else None,
            crossed_after=now["crossed"] if now else None,
        )
        if (change.value_before, change.threshold_before, change.crossed_before) != (
            change.value_after,
            change.threshold_after,
            change.crossed_after,
        ):
            yield change

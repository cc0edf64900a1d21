"""Audited claims in the form that a version keeps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Literal, cast

from evidence.models import Card
from questions.models import Audit, Claim, Finding, Waiver
from questions.snapshot import ClaimRecord, FindingRecord, WaiverRecord

SNIPPET_LENGTH = 200
# The names that the audit gives to the texts it reads, and their columns.
CARD_FIELDS = {"headline": "headline", "excerpt": "excerpt", "text": "stored_text"}

ClaimResult = Literal["traced", "untraced", "uncited", "nothing", "waived"]
ByKey = Mapping[tuple[str, str], Waiver]


def claim_records(
    audit: Audit, numbers: Mapping[int, int], cards: Mapping[int, Card]
) -> dict[str, list[ClaimRecord]]:
    """The audit's claims by block, with its take's waivers; `numbers` maps card ids to source numbers."""
    waivers = {(waiver.key, waiver.kind): waiver for waiver in Waiver.objects.filter(take=audit.take_id)}
    records: dict[str, list[ClaimRecord]] = defaultdict(list)
    for claim in audit.claims.order_by("n").prefetch_related("findings", "citations"):
        records[claim.block_id].append(_claim(claim, waivers, numbers, cards))
    return records


def rfc3339(moment: datetime) -> str:
    """A moment in UTC to the second, as `2026-05-10T12:00:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def snippet(text: str, start: int, end: int) -> tuple[str, list[int]]:
    """At most 200 characters of a text around a span, and the span's place in them."""
    end = min(end, start + SNIPPET_LENGTH)
    room = SNIPPET_LENGTH - (end - start)
    first = max(0, min(start - room // 2, len(text) - SNIPPET_LENGTH))
    return text[first : first + SNIPPET_LENGTH], [start - first, end - first]


def _claim(
    claim: Claim, waivers: ByKey, numbers: Mapping[int, int], cards: Mapping[int, Card]
) -> ClaimRecord:
    findings = sorted(claim.findings.all(), key=lambda finding: finding.order)
    citations = sorted(claim.citations.all(), key=lambda citation: citation.order)
    return ClaimRecord(
        n=claim.n,
        text=claim.text,
        sources=[numbers[citation.card_id] for citation in citations if citation.card_id in numbers],
        result=_result(claim, findings, waivers),
        findings=[_finding(finding, claim, waivers, numbers, cards) for finding in findings],
        waivers=[_waiver(waiver) for waiver in _waivers_of(claim, findings, waivers)],
    )


def _is_waived(finding: Finding, claim: Claim, waivers: ByKey) -> bool:
    return finding.blocking and finding.waivable and (claim.waiver_key, finding.kind) in waivers


def _result(claim: Claim, findings: Sequence[Finding], waivers: ByKey) -> ClaimResult:
    blocking = [finding for finding in findings if finding.blocking]
    if blocking and all(_is_waived(finding, claim, waivers) for finding in blocking):
        return "waived"
    return cast(ClaimResult, claim.result)


def _waivers_of(claim: Claim, findings: Sequence[Finding], waivers: ByKey) -> list[Waiver]:
    kinds = dict.fromkeys(finding.kind for finding in findings if _is_waived(finding, claim, waivers))
    return [waivers[claim.waiver_key, kind] for kind in kinds]


def _waiver(waiver: Waiver) -> WaiverRecord:
    return WaiverRecord(kind=waiver.kind, reason=waiver.reason, byline=waiver.byline, at=rfc3339(waiver.at))


def _finding(
    finding: Finding, claim: Claim, waivers: ByKey, numbers: Mapping[int, int], cards: Mapping[int, Card]
) -> FindingRecord:
    cut, place = place_in_card(finding, cards.get(finding.card_id or 0))
    return FindingRecord(
        kind=finding.kind,
        note=finding.note,
        text=finding.text,
        claim_span=_span(finding.claim_start, finding.claim_end),
        source=numbers.get(finding.card_id) if finding.card_id else None,
        field=finding.card_field,
        source_span=_span(finding.card_start, finding.card_end),
        snippet=cut,
        snippet_span=place,
        blocking=finding.blocking,
        waived=_is_waived(finding, claim, waivers),
    )


def place_in_card(finding: Finding, card: Card | None) -> tuple[str, list[int] | None]:
    """Where the card says it: the words around it and its span within them; empty for a finding without a place."""
    if card is None or not finding.card_field or finding.card_start is None or finding.card_end is None:
        return "", None
    source_text = getattr(card, CARD_FIELDS[finding.card_field])
    return snippet(source_text, finding.card_start, finding.card_end)


def _span(start: int | None, end: int | None) -> list[int] | None:
    return None if start is None or end is None else [start, end]

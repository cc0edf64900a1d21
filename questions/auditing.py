"""The machine check of a take: from its text to claims, citations and findings kept for this text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from html import escape

from django.db import transaction

from evidence.models import Card
from questions.aliasing import kept_aliases
from questions.audit import shapes, trace
from questions.audit.claims import TextBlock, claims
from questions.bearing import Window, window_of
from questions.drafting.brief import build_brief
from questions.drafting.ledger import from_json
from questions.gate import Gate, current_audit, gate, open_findings
from questions.models import Audit, Citation, Claim, Finding, Take
from questions.take_text import sections_of, take_text_hash, trip_wires_of

__all__ = ["Gate", "audit_take", "current_audit", "gate", "open_findings", "take_text_hash"]

ANSWER_BLOCK = "answer"


@transaction.atomic
def audit_take(*, take: Take, now: datetime) -> Audit:
    """Audit the text that this copy of the take holds and keep the result for it.

    The same text with cards in the same state gives the audit that is there already; when a cited card
    changed since, its rows are written anew. A published version keeps the audit it was published with.
    """
    row = Take.objects.select_for_update(no_key=True, of=("self",)).select_related("audit").get(pk=take.pk)
    if row.audit is not None:
        return row.audit
    report = _report(take, now)
    known = Audit.objects.filter(
        take=row, body_hash=take_text_hash(take), rules_version=shapes.RULES_VERSION
    ).first()
    if known is not None and _stored(known) == _found(report):
        return known
    audit = known or Audit(take=row, body_hash=take_text_hash(take), rules_version=shapes.RULES_VERSION)
    _keep_counts(audit, report, now)
    audit.claims.all().delete()
    _keep_claims(audit, report)
    return audit


def text_blocks(take: Take) -> list[TextBlock]:
    """The take's prose as the audit reads it: the answer, the sections in order, the trip-wires."""
    blocks = [TextBlock(ANSWER_BLOCK, escape(take.answer), "answer")] if take.answer.strip() else []
    blocks += [TextBlock(section.id, section.html) for section in sections_of(take)]
    blocks += [
        TextBlock(tripwire_block(n), escape(wire.text), "tripwire")
        for n, wire in enumerate(trip_wires_of(take))
    ]
    return blocks


def tripwire_block(n: int) -> str:
    """The block id of the n-th trip-wire, counted from 0."""
    return f"tripwire-{n}"


def take_window(take: Take, now: datetime) -> Window:
    """The window that the take was drafted from; for a draft that has none yet, the question's today."""
    if take.window_from and take.window_to:
        return Window(take.window_from, take.window_to)
    return window_of(take.question, now.astimezone(UTC).date())


def _report(take: Take, now: datetime) -> shapes.AuditReport:
    window = take_window(take, now)
    found = claims(text_blocks(take))
    labels = list(take.question.positions.values_list("label", flat=True))
    return trace.audit(
        found, _cards(found, window), _ledger(take, window, now), labels=labels, aliases=kept_aliases()
    )


def _cards(found: Sequence[shapes.Claim], window: Window) -> dict[int, shapes.CardText]:
    cited = {card_id for claim in found for card_id in claim.card_ids}
    return {card.pk: _card_text(card, window) for card in Card.objects.with_source().filter(pk__in=cited)}


def _card_text(card: Card, window: Window) -> shapes.CardText:
    return shapes.CardText(
        id=card.pk,
        ref=card.ref or f"#{card.pk}",
        headline=card.headline,
        excerpt=card.excerpt,
        text=card.stored_text,
        source=card.source.name,
        published_on=card.published_on,
        origin=card.excerpt_origin,
        usable=card.state == Card.State.PUBLISHED,
        in_window=card.published_on in window,
    )


def _ledger(take: Take, window: Window, now: datetime) -> Sequence[shapes.LedgerEntry]:
    """The counts that the run's brief held; for a take without a run, those a brief of today would hold."""
    if take.run is not None and "ledger" in take.run.brief:
        return from_json(take.run.brief["ledger"])
    return build_brief(take.question, window, now).ledger


def _keep_counts(audit: Audit, report: shapes.AuditReport, now: datetime) -> None:
    audit.audited_at = now
    audit.claims_total, audit.claims_traced = report.claims_total, report.claims_traced
    audit.figures_total, audit.figures_traced = report.figures_total, report.figures_traced
    audit.quotations_total, audit.quotations_matched = report.quotations_total, report.quotations_matched
    audit.save()


def _keep_claims(audit: Audit, report: shapes.AuditReport) -> None:
    kept = Claim.objects.bulk_create(
        Claim(
            audit=audit,
            n=audited.claim.n,
            block_id=audited.claim.block_id,
            kind=audited.claim.kind,
            text=audited.claim.text,
            result=audited.result.value,
            waiver_key=audited.claim.waiver_key,
            support=_share(audited),
        )
        for audited in report.claims
    )
    existing = set(
        Card.objects.filter(
            pk__in={card_id for audited in report.claims for card_id in audited.claim.card_ids}
        ).values_list("pk", flat=True)
    )
    pairs = list(zip(kept, report.claims, strict=True))
    Citation.objects.bulk_create(
        Citation(claim=claim, card_id=card_id, order=order)
        for claim, audited in pairs
        for order, card_id in enumerate(dict.fromkeys(audited.claim.card_ids))
        if card_id in existing
    )
    Finding.objects.bulk_create(
        _finding(claim, order, finding, existing)
        for claim, audited in pairs
        for order, finding in enumerate(audited.findings)
    )


def _finding(claim: Claim, order: int, finding: shapes.Finding, existing: set[int]) -> Finding:
    in_claim, in_card = finding.claim_span, finding.card_span
    return Finding(
        claim=claim,
        order=order,
        kind=finding.kind.value,
        blocking=finding.blocking,
        waivable=finding.waivable,
        note=finding.note,
        text=finding.text,
        claim_start=in_claim.start if in_claim else None,
        claim_end=in_claim.end if in_claim else None,
        card_id=finding.card_id if finding.card_id in existing else None,
        card_field=finding.card_field,
        card_start=in_card.start if in_card else None,
        card_end=in_card.end if in_card else None,
    )


def _share(audited: shapes.AuditedClaim) -> float:
    return round(audited.support, 4)


def _found(report: shapes.AuditReport) -> list[tuple[object, ...]]:
    """The report in the form of `_stored`."""
    said: list[tuple[object, ...]] = []
    for audited in report.claims:
        claim = audited.claim
        said.append((claim.n, claim.block_id, claim.kind, claim.text, audited.result.value, claim.waiver_key))
        said.append((_share(audited),))
        said += [
            (
                order, finding.kind.value, finding.note, finding.text,
                finding.claim_span.start if finding.claim_span else None,
                finding.card_field, finding.card_span.start if finding.card_span else None,
            )
            for order, finding in enumerate(audited.findings)
        ]  # fmt: skip
    return said


def _stored(audit: Audit) -> list[tuple[object, ...]]:
    """What an audit says, in the order of the text, to compare with a fresh report."""
    said: list[tuple[object, ...]] = []
    for claim in audit.claims.order_by("n").prefetch_related("findings"):
        said.append((claim.n, claim.block_id, claim.kind, claim.text, claim.result, claim.waiver_key))
        said.append((claim.support,))
        findings: Mapping[int, Finding] = {finding.order: finding for finding in claim.findings.all()}
        said += [
            (order, f.kind, f.note, f.text, f.claim_start, f.card_field, f.card_start)
            for order, f in sorted(findings.items())
        ]
    return said

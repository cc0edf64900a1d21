"""From a take at the moment of publishing to the snapshot that its version keeps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Count, Max, Min

from evidence.citations import cited_ids, numbered
from evidence.models import Card
from questions.auditing import ANSWER_BLOCK, take_window, tripwire_block
from questions.bearing import Window, evidence_for
from questions.claim_records import claim_records, rfc3339
from questions.edits import words_changed
from questions.measuring import read_indicators
from questions.models import Audit, Position, Question, Run, Take, TripWire
from questions.people import Person, byline_of
from questions.provenance import Origin, draft_prose, origin_of
from questions.snapshot import (
    SCHEMA,
    AuditRecord,
    ChangeRecord,
    ClaimRecord,
    DrafterRecord,
    EvidenceRecord,
    HeldSince,
    IndicatorRecord,
    LinkRecord,
    Named,
    PromptRecord,
    ProvenanceRecord,
    QuestionRecord,
    SectionRecord,
    Snapshot,
    SourceRecord,
    TallyPosition,
    TallyRecord,
    TripWireRecord,
    Verdict,
)
from questions.snapshot import Window as WindowRecord
from questions.take_text import SectionText, prose_of, sections_of
from questions.tallies import tally_of
from questions.wires import condition_record

Claims = Mapping[str, Sequence[ClaimRecord]]


@dataclass(frozen=True, slots=True)
class Approval:
    """Who reviewed the take (None: nobody), when it is published, and the ids of the people who edited it."""

    reviewer: Person | None
    at: datetime
    editors: frozenset[int]


def build_snapshot(
    *, take: Take, number: int, audit: Audit, standing: Take | None, approval: Approval
) -> Snapshot:
    """The frozen form of a take that is about to become version `number` of its question.

    `audit` is that of the text being published, `standing` the version that it takes over from. Reads cards,
    indicators and votes as they are now; the take must have a verdict and a window.
    """
    window = take_window(take, approval.at)
    sections = sections_of(take)
    cited = list(dict.fromkeys(pk for section in sections for pk in cited_ids(section.html)))
    cards = Card.objects.with_source().prefetch_related("links").in_bulk(cited)
    numbers = {pk: n for n, pk in enumerate((pk for pk in cited if pk in cards), start=1)}
    claims = claim_records(audit, numbers, cards)
    origin = origin_of(take)
    scale = list(Position.objects.on_offer().filter(question=take.question_id))
    return Snapshot(
        schema=SCHEMA,
        question=_question(take.question),
        number=number,
        previous=standing.number if standing else None,
        published_at=rfc3339(approval.at),
        verdict=_verdict(take, scale),
        scale=[_named(position) for position in scale],
        held_since=_held_since(take, number, approval.at),
        answer=take.answer,
        answer_claims=list(claims.get(ANSWER_BLOCK, ())),
        sections=_sections(sections, numbers, claims),
        trip_wires=_trip_wires(take, claims),
        sources=[source_record(n, cards[pk]) for pk, n in numbers.items()],
        indicators=_indicators(take.question, window, approval.at),
        tally=_tally(take.question, approval.at),
        window=WindowRecord(first=window.first.isoformat(), last=window.last.isoformat()),
        evidence=_evidence(take, origin.run, window),
        provenance=_provenance(take, origin, approval),
        audit=_audit(audit, claims),
        change=ChangeRecord(kind=take.change_kind, reason=take.change_reason),
        demo=take.question.is_demo,
    )


def _question(question: Question) -> QuestionRecord:
    return QuestionRecord(id=str(question.stable_id), slug=question.slug, title=question.title)


def _named(position: Position) -> Named:
    return Named(slug=position.slug, label=position.label)


def _verdict(take: Take, scale: Sequence[Position]) -> Verdict:
    index = next(place for place, position in enumerate(scale) if position.pk == take.verdict_id)
    return Verdict(slug=scale[index].slug, label=scale[index].label, index=index, of=len(scale))


def _held_since(take: Take, number: int, now: datetime) -> HeldSince:
    """The oldest of the unbroken row of versions, withdrawn ones left out, that gave the same verdict."""
    held = HeldSince(number=number, at=rfc3339(now))
    for version in Take.objects.standing().filter(question=take.question_id).defer("snapshot", "body"):
        if version.verdict_id != take.verdict_id or version.number is None or version.numbered_at is None:
            break
        held = HeldSince(number=version.number, at=rfc3339(version.numbered_at))
    return held


def _sections(
    sections: Sequence[SectionText], numbers: Mapping[int, int], claims: Claims
) -> list[SectionRecord]:
    seen: Counter[int] = Counter()
    return [
        SectionRecord(
            id=section.id,
            kind=section.kind,
            heading=section.heading,
            html=numbered(section.html, numbers, seen=seen),
            claims=list(claims.get(section.id, ())),
        )
        for section in sections
    ]


def _trip_wires(take: Take, claims: Claims) -> list[TripWireRecord]:
    wires: list[TripWire] = sorted(take.trip_wires.all(), key=lambda wire: wire.sort_order or 0)
    return [_trip_wire(wire, claims.get(tripwire_block(n), ())) for n, wire in enumerate(wires)]


def _trip_wire(wire: TripWire, claims: Sequence[ClaimRecord]) -> TripWireRecord:
    record = TripWireRecord(towards=_named(wire.towards), text=wire.text, claims=list(claims))
    condition = condition_record(wire)
    if condition is not None:
        record["condition"] = condition
    return record


def source_record(n: int, card: Card) -> SourceRecord:
    """A card as a version keeps it, the n-th of its sources."""
    return SourceRecord(
        n=n,
        card=card.pk,
        ref=card.ref or "",
        slug=card.card_ref.slug if card.card_ref else "",
        headline=card.headline,
        excerpt=card.excerpt,
        excerpt_origin=card.excerpt_origin,
        source=Named(slug=card.source.slug, label=card.source.name),
        published_on=card.published_on.isoformat(),
        date_estimated=card.date_estimated,
        links=[LinkRecord(url=link.url, label=link.label) for link in card.links.all()],
    )


def _indicators(question: Question, window: Window, now: datetime) -> list[IndicatorRecord]:
    day = min(window.last, now.astimezone(UTC).date() - timedelta(days=1))
    return [
        IndicatorRecord(
            slug=reading.indicator.slug,
            name=reading.indicator.name,
            noun_singular=reading.indicator.noun_singular,
            noun_plural=reading.indicator.noun_plural,
            value=reading.value,
            day=reading.day.isoformat(),
            window_days=reading.indicator.window_days,
            threshold=reading.indicator.threshold,
            comparison=reading.indicator.comparison,
            crossed=reading.crossed,
            speaks_for=_named(reading.indicator.speaks_for),
            why=reading.indicator.why,
        )
        for reading in read_indicators(question, day, now=now)
    ]


def _tally(question: Question, now: datetime) -> TallyRecord:
    """Votes per position from the same minimum on as everywhere; below it only the total."""
    tally = tally_of(question, now=now)
    return TallyRecord(
        total=tally.total,
        positions=[
            TallyPosition(slug=position.slug, label=position.label, count=position.count)
            for position in tally.positions
            if position.count is not None
        ],
        at=rfc3339(now),
    )


def _evidence(take: Take, run: Run | None, window: Window) -> EvidenceRecord:
    """What the drafter was shown; for a take that people wrote, what bears on the question in its window."""
    if run is not None and "cards" in run.brief:
        given = run.given
        days = [card["published_on"] for card in given]
        return EvidenceRecord(cards=len(given), first=min(days, default=None), last=max(days, default=None))
    bearing = evidence_for(take.question, window)
    found = bearing.aggregate(cards=Count("pk"), first=Min("published_on"), last=Max("published_on"))
    return EvidenceRecord(cards=found["cards"], first=_iso(found["first"]), last=_iso(found["last"]))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _provenance(take: Take, origin: Origin, approval: Approval) -> ProvenanceRecord:
    run, reviewer = origin.run, approval.reviewer
    changed = words_changed(draft_prose(run.output), prose_of(take)) if run and run.output else 0.0
    verdict = _verdict_changed(run, take)
    return ProvenanceRecord(
        drafter=_drafter(run) if run else None,
        run=str(run.key) if run else None,
        trigger=run.trigger if run else None,
        prompt=PromptRecord(name=run.prompt, sha256=run.prompt_hash) if run and run.prompt else None,
        input_hash=(run.input_hash or None) if run else None,
        generated_at=rfc3339(origin.drafted_at),
        words_changed=changed,
        verdict_changed=verdict,
        edited=bool(approval.editors) or changed > 0 or verdict,
        reviewed_by=byline_of(reviewer) if reviewer else None,
        reviewed_at=rfc3339(approval.at) if reviewer else None,
        self_approved=reviewer is not None and reviewer.pk in approval.editors,
        review_policy=take.question.review_policy,
    )


def _verdict_changed(run: Run | None, take: Take) -> bool:
    """Whether the version has another verdict than the draft that its words go back to."""
    drafted = run.output.get("verdict_slug") if run is not None and run.output else None
    return bool(drafted) and take.verdict is not None and take.verdict.slug != drafted


def _drafter(run: Run) -> DrafterRecord:
    ours = "model" if run.model else "extractive" if run.drafter == "extractive" else "partner"
    kind = "partner" if "/" in run.drafter else ours
    return DrafterRecord(kind=kind, name=run.drafter, version=run.drafter_version, model=run.model or None)


def _audit(audit: Audit, claims: Claims) -> AuditRecord:
    return AuditRecord(
        rules=audit.rules_version,
        audited_at=rfc3339(audit.audited_at),
        body_hash=audit.body_hash,
        claims=audit.claims_total,
        traced=audit.claims_traced,
        waived=sum(claim["result"] == "waived" for found in claims.values() for claim in found),
        figures=audit.figures_total,
        figures_traced=audit.figures_traced,
        quotations=audit.quotations_total,
        quotations_matched=audit.quotations_matched,
    )

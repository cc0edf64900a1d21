"""Records of takes, questions and tallies, built from rows and snapshots that were already read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import cast

from evidence.api.describing import WithdrawnSourceRecord
from evidence.api.records import Address, NamedRecord, moment, stamp
from evidence.models import Card
from questions.api.finding import is_withdrawn
from questions.api.labels import disclosure_record
from questions.api.records import (
    PositionRecord,
    PositionTallyRecord,
    QuestionEntry,
    TakeEntry,
    TakeState,
    TallyFigures,
    WithdrawalRecord,
)
from questions.disclosure import Disclosure, disclosure, withdrawn_disclosure
from questions.models import Position, Question, Take, Wording
from questions.snapshot import Snapshot, parse
from questions.tallies import TallyShape
from questions.withholding import without_cards

Gone = Mapping[int, Card]


def take_state(take: Take, newest: int | None) -> TakeState:
    """How the version stands to the others."""
    if is_withdrawn(take):
        return "withdrawn"
    return "current" if take.number == newest else "superseded"


def take_entry(
    take: Take,
    *,
    slug: str,
    newest: int | None,
    wording: Wording,
    site: Address,
    snapshot: Snapshot | None = None,
) -> TakeEntry:
    """A version in brief; of a withdrawn one the label and no word of its text."""
    if is_withdrawn(take):
        return _bare_entry(take, slug, newest, site, withdrawn_disclosure(take, wording))
    told = snapshot or parse(take.snapshot)
    return {
        **_bare_entry(take, slug, newest, site, disclosure(told, wording)),
        "verdict": told["verdict"],
        "answer": told["answer"],
        "previous": told["previous"],
        "held_since": told["held_since"],
        "change": told["change"],
        "window": told["window"],
        "evidence": told["evidence"],
        "provenance": told["provenance"],
        "audit": told["audit"],
    }


def question_entry(
    question: Question, *, current: TakeEntry | None, versions: int, site: Address
) -> QuestionEntry:
    """A question; reads its prefetched topics and positions."""
    return {
        "id": str(question.stable_id),
        "slug": question.slug,
        "title": question.title,
        "intro": question.intro,
        "url": site(question.path_public),
        "topics": [{"slug": topic.slug, "label": topic.name} for topic in question.topics.all()],
        "scale": scale_records(question.positions.all()),
        "window_days": question.window_days,
        "evidence_until": question.evidence_until.isoformat() if question.evidence_until else None,
        "coverage_since": question.coverage_since.isoformat() if question.coverage_since else None,
        "review_policy": question.review_policy,
        "current": current,
        "versions": versions,
        "published_at": moment(question.first_published_at),
        "updated_at": moment(question.last_published_at),
        "demo": question.is_demo,
    }


def scale_records(positions: Iterable[Position]) -> list[PositionRecord]:
    """The scale in its order, retired positions at the places that they had."""
    return [
        {
            "slug": position.slug,
            "label": position.label,
            "description": position.description,
            "index": index,
            "retired": position.retired,
        }
        for index, position in enumerate(sorted(positions, key=lambda each: each.order))
    ]


def tally_figures(shape: TallyShape) -> TallyFigures:
    """A tally as the API tells it."""
    return {
        "total": shape.total,
        "shown": shape.shown,
        "minimum": shape.minimum,
        "positions": [cast(PositionTallyRecord, asdict(position)) for position in shape.positions],
        "as_of": stamp(shape.as_of),
    }


def named(position: Position) -> NamedRecord:
    """A position by name."""
    return {"slug": position.slug, "label": position.label}


def gone_cards(snapshot: Snapshot) -> Gone:
    """Cited cards that were withdrawn since, by id; one query."""
    cited = [source["card"] for source in snapshot["sources"]]
    rows = Card.objects.filter(pk__in=cited, state=Card.State.WITHDRAWN).only(
        "withdrawn_at", "withdrawn_reason"
    )
    return {card.pk: card for card in rows}


def gone_records(snapshot: Snapshot, gone: Gone) -> list[WithdrawnSourceRecord]:
    """The withdrawn cards under their numbers in the take."""
    return [
        {
            "n": source["n"],
            "ref": source["ref"],
            "reason": gone[source["card"]].withdrawn_reason,
            "withdrawn_at": moment(gone[source["card"]].withdrawn_at) or "",
        }
        for source in snapshot["sources"]
        if source["card"] in gone
    ]


def without_gone(snapshot: Snapshot, gone: Gone) -> Snapshot:
    """The snapshot without the text of withdrawn cards: in its sources, and in the snippets of findings."""
    return without_cards(snapshot, gone)


def _bare_entry(take: Take, slug: str, newest: int | None, site: Address, label: Disclosure) -> TakeEntry:
    withdrawal: WithdrawalRecord | None = None
    if is_withdrawn(take):
        taken_back = take.withdrawal
        at, erased = stamp(taken_back.at), taken_back.redacted
        withdrawal = {"reason": taken_back.reason, "at": at, "erased": erased}
    return {
        "number": take.number or 0,
        "state": take_state(take, newest),
        "url": site(f"/questions/{slug}/v/{take.number}/"),
        "published_at": moment(take.numbered_at) or "",
        "content_hash": take.content_hash,
        "withdrawal": withdrawal,
        "verdict": None,
        "answer": None,
        "previous": None,
        "held_since": None,
        "change": None,
        "window": None,
        "evidence": None,
        "provenance": None,
        "audit": None,
        "disclosure": disclosure_record(label),
    }

"""Published versions with hand-made snapshots, for pages that render snapshots and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from datetime import datetime
from typing import Any

from django.db.models import Max
from django.db.models.base import ModelState

from cms.users.models import User
from evidence.models import Card, CardTopic
from evidence.refs import CardRef
from questions.bearing import window_of
from questions.models import Audit, Position, Question, Stance, Take, Withdrawal
from questions.snapshot import SCHEMA, ClaimRecord, FindingRecord, Snapshot, canonical, content_hash


def finding_in(card: Card, n: int, claim: str) -> FindingRecord:
    """A finding whose span is the first word of the claim and of the card's excerpt."""
    word = card.excerpt.split(" ")[0]
    return FindingRecord(
        kind="traced_number",
        note=f"Found in the excerpt of {card.ref}.",
        text=claim.split(" ")[0],
        claim_span=[0, len(claim.split(" ")[0])],
        source=n,
        field="excerpt",
        source_span=[0, len(word)],
        snippet=card.excerpt[:200],
        snippet_span=[0, len(word)],
        blocking=False,
        waived=False,
    )


def claim_on(card: Card, n: int, text: str) -> ClaimRecord:
    """A traced claim that cites one source."""
    return ClaimRecord(
        n=n, text=text, sources=[n], result="traced", findings=[finding_in(card, n, text)], waivers=[]
    )


def snapshot_of(
    question: Question,
    verdict: Position,
    cards: Sequence[Card],
    *,
    now: datetime,
    number: int = 1,
    **changes: Any,
) -> Snapshot:
    """The snapshot of a version whose one section cites each card once; `changes` replace whole entries."""
    scale = list(question.positions.filter(retired=False).order_by("order"))
    window = window_of(question, now.date())
    at = now.isoformat().replace("+00:00", "Z")
    days = sorted(card.published_on.isoformat() for card in cards)
    claims = [claim_on(card, n, f"{n} things were counted there.") for n, card in enumerate(cards, start=1)]
    cites = "".join(
        f'{claim["text"]}<a class="cite" id="cite-{n}-1" href="#source-{n}">{n}</a> '
        for n, claim in enumerate(claims, start=1)
    )
    whole: dict[str, Any] = {
        "schema": SCHEMA,
        "question": {"id": str(question.stable_id), "slug": question.slug, "title": question.title},
        "number": number,
        "previous": number - 1 or None,
        "published_at": at,
        "verdict": {
            "slug": verdict.slug,
            "label": verdict.label,
            "index": [position.pk for position in scale].index(verdict.pk),
            "of": len(scale),
        },
        "scale": [{"slug": position.slug, "label": position.label} for position in scale],
        "held_since": {"number": number, "at": at},
        "answer": "The weir says so.",
        "answer_claims": [],
        "sections": [
            {
                "id": "s1",
                "kind": "for",
                "heading": "The case for it",
                "html": f"<p>{cites}</p>",
                "claims": claims,
            }
        ],
        "trip_wires": [
            {
                "towards": {"slug": scale[0].slug, "label": scale[0].label},
                "text": "Two more spills would move it.",
                "claims": [],
            }
        ],
        "sources": [
            {
                "n": n,
                "card": card.pk,
                "ref": card.ref,
                "slug": card.card_ref.slug if card.card_ref else "",
                "headline": card.headline,
                "excerpt": card.excerpt,
                "excerpt_origin": card.excerpt_origin,
                "source": {"slug": card.source.slug, "label": card.source.name},
                "published_on": card.published_on.isoformat(),
                "date_estimated": card.date_estimated,
                "links": [{"url": link.url, "label": link.label} for link in card.links.all()],
            }
            for n, card in enumerate(cards, start=1)
        ],
        "indicators": [],
        "tally": {"total": 0, "positions": [], "at": at},
        "window": {"first": window.first.isoformat(), "last": window.last.isoformat()},
        "evidence": {
            "cards": len(cards),
            "first": days[0] if days else None,
            "last": days[-1] if days else None,
        },
        "provenance": {
            "drafter": {"kind": "extractive", "name": "Extractive drafter", "version": "1.0", "model": None},
            "run": None,
            "generated_at": at,
            "words_changed": 0.0,
            "edited": False,
            "reviewed_by": None,
            "reviewed_at": None,
            "self_approved": False,
            "review_policy": "publish_unreviewed",
        },
        "audit": {
            "rules": "1",
            "audited_at": at,
            "body_hash": "0" * 64,
            "claims": len(claims),
            "traced": len(claims),
            "waived": 0,
            "figures": len(claims),
            "figures_traced": len(claims),
            "quotations": 0,
            "quotations_matched": 0,
        },
        "change": {"kind": "new_evidence", "reason": "First answer."},
        "demo": question.is_demo,
    }
    return Snapshot(**{**whole, **changes})  # type: ignore[typeddict-item]


def publish(question: Question, snapshot: Snapshot, *, by: User, now: datetime) -> Take:
    """Store a version that carries this snapshot, past the use cases but not past the database's rules."""
    window = window_of(question, now.date())
    take = Take.objects.create(
        question=question,
        verdict=question.positions.get(slug=snapshot["verdict"]["slug"]),
        answer=snapshot["answer"],
        window_from=window.first,
        window_to=window.last,
        change_kind=snapshot["change"]["kind"],
        change_reason=snapshot["change"]["reason"],
        created_at=now,
        live=False,
    )
    take.audit = Audit.objects.create(
        take=take,
        body_hash=snapshot["audit"]["body_hash"],
        rules_version=snapshot["audit"]["rules"],
        audited_at=now,
        claims_total=snapshot["audit"]["claims"],
        claims_traced=snapshot["audit"]["traced"],
        figures_total=snapshot["audit"]["figures"],
        figures_traced=snapshot["audit"]["figures_traced"],
        quotations_total=snapshot["audit"]["quotations"],
        quotations_matched=snapshot["audit"]["quotations_matched"],
    )
    take.snapshot = canonical(snapshot)
    take.content_hash = content_hash(take.snapshot)
    take.number, take.numbered_at, take.numbered_by, take.authorised_by = snapshot["number"], now, by, by
    take.live = True
    take.save()
    return take


def more_like(card: Card, number: int) -> list[Card]:
    """So many more cards that are like a published one, topics and stances included, written as rows."""
    topics, stances = list(card.card_topics.all()), list(card.stances.all())
    taken = Card.objects.filter(ref_day=card.ref_day).aggregate(last=Max("ref_number"))["last"]
    made = []
    for n in range(taken + 1, taken + 1 + number):
        copied = copy(card)
        copied.pk, copied._state = None, ModelState()
        copied.ref_number = copied.briefing_order = n
        copied.ref = str(CardRef(card.ref_day, n))
        made.append(copied)
    Card.objects.bulk_create(made)
    for rows in (topics, stances):
        for row in rows:
            type(row).objects.bulk_create([_moved(row, to) for to in made])
    return made


def _moved(row: CardTopic | Stance, card: Card) -> CardTopic | Stance:
    moved = copy(row)
    moved.pk, moved._state, moved.card = None, ModelState(), card
    return moved


def withdraw(take: Take, reason: str, *, by: User, now: datetime) -> Withdrawal:
    """Take a version back."""
    return Withdrawal.objects.create(take=take, reason=reason, by=by, at=now)

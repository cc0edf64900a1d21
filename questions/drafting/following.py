"""What became of a draft that was handed in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from wagtail.models import TaskState, WorkflowState

from evidence.models import Card
from questions.claim_records import claim_records
from questions.models import Audit, Citation, Run, Take
from questions.snapshot import ClaimRecord

Outcome = Literal["in_review", "returned", "published", "withdrawn", "set_aside"]


@dataclass(frozen=True, slots=True)
class Fate:
    """Where a draft stands: why it was returned or withdrawn, its number once published."""

    outcome: Outcome
    reason: str = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The audit of the text as it was handed in, with its claims; `sources` are refs and slugs by number."""

    audit: Audit
    claims: tuple[ClaimRecord, ...]
    sources: tuple[tuple[int, str, str], ...]


def fate_of(run: Run) -> Fate:
    """Where the draft of a run stands. A draft taken out of review, or deleted, is set aside."""
    take = Take.objects.filter(run=run).select_related("withdrawal").defer("body", "snapshot").first()
    if take is None:
        return Fate("set_aside")
    withdrawal = getattr(take, "withdrawal", None)
    if withdrawal is not None:
        return Fate("withdrawn", withdrawal.reason, take.number)
    if take.number is not None:
        return Fate("published", version=take.number)
    state = WorkflowState.objects.for_instance(take).order_by("-created_at", "-pk").first()
    if state is None:
        return Fate("set_aside")
    if state.status == WorkflowState.STATUS_IN_PROGRESS:
        return Fate("in_review")
    if state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        return Fate("returned", _reason(state))
    return Fate("set_aside")


def audit_as_handed_in(run: Run) -> HandedIn | None:
    """The first audit of a run's take: what people changed afterwards is theirs. None without a take."""
    audit = Audit.objects.filter(take__run=run).order_by("pk").first()
    if audit is None:
        return None
    cited = list(dict.fromkeys(Citation.objects.filter(claim__audit=audit).values_list("card", flat=True)))
    public = {card.pk: card for card in Card.objects.public().filter(pk__in=cited).defer("fts")}
    numbers = {pk: n for n, pk in enumerate((pk for pk in cited if pk in public), start=1)}
    told = {pk: card for pk, card in public.items() if card.state == Card.State.PUBLISHED}
    by_block = claim_records(audit, numbers, told)
    claims = sorted((claim for block in by_block.values() for claim in block), key=lambda claim: claim["n"])
    refs = {pk: card.card_ref for pk, card in public.items()}
    sources = tuple((n, str(ref), ref.slug) for pk, n in numbers.items() if (ref := refs[pk]) is not None)
    return HandedIn(audit, tuple(claims), sources)


def _reason(state: WorkflowState) -> str:
    returned = TaskState.objects.filter(workflow_state=state, status=TaskState.STATUS_REJECTED)
    comment: str | None = returned.order_by("-pk").values_list("comment", flat=True).first()
    return comment or ""

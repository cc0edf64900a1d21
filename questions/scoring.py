"""How drafters did: what came of their drafts, counted from the record.

A drafter is one name with one version and one model; another version is another drafter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import (
    Case,
    Count,
    Exists,
    FloatField,
    JSONField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    When,
)
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Cast, Coalesce

from questions.drafting.language_model.failing import MENDABLE
from questions.models import Audit, Finding, Run, RunExchange, Take, Waiver, Withdrawal
from questions.models.take import TakeQuerySet

Drafter = tuple[str, str, str]
# An answer that was not what was asked for, by its form or by its findings; a busy server is nobody's draft.
_SENT_BACK = ~Q(findings=[]) | Q(outcome__in=MENDABLE)


@dataclass(frozen=True, slots=True)
class DrafterScore:
    """One drafter's figures.

    `runs` counts attempts with or without a draft, `drafted` takes, `passed_first` those whose first text
    left nothing blocking in the audit, without having been sent back. `claims` are those of the first texts,
    `waived` those of the last texts with a finding that a reviewer let pass. `words_changed` is the mean
    share, 0 to 1, over published versions, None without any. `overturned` versions were withdrawn, or
    followed by another verdict; `flips` changed the verdict before them. `cost` sums the runs whose cost is
    known, None without any; `cost_unknown` counts the others.
    """

    name: str
    version: str
    model: str
    runs: int
    drafted: int
    published: int
    passed_first: int
    claims: int
    waived: int
    words_changed: float | None
    overturned: int
    flips: int
    cost: Decimal | None
    cost_unknown: int

    @property
    def pass_rate(self) -> float | None:
        """The share of takes that passed at first try, 0 to 1; None without takes."""
        return self.passed_first / self.drafted if self.drafted else None

    @property
    def pass_percent(self) -> int:
        """The pass rate in whole percent."""
        return round(100 * (self.pass_rate or 0.0))

    @property
    def changed_percent(self) -> float:
        """The share of words that people changed, in percent to one decimal."""
        return round(100 * (self.words_changed or 0.0), 1)


def score_drafters(*, public: bool = False) -> list[DrafterScore]:
    """Every drafter's figures by name, version and model, in three queries whatever there is.

    `public` counts public questions alone and names nobody who published nothing. Of drafts it counts how many
    there were and how many passed; claims, waivers and cost are those of published versions.
    """
    takes = Take.objects.filter(run__isnull=False)
    runs = Run.objects.drafting()
    if public:
        takes = takes.filter(question__live=True)
        runs = runs.filter(take__number__isnull=False, question__live=True)
    neighbours = _verdicts()
    by_drafter: dict[Drafter, list[_Drafted]] = defaultdict(list)
    for drafted in _drafted(takes):
        by_drafter[drafted.drafter].append(drafted)
    return [_score(spent, by_drafter[spent.drafter], neighbours, public) for spent in _spent(runs)]


@dataclass(frozen=True, slots=True)
class _Spent:
    drafter: Drafter
    runs: int
    cost: Decimal | None
    unknown: int


@dataclass(frozen=True, slots=True)
class _Drafted:
    drafter: Drafter
    question: int
    number: int | None
    withdrawn: bool
    passed: bool
    claims: int
    waived: int
    words_changed: float | None


def _spent(runs: QuerySet[Run]) -> list[_Spent]:
    rows = (
        Run.objects.filter(pk__in=runs)
        .order_by("drafter", "drafter_version", "model")
        .values_list("drafter", "drafter_version", "model")
        .annotate(runs=Count("pk"), spent=Sum("cost"), unknown=Count("pk", filter=Q(cost=None)))
    )
    return [
        _Spent((name, version, model), count, cost, unknown)
        for name, version, model, count, cost, unknown in rows
    ]


def _drafted(takes: TakeQuerySet) -> list[_Drafted]:
    first = Audit.objects.filter(take=OuterRef("pk")).order_by("pk")
    last = Audit.objects.filter(take=OuterRef("pk")).order_by("-audited_at", "-pk").values("pk")[:1]
    rows = (
        takes.order_by()
        .annotate(
            first_audit=Subquery(first.values("pk")[:1]), last_audit=Coalesce("audit_id", Subquery(last))
        )
        .values_list(
            "run__drafter", "run__drafter_version", "run__model", "question_id", "number", "first_audit",
            Exists(Withdrawal.objects.filter(take=OuterRef("pk"))),
            Exists(Finding.objects.filter(claim__audit=OuterRef("first_audit"), blocking=True)),
            Exists(RunExchange.objects.filter(_SENT_BACK, run=OuterRef("run"))),
            Subquery(first.values("claims_total")[:1]),
            Subquery(_waived()),
            _words_changed(),
        )
    )  # fmt: skip
    return [
        _Drafted(
            drafter=(name, version, model),
            question=question,
            number=number,
            withdrawn=withdrawn,
            passed=audit is not None and not blocked and not back,
            claims=claims or 0,
            waived=waived or 0,
            words_changed=changed,
        )
        for name, version, model, question, number, audit, withdrawn, blocked, back, claims, waived, changed
        in rows
    ]  # fmt: skip


def _waived() -> QuerySet:
    """How many claims of a take's last text stand there because of a waiver: claims, not waivers."""
    let_pass = Waiver.objects.filter(
        take=OuterRef("claim__audit__take"), key=OuterRef("claim__waiver_key"), kind=OuterRef("kind")
    )
    found = Finding.objects.filter(Exists(let_pass), claim__audit=OuterRef("last_audit"), blocking=True)
    counted = found.order_by().values("claim__audit").annotate(n=Count("claim", distinct=True))
    return counted.values("n")


def _words_changed() -> Case:
    """What the version's provenance says; a draft, or a version that was erased, has no snapshot to ask."""
    snapshot = Cast("snapshot", JSONField())
    share = KeyTextTransform("words_changed", KeyTransform("provenance", snapshot))
    return Case(When(~Q(snapshot=""), then=Cast(share, FloatField())), output_field=FloatField())


def _verdicts() -> dict[tuple[int, int], int | None]:
    """The verdict of every published version by question and number."""
    rows = Take.objects.filter(number__isnull=False).order_by().values_list("question", "number", "verdict")
    return {(question, number): verdict for question, number, verdict in rows}


def _score(
    spent: _Spent, drafted: list[_Drafted], verdicts: Mapping[tuple[int, int], int | None], public: bool
) -> DrafterScore:
    name, version, model = spent.drafter
    published = [each for each in drafted if each.number is not None]
    told = published if public else drafted
    shares = [each.words_changed for each in published if each.words_changed is not None]
    return DrafterScore(
        name=name,
        version=version,
        model=model,
        runs=spent.runs,
        drafted=len(drafted),
        published=len(published),
        passed_first=sum(each.passed for each in drafted),
        claims=sum(each.claims for each in told),
        waived=sum(each.waived for each in told),
        words_changed=sum(shares) / len(shares) if shares else None,
        overturned=sum(each.withdrawn or _differs(each, 1, verdicts) for each in published),
        flips=sum(_differs(each, -1, verdicts) for each in published),
        cost=spent.cost,
        cost_unknown=spent.unknown,
    )


def _differs(drafted: _Drafted, step: int, verdicts: Mapping[tuple[int, int], int | None]) -> bool:
    """Whether the version next to it, `step` numbers on, has another verdict."""
    number = drafted.number or 0
    beside = (drafted.question, number + step)
    return beside in verdicts and verdicts[beside] != verdicts[drafted.question, number]

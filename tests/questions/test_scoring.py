"""How drafters did: counted from runs, first audits, waivers and the record."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from evidence.models import Card
from questions.auditing import audit_take, open_findings
from questions.models import Position, Run, RunExchange, Take, Waiver
from questions.publishing import publish_take
from questions.scoring import DrafterScore, score_drafters
from questions.waiving import waive_finding
from questions.withdrawing import withdraw_take
from tests.sharing import shared
from tests.world import World, body_of


class Bench:
    """Drafts by named drafters, all from one card."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.card: Card = world.card(excerpt="The gauge counted 12 salmon at the weir.")

    def run(self, drafter: str = "extractive", version: str = "1", model: str = "", **fields: Any) -> Run:
        return Run.objects.create(
            question=self.world.question,
            drafter=drafter,
            drafter_version=version,
            model=model,
            draft_day=self.world.today,
            created_at=self.world.now,
            **{"state": Run.State.DONE, "finished_at": self.world.now, **fields},
        )

    def draft(self, run: Run, verdict: Position | None = None, figure: int = 12) -> Take:
        text = f"The gauge counted {figure} salmon at the weir."
        output = {"answer": "", "sections": [{"heading": "", "paragraphs": [[{"text": text}]]}]}
        Run.objects.filter(pk=run.pk).update(output=output)
        run.refresh_from_db()
        take = self.world.take([(text, [self.card])], verdict=verdict, run=run, by=self.world.agent)
        audit_take(take=take, now=self.world.now)
        return take

    def publish(self, run: Run, verdict: Position | None = None) -> Take:
        take = self.draft(run, verdict)
        return publish_take(take=take, by=self.world.reviewer, now=self.world.now)


@shared
def bench(world: World) -> Bench:
    return Bench(world)


def only(scores: list[DrafterScore]) -> DrafterScore:
    assert len(scores) == 1
    return scores[0]


def test_nothing_is_scored_before_anything_ran(db: None) -> None:
    assert score_drafters() == score_drafters(public=True) == []


def test_a_version_or_a_model_is_a_drafter_of_its_own(bench: Bench) -> None:
    for version, model in (("1", ""), ("2", ""), ("2", "big"), ("2", "big")):
        bench.run("language_model", version, model)
    scores = [(score.version, score.model, score.runs) for score in score_drafters()]
    assert scores == [("1", "", 1), ("2", "", 1), ("2", "big", 2)]


def test_passing_at_first_try_is_read_from_the_first_audit(bench: Bench) -> None:
    bench.draft(bench.run())
    wrong = bench.draft(bench.run(), figure=999)
    wrong.answer = "Mended."
    audit_take(take=wrong, now=bench.world.now + timedelta(hours=1))
    sent_back = bench.run()
    RunExchange.objects.create(
        run=sent_back, n=1, model="big", sent_hash="", sent_text="", findings=[{"kind": "audit"}],
        held_tokens=1, at=bench.world.now,
    )  # fmt: skip
    bench.draft(sent_back)
    bench.run(state=Run.State.FAILED)
    score = only(score_drafters())
    assert (score.runs, score.drafted, score.passed_first, score.published) == (4, 3, 1, 0)
    assert score.pass_rate == pytest.approx(1 / 3)


def test_waivers_and_changed_words_are_counted(bench: Bench) -> None:
    world = bench.world
    take = bench.draft(bench.run(), figure=999)
    finding = next(finding for finding in open_findings(take) if finding.waivable)
    waive_finding(finding=finding, reason="Counted by hand.", by=world.reviewer, now=world.now)
    publish_take(take=take, by=world.reviewer, now=world.now)
    score = only(score_drafters())
    assert (score.waived, score.claims, score.words_changed) == (1, 1, 0.0)
    assert score.changed_percent == 0.0
    other = bench.run()
    changed = bench.draft(other)
    Run.objects.filter(pk=other.pk).update(output={"answer": "Something else was said once."})
    publish_take(take=changed, by=world.reviewer, now=world.now)
    assert 0.4 < (only(score_drafters()).words_changed or 0) <= 0.5


def test_overturned_and_flipped_follow_the_record(bench: Bench) -> None:
    low, high = bench.world.positions[0], bench.world.positions[2]
    bench.publish(bench.run("a"), low)
    bench.publish(bench.run("b"), high)
    bench.publish(bench.run("c"), high)
    withdraw_take(
        take=Take.objects.get(number=3), reason="Wrong.", by=bench.world.reviewer, now=bench.world.now
    )
    told = {score.name: (score.overturned, score.flips) for score in score_drafters()}
    assert told == {"a": (1, 0), "b": (0, 1), "c": (1, 0)}


def test_an_unknown_cost_is_null_and_no_nought(bench: Bench) -> None:
    bench.run("a")
    bench.run("b", cost=Decimal("0.25"))
    bench.run("b", cost=Decimal("0.50"))
    bench.run("b")
    told = {score.name: (score.cost, score.cost_unknown) for score in score_drafters()}
    assert told == {"a": (None, 1), "b": (Decimal("0.75"), 1)}


def test_a_waiver_counts_while_its_claim_stands_in_the_last_text(bench: Bench) -> None:
    world = bench.world
    take = bench.draft(bench.run(), figure=999)
    finding = next(finding for finding in open_findings(take) if finding.waivable)
    waive_finding(finding=finding, reason="Counted by hand.", by=world.reviewer, now=world.now)
    Waiver.objects.create(
        take=take, key=finding.claim.waiver_key, kind="altered_quotation", reason="Not there.",
        by=world.reviewer, byline="Rolf", at=world.now,
    )  # fmt: skip
    assert only(score_drafters()).waived == 1
    take.body = body_of([("The gauge counted 12 salmon at the weir.", [bench.card])])
    take.save()
    take.save_revision(user=world.editor)
    publish_take(take=take, by=world.reviewer, now=world.now)
    assert Waiver.objects.count() == 2
    assert only(score_drafters()).waived == only(score_drafters(public=True)).waived == 0


def test_in_public_drafts_are_counted_and_told_no_further(bench: Bench) -> None:
    bench.draft(bench.run(cost=Decimal("9")), figure=999)
    bench.run("hidden")
    assert score_drafters(public=True) == []
    bench.publish(bench.run(cost=Decimal("1")))
    score = only(score_drafters(public=True))
    assert (score.runs, score.drafted, score.passed_first, score.published) == (1, 2, 1, 1)
    assert (score.claims, score.cost) == (1, Decimal("1"))
    answer = Client().get("/api/v1/drafters/").json()
    (entry,) = answer["results"]
    assert (entry["drafted"], entry["passed_first"], entry["pass_rate"], entry["published"]) == (2, 1, 0.5, 1)
    assert entry["cost"] == "1.00000"
    assert "drafted: all of them, published or not" in answer["counted"]


def test_queries_stay_flat(bench: Bench) -> None:
    counts = []
    for _ in range(2):
        for n in range(3):
            bench.publish(bench.run(f"d{n}"))
        with CaptureQueriesContext(connection) as queries:
            score_drafters()
        counts.append(len(queries))
    assert counts == [3, 3]


def test_the_report_is_for_those_who_may_see_runs(bench: Bench) -> None:
    world = bench.world
    bench.publish(bench.run("=cmd", model="big", cost=Decimal("0.5")))
    page = reverse("questions_scorecard")
    client = Client()
    assert client.get(page).status_code == 302
    for person, status in ((world.agent, 302), (world.editor, 200)):
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(page).status_code == status
    assert Permission.objects.filter(codename="view_run").exists()
    lines = client.get(page, {"export": "csv"}).content.decode().splitlines()
    assert lines[0].startswith("name,version,model,runs")
    assert lines[1].startswith("'=cmd,1,big,1,1,1,1,")
    assert page in client.get(reverse("wagtailadmin_home")).content.decode()


@pytest.mark.parametrize(
    ("outcome", "passed"),
    [
        ("answered", 1),
        ("server_error", 1),
        ("rate_limited", 1),
        ("prose", 0),
        ("wrong_shape", 0),
        ("truncated", 0),
    ],
)
def test_an_answer_of_the_wrong_form_is_no_pass_at_first_try(bench: Bench, outcome: str, passed: int) -> None:
    run = bench.run(model="small-1")
    for n, came in enumerate((outcome, "answered"), start=1):
        RunExchange.objects.create(
            run=run, n=n, model="small-1", sent_hash="", sent_text="", held_tokens=1, outcome=came,
            at=bench.world.now, ended_at=bench.world.now,
        )  # fmt: skip
    bench.draft(run)
    assert score_drafters()[0].passed_first == passed

"""Runs: asked for, claimed once, finished once, ended with a reason."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Barrier, Thread

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django_q.models import OrmQ

from evidence.curating import withdraw_card
from evidence.models import Card
from questions.bearing import window_of
from questions.drafting import running
from questions.drafting.brief import Brief, build_brief
from questions.drafting.drafter import Draft, DraftRefused, DraftSection, DraftSentence, Progress
from questions.drafting.extractive import Extractive
from questions.drafting.running import (
    AlreadyRunning,
    RunRefused,
    cancel_run,
    execute_run,
    request_run,
    resume_stale_runs,
    retry_run,
)
from questions.models import Position, Question, Run, Take
from questions.reviewing import approve_take
from tests.world import NOW, TODAY, World


def clock_at(now: datetime = NOW) -> Callable[[], datetime]:
    return lambda: now


def fill(world: World) -> list[Card]:
    """Nine cards of three sources: five for the second position, four for the first."""
    made = []
    for n in range(9):
        source = (world.gauge, world.herald, world.institute)[n % 3]
        position = world.positions[1] if n % 2 == 0 else world.positions[0]
        made.append(
            world.card(
                f"Report {n} on the river",
                f"The water held {n + 3} milligrams of phosphate in spring. Nobody had measured it before.",
                source=source,
                stance=position,
                published_on=TODAY - timedelta(days=n + 1),
            )
        )
    return made


def ask(world: World, **changes: object) -> Run:
    given = {
        "question": world.question,
        "by": world.editor,
        "trigger": Run.Trigger.EDITOR,
        "day": TODAY,
        "now": NOW,
    }
    return request_run(**{**given, **changes})  # type: ignore[arg-type]


def drafting_as(monkeypatch: pytest.MonkeyPatch, act: Callable[[Brief, Progress], Draft]) -> None:
    """Replace the extractive drafter's work."""

    class Acting(Extractive):
        def draft(self, brief: Brief, progress: Progress, aliases: Mapping[str, str] | None = None) -> Draft:
            return act(brief, progress)

    monkeypatch.setitem(running.DRAFTERS, "extractive", Acting())


def test_a_run_makes_one_audited_draft_and_puts_it_to_review(world: World) -> None:
    fill(world)
    run = execute_run(key=ask(world).key, clock=clock_at())
    assert (run.state, run.error, run.step) == (Run.State.DONE, "", "")
    take = Take.objects.get(run=run)
    assert take.number is None
    assert take.verdict == world.positions[1]
    assert take.window_to == TODAY
    assert take.workflow_in_progress
    assert take.audits.get().claims_total == take.audits.get().claims_traced > 5
    assert (
        take.change_reason
        == "Drafted from 9 cards of 10 February to 10 May 2026; the first verdict is Nearly."
    )
    assert run.input_hash
    assert len(run.brief["cards"]) == 9
    assert run.output is not None


def test_computed_trip_wires_are_checked_nightly(world: World) -> None:
    fill(world)
    run = execute_run(key=ask(world).key, clock=clock_at())
    wires = {wire.towards: wire for wire in Take.objects.get(run=run).trip_wires.filter(condition="cards")}
    assert set(wires) == {world.positions[0], world.positions[2]}
    assert all(wire.position == towards and wire.at_least for towards, wire in wires.items())
    assert f"{wires[world.positions[2]].at_least} more cards" in wires[world.positions[2]].text


def test_a_task_that_is_delivered_twice_makes_one_draft(world: World) -> None:
    fill(world)
    key = ask(world).key
    execute_run(key=key, clock=clock_at())
    again = execute_run(key=key, clock=clock_at(NOW + timedelta(hours=2)))
    assert (again.state, again.starts) == (Run.State.DONE, 1)
    assert Take.objects.count() == 1


def test_asking_queues_one_task_in_the_same_transaction(world: World) -> None:
    run = ask(world)
    assert [queued.task["args"] for queued in OrmQ.objects.all()] == [(str(run.key),)]


def test_a_question_has_one_active_run(world: World) -> None:
    run = ask(world)
    with pytest.raises(AlreadyRunning) as refusal:
        ask(world)
    assert refusal.value.run == run


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"day": TODAY + timedelta(days=1)}, "days to come"),
        ({"drafter": "oracle"}, "no drafter called “oracle”"),
    ],
)
def test_a_run_that_cannot_be_is_refused_with_a_sentence(
    world: World, changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(RunRefused, match=sentence):
        ask(world, **changes)
    assert not Run.objects.exists()


def test_a_question_without_two_positions_is_refused(world: World) -> None:
    Position.objects.filter(pk__in=[position.pk for position in world.positions[1:]]).update(retired=True)
    with pytest.raises(RunRefused, match="at least two positions"):
        ask(world)


def test_thin_evidence_ends_the_run_with_the_counts_and_no_take(world: World) -> None:
    world.card(stance=world.positions[0])
    run = execute_run(key=ask(world).key, clock=clock_at())
    assert run.state == Run.State.THIN
    assert "holds 1 card that takes a side, from 1 source." in run.error
    assert not Take.objects.exists()


def test_a_run_cancelled_midway_leaves_no_take(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(world)
    run = ask(world)

    def cancelled_meanwhile(brief: Brief, progress: Progress) -> Draft:
        cancel_run(run=run, by=world.editor, now=NOW)
        return Extractive().draft(brief, progress)

    drafting_as(monkeypatch, cancelled_meanwhile)
    ended = execute_run(key=run.key, clock=clock_at())
    assert (ended.state, ended.error) == (Run.State.CANCELLED, "Cancelled by edda.")
    assert not Take.objects.exists()


def test_a_run_cancelled_while_its_draft_is_being_finished_leaves_no_take(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world)
    run = ask(world)
    monkeypatch.setattr(running, "_step", lambda run, name, clock: None)

    def cancelled_at_the_end(brief: Brief, progress: Progress) -> Draft:
        made = Extractive().draft(brief, progress)
        cancel_run(run=run, by=world.editor, now=NOW)
        return made

    drafting_as(monkeypatch, cancelled_at_the_end)
    assert execute_run(key=run.key, clock=clock_at()).state == Run.State.CANCELLED
    assert not Take.objects.exists()


def test_an_ended_run_cannot_be_cancelled(world: World) -> None:
    run = ask(world)
    cancel_run(run=run, by=world.editor, now=NOW)
    with pytest.raises(RunRefused, match="ended already"):
        cancel_run(run=run, by=world.editor, now=NOW)


def test_a_killed_worker_s_run_comes_back_when_its_lease_ran_out(world: World) -> None:
    fill(world)
    run = ask(world)
    running._claim(run.key, NOW)
    early = execute_run(key=run.key, clock=clock_at(NOW + timedelta(seconds=30)))
    assert (early.state, early.starts) == (Run.State.RUNNING, 1)
    late = execute_run(key=run.key, clock=clock_at(NOW + timedelta(seconds=121)))
    assert (late.state, late.starts) == (Run.State.DONE, 2)
    assert Take.objects.count() == 1


def test_a_run_gives_up_after_three_starts(world: World) -> None:
    run = ask(world)
    for minutes in (0, 3, 6):
        assert running._claim(run.key, NOW + timedelta(minutes=minutes)) is not None
    ended = execute_run(key=run.key, clock=clock_at(NOW + timedelta(minutes=9)))
    assert (ended.state, ended.error) == (Run.State.FAILED, "Gave up after 3 starts.")


def test_a_worker_that_lost_its_run_writes_nothing(world: World) -> None:
    fill(world)
    run = ask(world)
    slow = running._claim(run.key, NOW)
    assert slow is not None
    late = NOW + timedelta(minutes=5)
    assert running._claim(run.key, late) is not None
    with pytest.raises(running.RunLost):
        running._work(slow, clock_at(late))
    assert not Take.objects.exists()


def test_stale_runs_are_queued_again_and_fresh_ones_left_alone(world: World) -> None:
    ask(world)
    assert resume_stale_runs(now=NOW + timedelta(seconds=60)) == 0
    assert resume_stale_runs(now=NOW + timedelta(seconds=121)) == 1
    assert OrmQ.objects.count() == 2


def test_an_unforeseen_error_ends_the_run_with_a_sentence_and_nothing_saved(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world)

    def broken(**given: object) -> None:
        Take.objects.create(question=world.question, created_at=NOW, live=False)
        raise ZeroDivisionError

    monkeypatch.setattr(running, "open_draft", broken)
    run = execute_run(key=ask(world).key, clock=clock_at())
    assert run.state == Run.State.FAILED
    assert "broke off at “Saving and auditing the draft” (ZeroDivisionError)" in run.error
    assert not Take.objects.exists()


def test_a_failed_run_is_tried_again_as_a_run_of_its_own(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(brief: Brief, progress: Progress) -> Draft:
        raise DraftRefused("No.")

    with monkeypatch.context() as patch:
        drafting_as(patch, refused)
        failed = execute_run(key=ask(world).key, clock=clock_at())
    assert (failed.state, failed.error) == (Run.State.FAILED, "No.")
    again = retry_run(run=failed, by=world.reviewer, now=NOW)
    assert (again.trigger, again.draft_day, again.requested_by) == (Run.Trigger.RETRY, TODAY, world.reviewer)
    with pytest.raises(AlreadyRunning):
        retry_run(run=again, by=world.reviewer, now=NOW)


def _citing(card_id: int, **changes: object) -> Callable[[Brief, Progress], Draft]:
    sentence = DraftSentence("The river is clean.", (card_id,))
    section = DraftSection("answer", "The answer", ((sentence,),))
    given = {"verdict_slug": "nearly", "answer": "Nearly.", "sections": (section,)}
    return lambda brief, progress: Draft(**{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["unknown", "unpublished", "out of window", "of no concern"])
def test_a_draft_that_cites_outside_its_brief_is_refused_whole(
    world: World, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    stranger = {
        "unknown": lambda: 987_654,
        "unpublished": lambda: world.card(publish=False, published_on=TODAY).pk,
        "out of window": lambda: world.card(published_on=TODAY - timedelta(days=90)).pk,
        "of no concern": lambda: world.card("Bridge", "It was painted.", topics=[], published_on=TODAY).pk,
    }[kind]()
    fill(world)
    drafting_as(monkeypatch, _citing(stranger))
    run = execute_run(key=ask(world).key, clock=clock_at())
    assert (run.state, run.error) == (
        Run.State.FAILED,
        f"The draft cites cards that it was not given: {stranger}.",
    )
    assert not Take.objects.exists()


def test_a_draft_that_cites_a_card_withdrawn_meanwhile_is_refused_by_its_ref(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = fill(world)[0]

    def withdrawn_meanwhile(brief: Brief, progress: Progress) -> Draft:
        withdraw_card(card=card, reason="Wrong.", by=world.editor, now=NOW)
        return _citing(card.pk)(brief, progress)

    drafting_as(monkeypatch, withdrawn_meanwhile)
    run = execute_run(key=ask(world).key, clock=clock_at())
    assert run.error == f"The draft cites cards that have left the evidence since: {card.ref}."
    assert not Take.objects.exists()


def test_a_verdict_that_the_scale_does_not_offer_is_refused(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = fill(world)[0]
    drafting_as(monkeypatch, _citing(card.pk, verdict_slug="drinkable"))
    run = execute_run(key=ask(world).key, clock=clock_at())
    assert run.error == "The draft settles on “drinkable”, which this scale does not offer."


def test_markup_in_cards_is_text_in_the_take(world: World) -> None:
    cards = fill(world)
    Card.objects.filter(pk__in=[card.pk for card in cards]).update(
        excerpt="The <b>water</b> & <script>alert(1)</script> was as clear as it had been in years."
    )
    run = execute_run(key=ask(world).key, clock=clock_at())
    html = run.take.body[0].value["text"].source
    assert "<script" not in html
    assert "&lt;script&gt;" in run.take.body[0].value["text"].source + run.take.body[1].value["text"].source


def test_the_policy_publishes_a_clean_draft_of_the_standing_verdict_unreviewed(world: World) -> None:
    fill(world)
    first = execute_run(key=ask(world).key, clock=clock_at()).take
    assert first.number is None
    approve_take(take=first, by=world.reviewer, now=NOW)
    Question.objects.filter(pk=world.question.pk).update(
        review_policy=Question.ReviewPolicy.UNREVIEWED, policy_set_by=world.admin
    )
    later = NOW + timedelta(hours=1)
    run = execute_run(key=ask(world, question=Question.objects.get(), now=later).key, clock=clock_at(later))
    take = Take.objects.get(run=run)
    assert (take.number, take.authorised_by, take.reviewed_by) == (2, world.admin, None)
    assert take.change_reason.endswith("the verdict stays Nearly.")


def test_gathering_takes_as_many_queries_for_many_cards_as_for_few(
    world: World, django_assert_num_queries: Callable[..., object]
) -> None:
    assert world.indicator
    question, window = world.question, window_of(world.question, TODAY)
    world.card(stance=world.positions[0])
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        build_brief(question, window, NOW)
    fill(world)
    with django_assert_num_queries(8):  # type: ignore[attr-defined]
        brief = build_brief(question, window, NOW)
    assert brief.readings[0].value == len(brief.cards) == len(brief.readings[0].card_ids) == 10


def test_the_command_drafts_at_once(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    fill(world)
    call_command("draft_take", "is-the-river-clean-again", by=world.editor.username, day=TODAY)
    assert "Nearly" in capsys.readouterr().out
    with pytest.raises(CommandError, match="no question"):
        call_command("draft_take", "is-it", by=world.editor.username)


def test_the_command_asks_the_drafter_that_is_named_or_the_preferred_one(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(world)
    monkeypatch.setattr("questions.management.commands.draft_take.default_drafter", lambda: "preferred")
    options = {"by": world.editor.username, "day": TODAY}
    with pytest.raises(CommandError, match="no drafter called “preferred”"):
        call_command("draft_take", "is-the-river-clean-again", **options)
    with pytest.raises(CommandError, match="no drafter called “oracle”"):
        call_command("draft_take", "is-the-river-clean-again", drafter="oracle", **options)
    call_command("draft_take", "is-the-river-clean-again", drafter="extractive", **options)
    assert Run.objects.get().drafter == "extractive"


def test_two_workers_on_one_question_make_one_draft(committed_world: World) -> None:
    world = committed_world
    fill(world)
    key = ask(world).key
    ready = Barrier(2)

    def work() -> None:
        try:
            ready.wait()
            execute_run(key=key, clock=clock_at())
        finally:
            connections.close_all()

    workers = [Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    run = Run.objects.get(key=key)
    assert (run.state, run.starts, Take.objects.count()) == (Run.State.DONE, 1, 1)


def test_two_editors_who_ask_at_once_get_one_run(committed_world: World) -> None:
    world = committed_world
    question, editor = world.question, world.editor
    ready, refusals = Barrier(4), []

    def click() -> None:
        try:
            ready.wait()
            request_run(question=question, by=editor, trigger=Run.Trigger.EDITOR, day=TODAY, now=NOW)
        except AlreadyRunning as refusal:
            refusals.append(refusal)
        finally:
            connections.close_all()

    clicks = [Thread(target=click) for _ in range(4)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()
    assert (Run.objects.count(), len(refusals), OrmQ.objects.count()) == (1, 3, 1)

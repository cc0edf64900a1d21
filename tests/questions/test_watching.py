"""What the nightly check finds and what comes of it."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_q.models import OrmQ

from questions.correcting import open_correction
from questions.drafting import running
from questions.drafting.brief import Brief
from questions.drafting.drafter import Draft, DraftRefused, DraftSection, DraftSentence, EvidenceTooThin
from questions.drafting.running import cancel_run, execute_run
from questions.models import Notice, Question, Reading, Run, Take, TripWire
from questions.noticing import deal_with
from questions.publishing import publish_take
from questions.redrafting import act_on, watch_questions
from questions.reviewing import return_take, submit_for_review
from questions.snapshot import parse
from questions.tasks import watch_questions as task
from questions.watching import check_question
from tests.world import NOW, TODAY, World, body_of

LATER = NOW + timedelta(days=3)


def publish(world: World, *wires: TripWire, now: datetime = NOW) -> Take:
    """A version on one card, with these trip-wires."""
    card = world.card(published_on=TODAY - timedelta(days=3))
    take = world.take([(card.excerpt, [card])], answer="Not yet.")
    for wire in wires:
        wire.take, wire.towards = take, world.positions[2]
        wire.text = wire.text or "The salmon return."
        wire.save()
    take.refresh_from_db()
    take.body = body_of([(card.excerpt, [card])])
    take.trip_wires.set(list(TripWire.objects.filter(take=take)))
    take.save()
    take.save_revision(user=world.editor)
    return publish_take(take=take, by=world.reviewer, now=now)


def cards_wire(world: World, n: int = 2) -> TripWire:
    return TripWire(condition=TripWire.Condition.CARDS, position=world.positions[2], at_least=n)


def later_card(world: World, days: int = 2, **fields: object) -> None:
    """A card that came out `days` after the take."""
    before, world.now = world.now, NOW + timedelta(days=days)
    world.card(published_on=TODAY + timedelta(days=days), **fields)
    world.now = before


def read(world: World, value: int, day: int = 2) -> None:
    Reading.objects.create(
        indicator=world.indicator, day=TODAY + timedelta(days=day), value=value, counted_at=LATER
    )


def night(world: World, now: datetime = LATER) -> int:
    return watch_questions(questions=[Question.objects.get(pk=world.question.pk)], now=now)


def setting(world: World, redraft: str, after: int = 10) -> None:
    world.question.redraft, world.question.redraft_after_cards = redraft, after
    world.question.save()


def test_a_question_without_a_version_is_left_alone(world: World) -> None:
    world.card()
    assert check_question(question=world.question, now=LATER).take is None
    assert night(world) == 0


def test_cards_that_came_out_after_the_take_are_new(world: World) -> None:
    publish(world)
    assert check_question(question=world.question, now=LATER).cards == ()
    later_card(world)
    later_card(world, headline="Ferry timetable", excerpt="The ferry runs hourly.", topics=[])
    assert len(check_question(question=world.question, now=LATER).cards) == 1


def test_a_trip_wire_of_cards_is_hit_by_later_cards_with_the_stance(world: World) -> None:
    publish(world, cards_wire(world))
    later_card(world, stance=world.positions[2])
    later_card(world, stance=world.positions[0])
    assert check_question(question=world.question, now=LATER).wires == ()
    later_card(world, stance=world.positions[2])
    (hit,) = check_question(question=world.question, now=LATER).wires
    assert (hit.towards, hit.text) == ("Clean", "The salmon return.")


def test_a_trip_wire_of_cards_is_hit_by_an_older_card_that_became_public_later(world: World) -> None:
    publish(world, cards_wire(world, 1))
    before, world.now = world.now, NOW + timedelta(days=1)
    world.card(published_on=TODAY - timedelta(days=5), stance=world.positions[2])
    world.now = before
    assert len(check_question(question=world.question, now=LATER).wires) == 1


def test_a_card_that_was_public_when_the_take_was_drafted_hits_no_trip_wire(world: World) -> None:
    world.card(published_on=TODAY - timedelta(days=5), stance=world.positions[2])
    publish(world, cards_wire(world, 1))
    assert check_question(question=world.question, now=LATER).wires == ()


def test_a_trip_wire_of_an_indicator_is_hit_when_it_crosses(world: World) -> None:
    publish(world, TripWire(condition=TripWire.Condition.CROSSES, indicator=world.indicator))
    read(world, 2, day=1)
    assert check_question(question=world.question, now=LATER).wires == ()
    read(world, 3, day=2)
    found = check_question(question=world.question, now=LATER)
    assert len(found.wires) == 1
    assert [(crossing.slug, crossing.crossed) for crossing in found.crossings] == [("fish-sightings", True)]


def test_a_closed_question_with_a_take_to_its_last_day_is_left_alone(world: World) -> None:
    publish(world, cards_wire(world, 1))
    later_card(world, stance=world.positions[2])
    world.question.evidence_until = TODAY
    assert check_question(question=world.question, now=LATER).take is None


def test_the_check_asks_the_same_number_of_queries_however_much_there_is(world: World) -> None:
    wires = [cards_wire(world, n) for n in (1, 2, 3)]
    publish(world, *wires, TripWire(condition=TripWire.Condition.CROSSES, indicator=world.indicator))
    counts = []
    for n in range(3):
        later_card(world, stance=world.positions[2])
        read(world, 3 + n, day=n)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            check_question(question=world.question, now=LATER)
        counts.append(len(asked))
    assert counts[0] == counts[1] == counts[2] <= 7


def test_the_desk_is_told_once_however_often_the_check_runs(world: World) -> None:
    publish(world, cards_wire(world, 1))
    later_card(world, stance=world.positions[2])
    assert [night(world), night(world)] == [1, 0]
    (notice,) = Notice.objects.open()
    assert (notice.kind, [fact["text"] for fact in notice.facts]) == (
        Notice.Kind.TRIP_WIRE,
        ["Clean: The salmon return."],
    )


def test_what_was_dealt_with_does_not_come_back_but_news_does(world: World) -> None:
    setting(world, Question.Redraft.ASK, after=2)
    publish(world)
    for _ in range(2):
        later_card(world)
    night(world)
    deal_with(notice=Notice.objects.open().get(), by=world.editor, now=LATER)
    later_card(world)
    assert night(world) == 0
    later_card(world)
    assert night(world) == 1
    assert len(Notice.objects.open().get().facts) == 2


def test_more_of_the_same_joins_the_open_notice(world: World) -> None:
    publish(world, cards_wire(world, 1), cards_wire(world, 2))
    later_card(world, stance=world.positions[2])
    night(world)
    later_card(world, stance=world.positions[2])
    night(world)
    assert len(Notice.objects.open().get().facts) == 2


def test_fewer_cards_than_the_threshold_say_nothing(world: World) -> None:
    setting(world, Question.Redraft.ASK, after=3)
    publish(world)
    later_card(world)
    later_card(world)
    assert night(world) == 0
    later_card(world)
    assert night(world) == 1


def test_never_means_never(world: World) -> None:
    setting(world, Question.Redraft.NEVER, after=1)
    publish(world, cards_wire(world, 1))
    later_card(world, stance=world.positions[2])
    assert night(world) == 0
    assert not Notice.objects.exists()


def test_a_run_is_opened_in_the_agents_name_and_once(world: World) -> None:
    setting(world, Question.Redraft.RUN, after=1)
    publish(world)
    assert world.agent
    later_card(world)
    assert [night(world), night(world)] == [1, 0]
    run = Run.objects.get()
    assert (run.trigger, run.requested_by, run.draft_day) == (
        Run.Trigger.EVIDENCE,
        world.agent,
        LATER.date(),
    )
    assert OrmQ.objects.count() == 1
    assert not Notice.objects.open().exists()
    notice = Notice.objects.get()
    assert (notice.run, notice.dealt_with_at) == (run, None)


def overnight_run(world: World) -> Run:
    """A run that the nightly check opened because of one later card."""
    setting(world, Question.Redraft.RUN, after=1)
    publish(world)
    assert world.agent
    later_card(world)
    night(world)
    return Run.objects.get()


class Drafter:
    """Answers as the test says."""

    name, version, kind, description = "extractive", "1", "extractive", "For tests."

    def __init__(self, answer: Callable[[Brief], Draft]) -> None:
        self.answer = answer

    def for_run(self, run: Run, clock: object) -> Callable[..., Draft]:
        return lambda brief, progress: self.answer(brief)


def refuse(error: Exception) -> Callable[[Brief], Draft]:
    def answer(brief: Brief) -> Draft:
        raise error

    return answer


def good(brief: Brief) -> Draft:
    sentence = DraftSentence(brief.cards[0].excerpt, (brief.cards[0].id,))
    return Draft("not-yet", "Not yet.", (DraftSection("answer", "", ((sentence,),)),), ())


def test_what_led_to_a_run_is_dealt_with_when_the_draft_is_there(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = overnight_run(world)
    monkeypatch.setitem(running.DRAFTERS, "extractive", Drafter(good))
    ended = execute_run(key=run.key, clock=lambda: LATER)
    assert ended.state == Run.State.DONE, ended.error
    notice = Notice.objects.get()
    assert (notice.run, notice.dealt_with_by, notice.dealt_with_at) == (run, world.agent, LATER)
    assert not Notice.objects.open().exists()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (EvidenceTooThin("Two cards only."), "Evidence too thin: Two cards only."),
        (DraftRefused("No section."), "Failed: No section."),
        (ValueError("x"), "Failed: The run broke off"),
    ],
)
def test_a_run_without_a_draft_puts_the_news_back_on_the_desk(
    world: World, monkeypatch: pytest.MonkeyPatch, error: Exception, told: str
) -> None:
    run = overnight_run(world)
    monkeypatch.setitem(running.DRAFTERS, "extractive", Drafter(refuse(error)))
    execute_run(key=run.key, clock=lambda: LATER)
    notice = Notice.objects.open().get()
    assert (notice.run, notice.dealt_with_at) == (None, None)
    assert notice.note.startswith(told)
    page = Client()
    page.force_login(world.editor, backend="django.contrib.auth.backends.ModelBackend")
    assert told in page.get(reverse("wagtailadmin_home")).content.decode()


def test_a_cancelled_run_puts_the_news_back_beside_what_came_meanwhile(world: World) -> None:
    run = overnight_run(world)
    setting(world, Question.Redraft.ASK, after=1)
    later_card(world)
    night(world)
    assert len(Notice.objects.open().get().facts) == 1
    cancel_run(run=run, by=world.editor, now=LATER)
    assert len(Notice.objects.get().facts) == 2
    assert Notice.objects.open().count() == 1


def test_no_draft_is_made_beside_one_that_waits_in_review(world: World) -> None:
    setting(world, Question.Redraft.RUN, after=1)
    publish(world)
    assert world.agent
    waiting = submit_for_review(take=world.take([("A sentence.", [])]), by=world.editor, now=NOW)
    later_card(world)
    assert night(world) == 1
    assert not Run.objects.exists()
    assert "draft of 10 May 2026 waits in review" in Notice.objects.open().get().note
    return_take(take=waiting, reason="Too thin.", by=world.reviewer, now=NOW)
    later_card(world)
    night(world)
    assert Run.objects.count() == 1


def test_the_database_keeps_one_notice_of_a_kind_for_a_run(world: World) -> None:
    run = overnight_run(world)
    notice = Notice.objects.get()
    told = {"question": world.question, "take": notice.take, "kind": notice.kind, "made_at": NOW, "run": run}
    with pytest.raises(IntegrityError, match="notice_one_of_a_run"), transaction.atomic():
        Notice.objects.create(**told)


def test_one_run_a_day_and_the_next_news_waits_for_the_next_night(world: World) -> None:
    setting(world, Question.Redraft.RUN, after=1)
    publish(world)
    assert world.agent
    later_card(world)
    night(world)
    Run.objects.update(state=Run.State.DONE, finished_at=LATER)
    later_card(world)
    assert night(world) == 0
    assert night(world, LATER + timedelta(days=1)) == 1
    assert Run.objects.count() == 2


def test_a_run_at_work_is_left_to_work(world: World) -> None:
    setting(world, Question.Redraft.RUN, after=1)
    publish(world)
    assert world.agent
    Run.objects.create(question=world.question, drafter_version="1", draft_day=TODAY, created_at=NOW)
    later_card(world)
    assert night(world) == 0
    assert Run.objects.count() == 1
    assert not Notice.objects.exists()


def test_without_an_agents_account_the_desk_is_asked(world: World) -> None:
    setting(world, Question.Redraft.RUN, after=1)
    publish(world)
    later_card(world)
    assert night(world) == 1
    assert not Run.objects.exists()
    assert Notice.objects.open().count() == 1


def test_an_account_outside_the_agents_group_drafts_nothing(world: World) -> None:
    setting(world, Question.Redraft.RUN, after=1)
    publish(world)
    world.agent.groups.clear()
    later_card(world)
    night(world)
    assert not Run.objects.exists()


def test_findings_on_a_take_that_was_replaced_meanwhile_do_nothing(world: World) -> None:
    publish(world, cards_wire(world, 1))
    later_card(world, stance=world.positions[2])
    found = check_question(question=world.question, now=LATER)
    publish(world, now=LATER)
    assert not act_on(question=world.question, findings=found, now=LATER)


def test_a_notice_leaves_the_desk_with_its_version(world: World) -> None:
    publish(world, cards_wire(world, 1))
    later_card(world, stance=world.positions[2])
    night(world)
    publish(world, now=LATER)
    assert not Notice.objects.open().exists()


def test_a_question_that_breaks_does_not_stop_the_others(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(world, cards_wire(world, 1))
    later_card(world, stance=world.positions[2])
    broken = world.make_question(title="Is the lake clean?", slug="lake")
    publishes = check_question

    def check(*, question: Question, now: datetime) -> object:
        if question.pk == broken.pk:
            raise ValueError("an unreadable snapshot")
        return publishes(question=question, now=now)

    monkeypatch.setattr("questions.redrafting.check_question", check)
    assert watch_questions(questions=[broken, world.question], now=LATER) == 1


def test_the_task_looks_at_public_questions(world: World) -> None:
    publish(world)
    assert task() == 0


def test_only_people_who_edit_takes_deal_with_notices(world: World) -> None:
    take = publish(world)
    notice = Notice.objects.create(question=world.question, take=take, kind=Notice.Kind.CARDS, made_at=NOW)
    with pytest.raises(PermissionDenied):
        deal_with(notice=notice, by=world.agent, now=NOW)
    deal_with(notice=notice, by=world.editor, now=NOW)
    again = deal_with(notice=notice, by=world.reviewer, now=LATER)
    assert (again.dealt_with_by, again.dealt_with_at) == (world.editor, NOW)


def test_the_database_keeps_one_open_notice_of_a_kind(world: World) -> None:
    take = publish(world)
    told = {"question": world.question, "take": take, "kind": Notice.Kind.CARDS, "made_at": NOW}
    Notice.objects.create(**told)
    with pytest.raises(IntegrityError, match="notice_one_open"), transaction.atomic():
        Notice.objects.create(**told)
    with pytest.raises(IntegrityError, match="notice_by_whom"), transaction.atomic():
        Notice.objects.update(dealt_with_by=world.editor)


@pytest.mark.parametrize(
    "fields",
    [
        {"condition": "cards", "at_least": 2},
        {"condition": "cards", "at_least": 0, "position": True},
        {"condition": "cards", "position": True},
        {"condition": "none", "at_least": 2},
        {"condition": "indicator_crosses"},
        {"condition": "indicator_crosses", "indicator": True, "at_least": 2},
        {"condition": "moon", "indicator": True},
    ],
)
def test_the_database_refuses_a_condition_that_is_not_whole(world: World, fields: dict[str, object]) -> None:
    take = world.take([("A sentence.", [])])
    given = {"indicator": world.indicator, "position": world.positions[0]}
    filled = {name: given[name] if value is True else value for name, value in fields.items()}
    with pytest.raises(IntegrityError, match="tripwire_condition_is_whole"), transaction.atomic():
        TripWire.objects.create(take=take, towards=world.positions[1], text="So be it.", **filled)


def test_a_versions_condition_is_frozen_with_it(world: World) -> None:
    take = publish(world, cards_wire(world))
    with pytest.raises(IntegrityError, match="public record"), transaction.atomic():
        TripWire.objects.filter(take=take).update(at_least=9)


def test_the_page_says_what_is_checked_nightly(world: World, client: Client) -> None:
    take = publish(world, cards_wire(world, 4))
    (record,) = parse(take.snapshot)["trip_wires"]
    assert record["condition"]["at_least"] == 4
    page = client.get(world.question.path_public).content.decode()
    assert "Checked nightly: at least 4 cards for “Clean” that came after this take&#x27;s evidence." in page


def test_a_version_without_conditions_renders_as_before(world: World, client: Client) -> None:
    take = publish(world, TripWire(text="Nobody knows."))
    (record,) = parse(take.snapshot)["trip_wires"]
    assert "condition" not in record
    page = client.get(world.question.path_public).content.decode()
    assert "Nobody knows." in page
    assert "Checked nightly" not in page


def test_a_correction_keeps_the_condition(world: World) -> None:
    take = publish(world, cards_wire(world, 4))
    draft = open_correction(take=take, by=world.editor, now=LATER)
    wire = draft.trip_wires.get()
    assert (wire.condition, wire.at_least, wire.position) == ("cards", 4, world.positions[2])

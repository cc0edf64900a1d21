"""Runs on the editor's desk."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from questions.drafting.reading import draft_hash, read_draft
from questions.drafting.running import MOST_STARTS, cancel_run, execute_run, request_run
from questions.models import Position, Run, RunExchange, Take
from tests.questions.drafting.test_running import clock_at, fill
from tests.world import NOW, TODAY, World


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client


def asked(world: World) -> Run:
    return request_run(
        question=world.question, by=world.editor, trigger=Run.Trigger.EDITOR, day=TODAY, now=NOW
    )


def test_the_question_s_editor_leads_to_a_draft_of_its_take(client: Client, world: World) -> None:
    client.force_login(world.admin)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[world.question.pk]))
    assert reverse("questions_run_new", args=[world.question.pk]) in page.content.decode()


def test_asking_shows_the_evidence_first_and_then_the_run(desk: Client, world: World) -> None:
    address = reverse("questions_run_new", args=[world.question.pk])
    assert "no language model" in desk.get(address).content.decode()
    assert not Run.objects.exists()
    answer = desk.post(address)
    run = Run.objects.get()
    assert answer.url == reverse("questions_run", args=[run.key])
    assert (run.requested_by, run.trigger) == (world.editor, Run.Trigger.EDITOR)


def test_asking_twice_leads_to_the_run_at_work(desk: Client, world: World) -> None:
    run = asked(world)
    answer = desk.post(reverse("questions_run_new", args=[world.question.pk]), follow=True)
    assert answer.redirect_chain[-1][0] == reverse("questions_run", args=[run.key])
    assert "at work on this question already" in answer.content.decode()


def test_a_question_without_positions_sends_back_with_a_sentence(desk: Client, world: World) -> None:
    Position.objects.filter(question=world.question).update(retired=True)
    desk.post(reverse("questions_run_new", args=[world.question.pk]))
    assert not Run.objects.exists()


def test_a_run_at_work_shows_its_progress_with_and_without_a_script(desk: Client, world: World) -> None:
    run = asked(world)
    Run.objects.filter(pk=run.pk).update(created_at=timezone.now())
    html = desk.get(reverse("questions_run", args=[run.key])).content.decode()
    assert 'aria-live="polite"' in html
    assert '<noscript><meta http-equiv="refresh" content="3"></noscript>' in html
    assert "js/admin/run.js" in html
    assert desk.get(reverse("questions_run_progress", args=[run.key])).json() == {
        "state": "queued",
        "label": "Queued",
        "step": "",
        "active": True,
        "mark": "0-0-0-0-0-0",
    }


def test_a_run_that_is_done_leads_to_its_draft_and_asks_for_nothing_more(desk: Client, world: World) -> None:
    fill(world)
    run = execute_run(key=asked(world).key, clock=clock_at())
    html = desk.get(reverse("questions_run", args=[run.key])).content.decode()
    assert reverse("questions_take_review", args=[Take.objects.get().pk]) in html
    assert "http-equiv" not in html
    assert reverse("questions_run_retry", args=[run.key]) not in html


def test_a_run_is_cancelled_and_tried_again_by_post(desk: Client, world: World) -> None:
    run = asked(world)
    cancel = reverse("questions_run_cancel", args=[run.key])
    retry = reverse("questions_run_retry", args=[run.key])
    assert desk.get(cancel).status_code == desk.get(retry).status_code == 405
    assert "Nothing of it was saved" in desk.post(cancel, follow=True).content.decode()
    assert "ended already" in desk.post(cancel, follow=True).content.decode()
    page = desk.post(retry, follow=True).content.decode()
    again = Run.objects.exclude(pk=run.pk).get()
    assert again.trigger == Run.Trigger.RETRY
    assert reverse("questions_run_cancel", args=[again.key]) in page


def test_a_run_with_thin_evidence_says_why(desk: Client, world: World) -> None:
    run = execute_run(key=asked(world).key, clock=clock_at())
    html = desk.get(reverse("questions_run", args=[run.key])).content.decode()
    assert "0 cards that take a side, from 0 sources" in html
    assert reverse("questions_run_retry", args=[run.key]) in html


def test_the_list_is_filtered_by_state(desk: Client, world: World) -> None:
    run = execute_run(key=asked(world).key, clock=clock_at())
    row = reverse("questions_run", args=[run.key])
    assert row in desk.get(reverse("questions_runs")).content.decode()
    assert row in desk.get(reverse("questions_runs"), {"state": "thin"}).content.decode()
    assert row not in desk.get(reverse("questions_runs"), {"state": "done"}).content.decode()


@pytest.mark.parametrize("who", ["nobody", "agent"])
def test_only_editors_see_and_move_runs(client: Client, world: World, who: str) -> None:
    run = asked(world)
    if who != "nobody":
        client.force_login(world.agent)
    for name in ("questions_run", "questions_run_progress"):
        assert client.get(reverse(name, args=[run.key])).status_code in (302, 403)
    for name in ("questions_run_cancel", "questions_run_retry"):
        assert client.post(reverse(name, args=[run.key])).status_code in (302, 403)
    assert client.post(reverse("questions_run_new", args=[world.question.pk])).status_code in (302, 403)
    assert client.get(reverse("questions_runs")).status_code in (302, 403)
    assert Run.objects.get().state == Run.State.QUEUED


def test_a_question_without_positions_leads_to_its_scale_instead(desk: Client, world: World) -> None:
    Position.objects.filter(question=world.question).update(retired=True)
    html = desk.get(reverse("questions_run_new", args=[world.question.pk])).content.decode()
    assert reverse("questions_scale", args=[world.question.pk]) in html
    assert "Draft a take</button>" not in html


def test_a_run_that_nobody_takes_says_so_and_names_who_asked(desk: Client, world: World) -> None:
    run = asked(world)
    Run.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(seconds=20))
    page = reverse("questions_run", args=[run.key])
    assert "no worker" not in desk.get(page).content.decode()
    Run.objects.filter(pk=run.pk).update(created_at=timezone.now() - timedelta(seconds=40))
    html = desk.get(page).content.decode()
    assert "no worker has taken it yet" in html
    assert "An editor: Edda Editor" in html
    progress = desk.get(reverse("questions_run_progress", args=[run.key])).json()
    assert progress["step"] == "no worker has taken it yet"


def test_a_run_without_a_model_shows_what_was_sent_and_what_came_back(desk: Client, world: World) -> None:
    fill(world)
    run = execute_run(key=asked(world).key, clock=clock_at())
    html = desk.get(reverse("questions_run", args=[run.key])).content.decode()
    assert run.input_hash in html
    assert draft_hash(read_draft(run.output)) in html
    assert escape(json.dumps(run.brief["cards"][0]["excerpt"], ensure_ascii=False)) in html
    assert escape(json.dumps(run.output["answer"], ensure_ascii=False)) in html
    assert desk.get(reverse("questions_run_progress", args=[run.key])).json()["mark"] == "0-0-0-0-1-1"


def test_a_run_without_a_draft_says_that_none_came_back(desk: Client, world: World) -> None:
    run = execute_run(key=asked(world).key, clock=clock_at())
    html = desk.get(reverse("questions_run", args=[run.key])).content.decode()
    assert "No draft was handed over." in html
    assert run.input_hash in html


@pytest.mark.parametrize(("lease", "shown"), [(60, "No answer yet."), (-1, "Broke off")])
def test_a_call_is_on_its_way_only_while_its_run_is_held(
    desk: Client, world: World, lease: int, shown: str
) -> None:
    run = asked(world)
    until = timezone.now() + timedelta(seconds=lease)
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING, lease_until=until)
    RunExchange.objects.create(run=run, n=1, model="m", sent_hash="", sent_text="", held_tokens=1, at=NOW)
    html = desk.get(reverse("questions_run", args=[run.key])).content.decode()
    assert shown in html
    assert ("No answer yet." in html) == (lease > 0)


@pytest.mark.parametrize("how", ["taken over", "given up", "cancelled"])
def test_the_calls_of_a_worker_that_died_are_closed(world: World, how: str) -> None:
    run = asked(world)
    starts = MOST_STARTS if how == "given up" else 1
    Run.objects.filter(pk=run.pk).update(state=Run.State.RUNNING, starts=starts, fence=1, lease_until=NOW)
    call = RunExchange.objects.create(
        run=run, n=1, model="m", sent_hash="", sent_text="", held_tokens=1, at=NOW
    )
    later = NOW + timedelta(minutes=3)
    if how == "cancelled":
        cancel_run(run=run, by=world.editor, now=later)
    else:
        execute_run(key=run.key, clock=lambda: later)
    call.refresh_from_db()
    assert (call.outcome, call.ended_at, call.held_tokens) == ("broke_off", later, 1)


def test_replays_are_listed_only_where_they_are_asked_for(desk: Client, world: World) -> None:
    run = Run.objects.create(
        question=world.question,
        drafter_version="1",
        draft_day=TODAY,
        created_at=NOW,
        finished_at=NOW,
        state=Run.State.CANCELLED,
        trigger=Run.Trigger.REPLAY,
    )
    row = reverse("questions_run", args=[run.key])
    assert row not in desk.get(reverse("questions_runs")).content.decode()
    assert row in desk.get(reverse("questions_runs"), {"trigger": "replay"}).content.decode()


def test_the_database_lets_no_replay_make_a_take(world: World) -> None:
    with pytest.raises(IntegrityError, match="run_replay_makes_no_take"), transaction.atomic():
        Run.objects.create(
            question=world.question,
            drafter_version="1",
            draft_day=TODAY,
            created_at=NOW,
            finished_at=NOW,
            state=Run.State.DONE,
            trigger=Run.Trigger.REPLAY,
        )

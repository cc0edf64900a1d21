"""However a model or its server misbehaves: a named failed state, no take, few calls, a free worker."""

import threading
import time
from dataclasses import replace

import pytest
from django.db import connection

from questions.drafting import running
from questions.drafting.language_model.configuring import Configuration
from questions.drafting.running import cancel_run, execute_run, retry_run
from questions.models import Run, RunExchange, Take
from tests.model_server import MODES
from tests.questions.drafting.language_model.desk import QUICK, Desk
from tests.world import NOW

SHORT = replace(QUICK, wall=0.7)
# Mode, the name of the failure, how many calls it takes.
FAULTS = (
    ("rate-limited", "rate_limited", 3),
    ("rate-limited-long", "rate_limited", 1),
    ("server-error", "server_error", 3),
    ("unavailable", "server_error", 3),
    ("key-rejected", "key_rejected", 1),
    ("not-found", "request_rejected", 1),
    ("redirect", "redirected", 1),
    ("reset", "cut_off", 3),
    ("cut", "cut_off", 3),
    ("truncated-json", "unreadable", 3),
    ("out-of-tokens", "truncated", 3),
    ("malformed-json", "unreadable", 3),
    ("huge", "too_large", 1),
    ("compressed", "unreadable", 3),
    ("prose", "prose", 3),
    ("refusal", "refused", 1),
    ("wrong-schema", "wrong_shape", 3),
    ("extra-field", "wrong_shape", 3),
    ("evil-field", "wrong_shape", 3),
    ("off-scale", "verdict_off_scale", 3),
    ("no-text", "empty", 3),
    ("foreign-citation", "foreign_citation", 3),
    ("unfit-condition", "unfit_condition", 3),
    ("foreign-url", "foreign_address", 3),
    ("foreign-domain", "foreign_address", 3),
    ("markup", "markup", 3),
    ("markdown", "markup", 3),
    ("bidi", "markup", 3),
    ("uncited", "uncited", 3),
    ("duplicate-section", "duplicate", 3),
    ("prompt-echo", "prompt_echo", 3),
    ("endless-text", "too_long", 3),
)
ENDLESS = ("hang", "slow-drip")
HARMLESS = ("good", "no-usage", "mended", "conditions", "untraced", "obedient", "rate-limited-1s")


def test_every_mode_of_the_server_has_a_test() -> None:
    assert {mode for mode, _name, _calls in FAULTS} | {*ENDLESS, *HARMLESS} == set(MODES)


@pytest.mark.parametrize(("mode", "failure", "calls"), FAULTS)
def test_a_fault_ends_in_a_named_failure_without_a_take(
    desk: Desk, mode: str, failure: str, calls: int
) -> None:
    server = desk.serve(mode)
    run = desk.draft()
    assert (run.state, run.failure) == (Run.State.FAILED, failure)
    assert run.error
    assert len(server.requests) == calls
    assert not Take.objects.filter(run=run).exists()
    assert run.output is None
    assert run.finished_at is not None
    assert RunExchange.objects.filter(run=run).count() == calls


@pytest.mark.parametrize("mode", ENDLESS)
def test_a_call_without_end_is_ended_by_the_wall_clock(desk: Desk, mode: str) -> None:
    server = desk.serve(mode, limits=SHORT)
    began = time.monotonic()
    run = desk.draft()
    assert time.monotonic() - began < 5
    assert (run.state, run.failure) == (Run.State.FAILED, "timed_out")
    assert len(server.requests) == 1
    assert not Take.objects.filter(run=run).exists()


def test_after_a_hanging_call_the_worker_does_the_next_run(desk: Desk) -> None:
    desk.serve("hang", limits=SHORT)
    assert desk.draft().failure == "timed_out"
    desk.serve("good")
    assert desk.draft().state == Run.State.DONE


def test_a_failed_run_can_be_tried_again(desk: Desk) -> None:
    desk.serve("key-rejected", "good")
    failed = desk.draft()
    again = retry_run(run=failed, by=desk.world.editor, now=NOW)
    assert execute_run(key=again.key, clock=lambda: NOW).state == Run.State.DONE


def test_a_server_that_is_not_there_is_named(desk: Desk) -> None:
    server = desk.serve("good")
    server.close()
    run = desk.draft()
    assert (run.state, run.failure) == (Run.State.FAILED, "unreachable")
    assert run.exchanges.filter(held_tokens=0).count() == 3


def test_an_address_that_is_none_is_a_failure_and_no_crash(desk: Desk) -> None:
    desk.configure(Configuration(url="not an address", model="small-1", limits=QUICK))
    run = desk.draft()
    assert (run.state, run.failure) == (Run.State.FAILED, "unreachable")


def test_retry_after_is_honoured(desk: Desk) -> None:
    server = desk.serve("rate-limited-1s", "good")
    run = desk.draft()
    assert run.state == Run.State.DONE
    first, second = server.times
    assert second - first >= 1


def test_a_wait_beyond_the_wall_clock_is_not_begun(desk: Desk) -> None:
    desk.serve("rate-limited-long")
    began = time.monotonic()
    run = desk.draft()
    assert "300" in run.error
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "mode", ["server-error", "rate-limited", "refusal", "reset", "cut", "key-rejected", "not-found"]
)
def test_the_fallback_model_is_asked_when_the_first_one_fails(desk: Desk, mode: str) -> None:
    server = desk.serve(mode, "good", fallback="large-2")
    run = desk.draft()
    assert (run.state, run.model) == (Run.State.DONE, "large-2")
    assert [request["model"] for request in server.requests] == ["small-1", "large-2"]


def test_a_hanging_model_leaves_time_for_the_fallback(desk: Desk) -> None:
    server = desk.serve("hang", "good", fallback="large-2", limits=replace(QUICK, wall=90.0, call=6.0))
    run = desk.draft()
    assert (run.state, run.model) == (Run.State.DONE, "large-2")
    assert run.exchanges.get(n=1).outcome == "call_timed_out"
    assert [request["model"] for request in server.requests] == ["small-1", "large-2"]


def test_a_hanging_model_without_a_fallback_is_asked_three_times(desk: Desk) -> None:
    desk.serve("hang", limits=replace(QUICK, call=0.3))
    run = desk.draft()
    assert (run.state, run.failure) == (Run.State.FAILED, "call_timed_out")
    assert "0.3 seconds" in run.error
    assert list(run.exchanges.values_list("outcome", flat=True)) == ["call_timed_out"] * 3


def test_the_fallback_waits_as_long_as_the_server_asks_all_callers_to(desk: Desk) -> None:
    server = desk.serve("rate-limited-1s", "good", fallback="large-2")
    assert desk.draft().model == "large-2"
    assert server.times[1] - server.times[0] >= 1


def test_the_fallback_is_not_asked_while_the_server_wants_peace_beyond_the_clock(desk: Desk) -> None:
    server = desk.serve("rate-limited-long", "good", fallback="large-2")
    assert desk.draft().failure == "rate_limited"
    assert len(server.requests) == 1


@pytest.mark.parametrize("mode", ["server-error", "reset", "rate-limited"])
def test_both_models_together_are_called_three_times_at_most(desk: Desk, mode: str) -> None:
    server = desk.serve(mode, fallback="large-2")
    assert desk.draft().state == Run.State.FAILED
    assert [request["model"] for request in server.requests] == ["small-1", "large-2", "large-2"]


def test_the_fallback_model_is_not_asked_about_a_bad_draft(desk: Desk) -> None:
    server = desk.serve("uncited", fallback="large-2")
    assert desk.draft().failure == "uncited"
    assert {request["model"] for request in server.requests} == {"small-1"}


def test_a_run_cancelled_during_a_call_ends_the_call(committed_desk: Desk) -> None:
    desk = committed_desk
    server = desk.serve("hang")
    run = desk.ask()

    def cancel() -> None:
        server.asked.wait(10)
        cancel_run(run=run, by=desk.world.editor, now=NOW)
        connection.close()

    canceller = threading.Thread(target=cancel)
    canceller.start()
    began = time.monotonic()
    ended = execute_run(key=run.key, clock=lambda: NOW)
    canceller.join()
    assert ended.state == Run.State.CANCELLED
    assert time.monotonic() - began < 10
    assert not Take.objects.filter(run=run).exists()
    exchange = run.exchanges.get()
    assert (exchange.outcome, exchange.ended_at) == ("broke_off", NOW)
    assert exchange.held_tokens > 0


def test_a_run_cancelled_between_calls_makes_no_further_call(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = desk.serve("server-error", limits=replace(QUICK, pause=5.0))
    run = desk.ask()
    steps: list[str] = []

    def cancel_while_waiting(_run: Run, name: str, _clock: object) -> None:
        steps.append(name)
        if "Waiting" in name:
            cancel_run(run=run, by=desk.world.editor, now=NOW)
        original(_run, name, _clock)  # type: ignore[arg-type]

    original = running._step
    monkeypatch.setattr(running, "_step", cancel_while_waiting)
    assert execute_run(key=run.key, clock=lambda: NOW).state == Run.State.CANCELLED
    assert len(server.requests) == 1


@pytest.mark.parametrize(("made", "further", "failure"), [(2, 1, "server_error"), (3, 0, "calls_used")])
def test_a_run_whose_worker_died_makes_three_calls_in_all(
    desk: Desk, made: int, further: int, failure: str
) -> None:
    server = desk.serve("server-error")
    run = desk.ask()
    for n in range(1, made + 1):
        RunExchange.objects.create(
            run=run, n=n, model="small-1", sent_hash="", sent_text="", held_tokens=10, at=NOW
        )
    assert execute_run(key=run.key, clock=lambda: NOW).failure == failure
    assert len(server.requests) == further

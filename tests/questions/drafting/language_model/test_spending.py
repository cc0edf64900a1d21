"""Caps and the breaker hold before a call is made."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from questions.drafting.language_model.breaking import note_failure
from questions.drafting.language_model.configuring import Configuration
from questions.drafting.language_model.failing import ModelFailure
from questions.drafting.language_model.pricing import BadPrices, Cap, Price, cost_of, read_cap, read_prices
from questions.drafting.language_model.spending import open_exchange
from questions.models import ModelBreaker, Run, RunExchange
from tests.questions.drafting.language_model.desk import Desk
from tests.world import NOW, World

PRICES = {"small-1": Price(Decimal(1), Decimal(10)), "large-2": Price(Decimal(5), Decimal(50))}


def spend(run: Run, at: datetime, tokens: int = 1_000, cost: str | None = "1.00") -> None:
    RunExchange.objects.create(
        run=run, n=1, model="small-1", sent_hash="", sent_text="", at=at,
        held_tokens=tokens, held_cost=Decimal(cost) if cost else None,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cap", "before", "failure"),
    [
        ({"cap_day": Cap(tokens=1_000)}, timedelta(hours=11), "cap_day"),
        ({"cap_day": Cap(money=Decimal(1))}, timedelta(hours=11), "cap_day"),
        ({"cap_day": Cap(tokens=1_001)}, timedelta(hours=11), ""),
        ({"cap_day": Cap(tokens=1_000)}, timedelta(hours=13), ""),
        ({"cap_month": Cap(tokens=1_000)}, timedelta(days=9), "cap_month"),
        ({"cap_month": Cap(money=Decimal("0.99"))}, timedelta(days=9), "cap_month"),
        ({"cap_month": Cap(tokens=1_000)}, timedelta(days=11), ""),
        ({"cap_run": Cap(tokens=1_000)}, timedelta(0), ""),
    ],
)
def test_a_cap_that_is_reached_lets_no_call_through(
    world: World, desk: Desk, cap: dict[str, Cap], before: timedelta, failure: str
) -> None:
    other = world.make_question("Is the sea clean?", "is-the-sea-clean")
    earlier = Run.objects.create(
        question=other, drafter="language_model", drafter_version="1", draft_day=world.today,
        created_at=NOW, finished_at=NOW, state=Run.State.FAILED,
    )  # fmt: skip
    spend(earlier, NOW - before)
    server = desk.serve("good", prices=PRICES, **cap)
    run = desk.draft()
    assert run.failure == failure
    assert len(server.requests) == (0 if failure else 1)


def test_the_cap_of_a_run_ends_it_between_calls(desk: Desk) -> None:
    server = desk.serve("uncited", cap_run=Cap(tokens=700))
    run = desk.draft()
    assert (run.failure, len(server.requests)) == ("cap_run", 1)


def test_a_cap_in_money_needs_a_price(desk: Desk) -> None:
    server = desk.serve("good", cap_day=Cap(money=Decimal(5)))
    run = desk.draft()
    assert (run.failure, server.requests) == ("price_unknown", [])


def test_what_a_call_may_take_is_held_while_nobody_knows(desk: Desk) -> None:
    desk.serve("cut", prices=PRICES)
    run = desk.draft()
    assert all(exchange.held_tokens > 8_000 for exchange in run.exchanges.all())
    assert all(exchange.held_cost > 0 for exchange in run.exchanges.all() if exchange.held_cost is not None)
    assert run.cost is None


def test_an_error_of_the_server_is_free(desk: Desk) -> None:
    desk.serve("server-error", "good", prices=PRICES)
    run = desk.draft()
    failed, answered = run.exchanges.order_by("n")
    assert (failed.held_tokens, failed.cost) == (0, None)
    assert run.cost is not None
    assert answered.cost is not None
    assert run.cost.quantize(Decimal("0.00001")) == answered.cost.quantize(Decimal("0.00001"))


def test_eight_workers_pass_a_cap_by_one_call_at_most(committed_world: World) -> None:
    world = committed_world
    run = Run.objects.create(
        question=world.question, drafter="language_model", drafter_version="1", draft_day=world.today,
        created_at=NOW, finished_at=NOW, state=Run.State.FAILED,
    )  # fmt: skip
    configured = Configuration(
        url="http://127.0.0.1:9/v1", model="small-1", prices=PRICES, cap_day=Cap(tokens=30_000)
    )
    outcomes: list[str] = []
    begin = threading.Barrier(8)

    def work() -> None:
        begin.wait()
        try:
            open_exchange(run=run, n=1, configuration=configured, model="small-1", sent="x" * 1_000, now=NOW)
            outcomes.append("called")
        except ModelFailure as failure:
            outcomes.append(failure.code)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    # 13,000 tokens each: two fit, the third passes the cap, the others are not made.
    assert sorted(outcomes) == ["called"] * 3 + ["cap_day"] * 5


def fail(desk: Desk, times: int, clock: Callable[[], datetime] = lambda: NOW) -> list[str]:
    return [desk.draft(clock).failure for _ in range(times)]


def test_five_failed_runs_in_a_row_open_the_breaker(desk: Desk) -> None:
    server = desk.serve("key-rejected")
    assert fail(desk, 6) == ["key_rejected"] * 5 + ["breaker_open"]
    assert len(server.requests) == 5
    assert "12:10" in desk.draft().error


def test_after_its_time_the_breaker_lets_one_run_through(desk: Desk) -> None:
    server = desk.serve("key-rejected")
    fail(desk, 5)
    later = NOW + timedelta(minutes=11)
    assert fail(desk, 2, lambda: later) == ["key_rejected", "breaker_open"]
    assert len(server.requests) == 6


def test_a_draft_closes_the_breaker(desk: Desk) -> None:
    desk.serve(*["key-rejected"] * 4, "good", *["key-rejected"] * 4)
    assert fail(desk, 9) == ["key_rejected"] * 4 + [""] + ["key_rejected"] * 4
    assert ModelBreaker.objects.get().failures == 4


def test_while_the_first_model_is_left_alone_a_run_begins_with_the_fallback(desk: Desk) -> None:
    server = desk.serve(*["key-rejected", "good"] * 5, "good", fallback="large-2")
    assert fail(desk, 6) == [""] * 6
    asked = [request["model"] for request in server.requests]
    assert asked == ["small-1", "large-2"] * 5 + ["large-2"]
    assert sorted(ModelBreaker.objects.values_list("failures", flat=True)) == [5]
    assert desk.draft(lambda: NOW + timedelta(minutes=11)).model == "small-1"


def test_while_both_models_are_left_alone_none_is_asked(desk: Desk) -> None:
    server = desk.serve("key-rejected", fallback="large-2")
    assert fail(desk, 6) == ["key_rejected"] * 5 + ["breaker_open"]
    assert len(server.requests) == 10


def test_a_fallback_that_is_left_alone_is_not_asked(desk: Desk) -> None:
    server = desk.serve("key-rejected", fallback="large-2")
    for _ in range(5):
        note_failure(configuration=Configuration(server.url, "small-1"), model="large-2", now=NOW)
    assert fail(desk, 1) == ["key_rejected"]
    assert [request["model"] for request in server.requests] == ["small-1"]


def test_caps_leave_the_breaker_alone(desk: Desk) -> None:
    desk.serve("good", cap_day=Cap(money=Decimal(5)))
    assert fail(desk, 6) == ["price_unknown"] * 6
    assert not ModelBreaker.objects.exists()


def test_prices_and_caps_are_read_exactly() -> None:
    prices = read_prices("small-1=0.20/0.80, org/large:free = 3/15")
    assert prices["small-1"] == Price(Decimal("0.20"), Decimal("0.80"))
    assert prices["org/large:free"] == Price(Decimal(3), Decimal(15))
    assert cost_of(prices["small-1"], 1_000_000, 500_000) == Decimal("0.60")
    assert cost_of(prices["small-1"], None, 5) is None
    assert cost_of(None, 5, 5) is None
    assert read_cap("2.50/400000") == Cap(Decimal("2.50"), 400_000)
    assert (read_cap(""), read_cap("/7"), read_cap("3")) == (Cap(), Cap(tokens=7), Cap(money=Decimal(3)))


@pytest.mark.parametrize(
    "text", ["small", "small=1", "=1/2", "small=x/2", "small=-1/2", "small=nan/2", "small=1/inf"]
)
def test_a_price_list_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(BadPrices):
        read_prices(text)


@pytest.mark.parametrize("text", ["much", "1/2.5", "-1", "1/-2", "/NaN", "Infinity"])
def test_a_cap_that_says_something_else_is_refused(text: str) -> None:
    with pytest.raises(BadPrices):
        read_cap(text)

"""What the documents promise about speed, as ratios within one run; nothing here asserts a time."""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable
from statistics import median

import pytest
from django.test import Client

from questions.aligning import pairs
from questions.audit.trace import audit
from questions.auditing import audit_take
from questions.publishing import publish_take
from questions.voting import cast_vote
from tests.questions.audit.builders import card, claim
from tests.world import World


def milliseconds(job: Callable[[], object], rounds: int = 15) -> float:
    """The median over some rounds, after one to warm up."""
    job()
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        job()
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def report(name: str, value: float, against: str, base: float) -> None:
    print(f"{name:<38} {value:8.2f} ms   {value / base:6.1f} × {against} ({base:.2f} ms)")


@pytest.fixture
def answered(world: World) -> World:
    cards = [world.card(stance=world.positions[n % 3]) for n in range(40)]
    assert world.indicator
    publish_take(
        take=world.take([(card.excerpt, [card]) for card in cards]), by=world.reviewer, now=world.now
    )
    return world


def test_what_a_reader_waits_for(answered: World):
    client = Client()
    hello = milliseconds(lambda: client.get("/healthz/"))
    print()
    for path in ("/", "/questions/", answered.question.path_public, answered.question.path_public + "audit/"):
        report(path, milliseconds(lambda p=path: client.get(p)), "a page with one query", hello)
    api = "/api/v1/questions/is-the-river-clean-again/takes/current/"
    report(
        "the current take over the API", milliseconds(lambda: client.get(api)), "a page with one query", hello
    )


def test_what_a_vote_costs(answered: World):
    client = Client()
    hello = milliseconds(lambda: client.get("/healthz/"))
    slugs = [position.slug for position in answered.positions]

    def vote(n: list[int] = [0]) -> None:  # noqa: B006 (a counter of this benchmark)
        n[0] += 1
        cast_vote(
            question=answered.question,
            browser=uuid.uuid4(),
            position=slugs[n[0] % 3],
            address=f"192.0.2.{n[0] % 250}",
            now=answered.now,
        )

    print()
    report("a first vote", milliseconds(vote, 60), "a page with one query", hello)


def test_what_saving_a_card_costs_as_cards_grow(world: World):
    few = milliseconds(lambda: world.card(publish=False))
    for _ in range(400):
        world.card(publish=False)
    print()
    report("saving a card among 400 more", milliseconds(lambda: world.card(publish=False)), "among few", few)


def test_what_an_audit_costs_by_length(world: World):
    card = world.card()
    short = world.take([(card.excerpt, [card])] * 5)
    long = world.take([(card.excerpt, [card])] * 50)

    def audit(take: object, n: list[int] = [0]) -> None:  # noqa: B006 (a counter of this benchmark)
        n[0] += 1
        take.answer = f"There are {n[0]} answers."  # type: ignore[attr-defined]
        audit_take(take=take, now=world.now)  # type: ignore[arg-type]

    base = milliseconds(lambda: audit(short), 5)
    print()
    report("an audit of 50 claims", milliseconds(lambda: audit(long), 5), "of 5 claims", base)


def test_what_comparing_costs_by_length():
    def compare(count: int) -> object:
        older, newer = (
            [f"On day {n} the gauge counted {n * 7} salmon {where} the weir." for n in range(count)]
            for where in ("at", "near")
        )
        return pairs(older, newer)

    base = milliseconds(lambda: compare(50), 3)
    print()
    report("pairing 500 sentences", milliseconds(lambda: compare(500), 3), "pairing 50", base)


def test_what_an_endless_text_costs_the_audit():
    def check(words: int) -> object:
        count = words // 12
        text = " ".join(
            f"Firm{n} sold {n} cars in Lyon, while unit sales of bikes rose {n % 97}%." for n in range(count)
        )
        return audit([claim("Firm77 sold 78 cars in Lyon.", 1)], {1: card(1, text)})

    base = milliseconds(lambda: check(5_000), 1)
    print()
    report("a card of 50,000 words", milliseconds(lambda: check(50_000), 1), "one of 5,000", base)


def test_what_a_sentence_without_an_end_costs_the_audit():
    def check(text: str) -> object:
        return audit([claim(text, 1)], {1: card(1, "Firm77 sold 78 cars in Lyon.")})

    def numbers(count: int) -> str:
        return "Sales were " + ", ".join(str(100 + 7 * n) for n in range(count)) + " cars."

    def words(count: int) -> str:
        return "the firm said of its works in Lyon that " * (count // 9)

    print()
    for name, make in (("numbers", numbers), ("words", words)):
        few, many = make(500), make(5_000)
        base = milliseconds(lambda text=few: check(text), 1)
        report(f"one claim of 5,000 {name}", milliseconds(lambda text=many: check(text), 1), "of 500", base)


def test_what_a_take_of_many_claims_costs_the_audit():
    def check(count: int) -> object:
        claims = [
            claim(f"Firm{n % 90} sold {n} cars in Lyon, {n % 7}% more than in May.", 1) for n in range(count)
        ]
        return audit(claims, {1: card(1, "Firm77 sold 78 cars in Lyon, up 3% from May.")})

    base = milliseconds(lambda: check(200), 1)
    print()
    report("a take of 2,000 claims", milliseconds(lambda: check(2_000), 1), "one of 200", base)

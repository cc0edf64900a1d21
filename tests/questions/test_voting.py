"""Votes: one a browser, and a tally that always equals them."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import override_settings

from questions.limiting import TooOften
from questions.models import Position, Tally, Vote
from questions.voting import VoteRefused, cast_vote, recount, vote_of, withdraw_vote
from tests.world import World

ADDRESS = "192.0.2.7"


def tallied(world: World) -> dict[int, int]:
    rows = Tally.objects.filter(question=world.question).values_list("position_id", "count")
    return {position: votes for position, votes in rows if votes}


def vote(world: World, browser: uuid.UUID, slug: str) -> None:
    cast_vote(question=world.question, browser=browser, position=slug, address=ADDRESS, now=world.now)


def test_a_vote_counts_once_and_moves_when_the_reader_changes_their_mind(world: World):
    browser = uuid.uuid4()
    not_yet, nearly, _clean = world.positions

    vote(world, browser, "not-yet")
    vote(world, browser, "not-yet")
    assert tallied(world) == {not_yet.pk: 1}

    vote(world, browser, "nearly")
    assert tallied(world) == {nearly.pk: 1} == recount(world.question)
    assert Vote.objects.count() == 1


def test_a_withdrawn_vote_leaves_nothing_behind(world: World):
    browser = uuid.uuid4()
    vote(world, browser, "clean")

    withdraw_vote(question=world.question, browser=browser)
    withdraw_vote(question=world.question, browser=browser)

    assert tallied(world) == {}
    assert vote_of(world.question, browser) is None


def test_an_unknown_position_counts_nothing(world: World):
    with pytest.raises(VoteRefused, match="no such position"):
        vote(world, uuid.uuid4(), "sideways")
    assert not Vote.objects.exists()


def test_a_position_of_another_question_counts_nothing(world: World):
    world.make_question("Is the lake deep?", "is-the-lake-deep", ("Shallow", "Deep"))
    with pytest.raises(VoteRefused):
        vote(world, uuid.uuid4(), "deep")


def test_a_retired_position_is_refused_and_keeps_its_votes(world: World):
    browser = uuid.uuid4()
    vote(world, browser, "nearly")
    Position.objects.filter(question=world.question, slug="nearly").update(retired=True)

    with pytest.raises(VoteRefused, match="retired"):
        vote(world, uuid.uuid4(), "nearly")
    assert sum(tallied(world).values()) == 1


def test_a_question_that_is_not_public_takes_no_votes(world: World):
    world.question.live = False
    with pytest.raises(VoteRefused, match="not open"):
        vote(world, uuid.uuid4(), "clean")


def test_the_database_refuses_a_second_row_for_a_browser(world: World):
    browser = uuid.uuid4()
    vote(world, browser, "clean")
    row = Vote.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError, match="vote_one_a_browser"), transaction.atomic():
        row.save(force_insert=True)


def test_the_database_refuses_a_vote_for_another_questions_position(world: World):
    other = world.make_question("Is the lake deep?", "is-the-lake-deep", ("Shallow", "Deep"))
    vote(world, uuid.uuid4(), "clean")
    foreign = other.positions.get(slug="deep")
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="vote_position_of_question"), transaction.atomic():
        Vote.objects.update(position=foreign)


def test_the_database_refuses_a_tally_below_nothing(world: World):
    vote(world, uuid.uuid4(), "clean")
    with pytest.raises(IntegrityError), transaction.atomic():
        Tally.objects.update(count=-1)


@override_settings(ASSAY_NEW_VOTERS_PER_ADDRESS=3)
def test_an_address_has_a_limit_of_new_browsers_and_none_on_changes(world: World):
    browsers = [uuid.uuid4() for _ in range(3)]
    for browser in browsers:
        vote(world, browser, "clean")
    for browser in browsers:
        vote(world, browser, "nearly")

    with pytest.raises(TooOften) as limit:
        vote(world, uuid.uuid4(), "clean")

    assert 0 < limit.value.retry_after <= 3600
    assert sum(tallied(world).values()) == 3 == Vote.objects.count()


def in_parallel(jobs: list) -> list:
    start = threading.Barrier(8)

    def run(batch: list) -> list:
        start.wait()
        try:
            return [job() for job in batch]
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        return [done for batch in pool.map(run, [jobs[n::8] for n in range(8)]) for done in batch]


def test_two_hundred_parallel_votes_of_fifty_browsers_tally_to_fifty(committed_world: World):
    world = committed_world
    question, slugs = world.question, [position.slug for position in world.positions]
    browsers = [uuid.uuid4() for _ in range(50)]

    in_parallel(
        [
            lambda b=browsers[n % 50], s=slugs[n % 3]: cast_vote(
                question=question, browser=b, position=s, address=ADDRESS, now=world.now
            )
            for n in range(200)
        ]
    )

    assert Vote.objects.filter(question=question).count() == 50
    assert tallied(world) == recount(question)
    assert sum(tallied(world).values()) == 50


def test_parallel_votes_and_withdrawals_of_one_browser_never_tear_the_tally(committed_world: World):
    world = committed_world
    question, browser = world.question, uuid.uuid4()
    slugs = [position.slug for position in world.positions]

    def cast(slug: str):
        return lambda: cast_vote(
            question=question, browser=browser, position=slug, address=ADDRESS, now=world.now
        )

    def back():
        return withdraw_vote(question=question, browser=browser)

    in_parallel([cast(slugs[n % 3]) if n % 4 else back for n in range(80)])

    assert tallied(world) == recount(question)
    assert sum(tallied(world).values()) <= 1


@override_settings(ASSAY_NEW_VOTERS_PER_ADDRESS=10)
def test_the_limit_holds_under_parallel_first_votes(committed_world: World):
    world = committed_world
    question = world.question

    def first_vote() -> bool:
        try:
            cast_vote(
                question=question, browser=uuid.uuid4(), position="clean", address=ADDRESS, now=world.now
            )
        except TooOften:
            return False
        return True

    assert in_parallel([first_vote] * 80).count(True) == 10
    assert Vote.objects.count() == 10

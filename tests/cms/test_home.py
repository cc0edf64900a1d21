"""The first page a reader sees."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.models import HomePage
from cms.shapes import HomeShape, home_shape
from evidence.curating import withdraw_card
from questions.models import Question, Take, Withdrawal
from questions.publishing import publish_take
from tests.world import NOW, TODAY, World


def publish(world: World, question: Question, position: int = 0, *, days: int = 0) -> Take:
    """A version whose verdict is the position at this place of the scale."""
    card = world.card("Salmon at the weir", "Salmon were seen at the weir.", published_on=TODAY)
    verdict = question.positions.order_by("order")[position]
    take = world.take(
        [("Salmon were seen at the weir.", [card])],
        question=question,
        verdict=verdict,
        answer="It depends on the weir.",
    )
    return publish_take(take=take, by=world.reviewer, now=NOW + timedelta(days=days))


def line(shape: HomeShape, title: str):
    return next(line for line in shape.questions if line.title == title)


def test_a_site_without_content_has_a_home_page(client: Client, db: None):
    response = client.get("/")

    assert response.status_code == 200
    assert "No briefing has been published yet." in response.content.decode()


def test_the_tagline_comes_from_the_default_sites_home_page(client: Client, world: World):
    root = Site.objects.get(is_default_site=True).root_page
    HomePage.objects.filter(pk=root.pk).update(tagline="What the river says", intro="<i>Cards</i> first.")

    html = client.get("/").content.decode()

    assert "<h1>What the river says</h1>" in html
    assert "&lt;i&gt;Cards&lt;/i&gt; first." in html


def test_a_question_shows_its_verdict_with_the_label_of_how_it_was_made(client: Client, world: World):
    publish(world, world.question, 2)

    verdict = line(home_shape(), world.question.title).verdict
    html = client.get("/").content.decode()

    assert (verdict.label, verdict.answer, verdict.version) == ("Clean", "It depends on the weir.", 1)
    assert verdict.held_since == NOW
    for shown in (
        world.question.title,
        "Clean",
        "It depends on the weir.",
        "Held since 10 May 2026",
        verdict.mark,
    ):
        assert shown in html


def test_a_draft_and_a_hidden_question_are_not_on_the_home_page(client: Client, world: World):
    world.take([("A sentence of a draft.", [])], answer="An answer of a draft.")
    hidden = world.make_question("Is it hidden?", "is-it-hidden")
    Question.objects.filter(pk=hidden.pk).update(live=False)

    html = client.get("/").content.decode()

    assert "of a draft" not in html
    assert "Is it hidden?" not in html
    assert "No verdict yet" in html


def test_a_withdrawn_newest_version_leaves_no_verdict(client: Client, world: World):
    publish(world, world.question)
    newest = publish(world, world.question, 2, days=1)
    Withdrawal.objects.create(take=newest, reason="Mistaken.", by=world.reviewer, at=NOW)

    shape = home_shape()

    assert line(shape, world.question.title).verdict is None
    assert line(shape, world.question.title).withdrawn
    assert [move.after for move in shape.moves] == ["Not yet"]


def test_moves_are_first_verdicts_and_changes_newest_first(client: Client, world: World):
    publish(world, world.question)
    publish(world, world.question, days=1)
    publish(world, world.question, 1, days=2)

    moves = home_shape().moves

    assert [(move.before, move.after, move.version) for move in moves] == [
        ("Not yet", "Nearly", 3),
        ("", "Not yet", 1),
    ]
    assert moves[0].version_path == "/questions/is-the-river-clean-again/v/3/"


def test_a_move_of_a_hidden_question_is_not_told(world: World):
    publish(world, world.question)
    Question.objects.filter(pk=world.question.pk).update(live=False)

    assert home_shape().moves == ()


def test_questions_with_newer_versions_stand_first(world: World):
    other = world.make_question("Is the lake clean?", "is-the-lake-clean")
    world.make_question("Is the sea clean?", "is-the-sea-clean")
    publish(world, world.question)
    publish(world, other, days=1)

    titles = [line.title for line in home_shape().questions]

    assert titles == ["Is the lake clean?", "Is the river clean again?", "Is the sea clean?"]


def test_the_newest_briefings_stand_with_their_published_cards(client: Client, world: World):
    for days in range(4):
        world.card(f"Card of {days} days ago", published_on=TODAY - timedelta(days=days))
    gone = world.card("A headline to go", published_on=TODAY)
    withdraw_card(card=gone, reason="Mistaken.", by=world.editor, now=NOW)

    html = client.get("/").content.decode()

    assert html.index("Card of 0 days ago") < html.index("Card of 2 days ago")
    assert "Card of 3 days ago" not in html
    assert "to go" not in html


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_home_page_is_only_read(client: Client, db: None, method: str):
    assert getattr(client, method)("/").status_code == 405


def test_ten_times_the_questions_take_as_many_queries(world: World):
    def fill(number: int, begin: int) -> None:
        for n in range(begin, begin + number):
            question = world.make_question(f"Question {n}?", f"question-{n}")
            publish(world, question)

    fill(1, 0)
    count_queries()
    few = count_queries()
    fill(9, 1)

    assert count_queries() == few <= 12


def count_queries() -> int:
    with CaptureQueriesContext(connection) as captured:
        home_shape()
    return len(captured)

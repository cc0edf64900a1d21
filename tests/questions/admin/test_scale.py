"""The *Scale and indicators* screen."""

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Indicator
from tests.world import World


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client


def scale_url(world: World) -> str:
    return reverse("questions_scale", args=[world.question.pk])


def rows(*labels: str, pks: list[int | str] | None = None) -> dict[str, str]:
    data = {"position-TOTAL_FORMS": str(len(labels)), "position-INITIAL_FORMS": "0"}
    for n, label in enumerate(labels):
        data[f"position-{n}-label"] = label
        data[f"position-{n}-place"] = str(n + 1)
        data[f"position-{n}-pk"] = str(pks[n]) if pks else ""
    return data


def test_an_editor_sees_the_scale_and_what_indicators_count_now(desk: Client, world: World):
    assert world.indicator
    page = desk.get(scale_url(world)).content.decode()
    assert 'value="Nearly"' in page
    assert "Fish sightings" in page
    assert "0 sightings" in page


def test_an_editor_saves_a_scale(desk: Client, world: World):
    pks = [position.pk for position in world.positions]
    response = desk.post(scale_url(world), rows("Foul", "Nearly", "Clean", "Pristine", pks=[*pks, ""]))
    assert response.status_code == 302
    assert [position.label for position in world.positions] == ["Foul", "Nearly", "Clean", "Pristine"]


def test_a_refused_scale_keeps_what_was_typed_and_says_why(desk: Client, world: World):
    response = desk.post(scale_url(world), rows("Only one"))
    assert response.status_code == 400
    assert "two to nine" in response.content.decode()
    assert 'value="Only one"' in response.content.decode()
    assert len(world.positions) == 3


def test_a_foreign_position_in_the_form_changes_nothing(desk: Client, world: World):
    other = world.make_question("Is the lake deep?", "is-the-lake-deep", ("Shallow", "Deep"))
    foreign = [position.pk for position in other.positions.all()]
    response = desk.post(scale_url(world), rows("A", "B", pks=foreign))
    assert response.status_code == 400
    assert [position.label for position in other.positions.order_by("order")] == ["Shallow", "Deep"]


def indicator_form(world: World, **changes: object) -> dict[str, object]:
    return {
        "name": "Sewage spills",
        "noun_singular": "spill",
        "noun_plural": "spills",
        "window_days": "30",
        "comparison": "below",
        "threshold": "4",
        "speaks_for": str(world.positions[2].pk),
        "why": "Fewer spills, cleaner water.",
        "order": "1",
        "any_topics": [str(world.sewage.pk)],
        **changes,
    }


def test_an_editor_adds_an_indicator(desk: Client, world: World):
    url = reverse("questions_indicator_new", args=[world.question.pk])
    assert desk.get(url).status_code == 200
    assert desk.post(url, indicator_form(world)).status_code == 302
    made = Indicator.objects.get(slug="sewage-spills")
    assert [row.topic for row in made.indicator_topics.all()] == [world.sewage]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"any_topics": []}, "at least one topic"),
        ({"threshold": "-1"}, "greater than or equal to 0"),
        ({"window_days": "0"}, "greater than or equal to 1"),
        ({"speaks_for": "999999"}, "valid choice"),
    ],
)
def test_a_refused_indicator_says_why(desk: Client, world: World, changes: dict[str, object], sentence: str):
    url = reverse("questions_indicator_new", args=[world.question.pk])
    response = desk.post(url, indicator_form(world, **changes))
    assert response.status_code == 400
    assert sentence in response.content.decode()
    assert not Indicator.objects.exists()


def test_a_topic_in_two_lists_is_refused(desk: Client, world: World):
    url = reverse("questions_indicator_new", args=[world.question.pk])
    response = desk.post(url, indicator_form(world, none_topics=[str(world.sewage.pk)]))
    assert "two lists" in response.content.decode()


@pytest.mark.parametrize("name", ["questions_scale", "questions_indicator_new"])
def test_nobody_else_gets_in(client: Client, world: World, name: str):
    url = reverse(name, args=[world.question.pk])
    assert client.get(url).status_code == 302
    client.force_login(world.agent)
    assert client.get(url).status_code in {302, 403}
    assert client.post(url, rows("A", "B")).status_code in {302, 403}


def test_the_question_editor_leads_to_the_screen(desk: Client, world: World):
    page = desk.get(reverse("wagtailadmin_pages:edit", args=[world.question.pk])).content.decode()
    assert scale_url(world) in page


def test_a_position_that_an_indicator_speaks_for_is_not_retired_without_a_word(desk: Client, world: World):
    assert world.indicator
    data = rows("Not yet", "Nearly", "Clean", pks=[position.pk for position in world.positions])
    response = desk.post(scale_url(world), data | {"position-2-retired": "on"})
    assert response.status_code == 400
    assert "“Fish sightings” speaks for it" in response.content.decode()
    assert not world.positions[2].retired

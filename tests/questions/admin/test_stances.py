"""The stance in the card's form and in the list of cards."""

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Stance
from tests.world import World


@pytest.fixture
def desk(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client


def form_data(world: World, page, **changes: object) -> dict[str, object]:
    """What the browser would post from the card's form as it was served."""
    form = page.context["form"]
    data = {form.add_prefix(name): form[name].value() for name in form.fields}
    data["topics"] = [str(world.fish.pk)]
    links = form.links if hasattr(form, "links") else None
    if links is not None:
        data |= {f"{links.prefix}-TOTAL_FORMS": "0", f"{links.prefix}-INITIAL_FORMS": "0"}
    return {name: value for name, value in {**data, **changes}.items() if value is not None}


def test_an_editor_judges_a_card_and_takes_it_back(desk: Client, world: World):
    card = world.card(publish=False)
    url = reverse("wagtailsnippets_evidence_card:edit", args=[card.pk])
    field = f"stance-{world.question.pk}"

    page = desk.get(url)
    assert field in page.content.decode()
    answer = desk.post(url, form_data(world, page, **{field: str(world.positions[1].pk)}))
    assert answer.status_code == 302, answer.context["form"].errors
    stance = Stance.objects.get(card=card)
    assert (stance.position, stance.by) == (world.positions[1], world.editor)

    desk.post(url, form_data(world, desk.get(url), **{field: ""}))
    assert not Stance.objects.exists()


def test_a_position_of_another_question_is_no_choice(desk: Client, world: World):
    other = world.make_question("Is the lake deep?", "is-the-lake-deep", ("Shallow", "Deep"))
    card = world.card(publish=False)
    url = reverse("wagtailsnippets_evidence_card:edit", args=[card.pk])
    foreign = str(other.positions.get(slug="deep").pk)
    answer = desk.post(url, form_data(world, desk.get(url), **{f"stance-{world.question.pk}": foreign}))
    assert answer.status_code == 200
    assert not Stance.objects.exists()


def test_the_list_shows_stances_and_filters_by_them(desk: Client, world: World):
    judged = world.card(stance=world.positions[2])
    plain = world.card()
    url = reverse("wagtailsnippets_evidence_card:list")
    page = desk.get(url).content.decode()
    assert judged.headline in page
    assert "Clean" in page
    filtered = desk.get(url, {"stance": world.positions[2].pk}).content.decode()
    assert judged.headline in filtered
    assert plain.headline not in filtered

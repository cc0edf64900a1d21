"""What readers see of cards."""

from dataclasses import fields

import pytest

from evidence.curating import set_topics, withdraw_card
from evidence.models import Card
from evidence.shapes import card_shape, card_shapes
from tests.world import NOW, TODAY, World

SECRETS = {
    "headline": "A headline to go",
    "excerpt": "An excerpt to go",
    "commentary": "A commentary to go",
    "stored_text": "A stored text to go",
}


def test_a_withdrawn_card_has_no_text_in_its_shape(world: World):
    card = world.card(**SECRETS, links=[("https://example.org/to-go", "A label to go")])
    card = withdraw_card(card=card, reason="Mistaken.", by=world.editor, now=NOW)

    shape = card_shape(card)

    assert shape.withdrawn
    assert shape.withdrawn_reason == "Mistaken."
    shown = " ".join(str(getattr(shape, field.name)) for field in fields(shape))
    assert "to go" not in shown
    assert "to-go" not in shown


def test_the_stored_text_is_in_no_shape(world: World):
    assert "stored text" not in str(card_shape(world.card(**SECRETS)))


def test_a_card_without_an_address_has_no_shape(world: World):
    with pytest.raises(ValueError, match="not public"):
        card_shape(world.card(publish=False))


def test_an_excluded_topic_is_not_shown(world: World):
    card = world.card("Salmon", topics=[world.fish, world.sewage])

    set_topics(card=card, topics=[world.sewage], by=world.editor, now=NOW)

    assert [topic.name for topic in card_shape(card).topics] == ["Sewage"]


def test_a_link_without_a_label_shows_its_host(world: World):
    card = world.card(links=[("https://example.org/a?b=c", "")])

    assert card_shape(card).links[0].label == "example.org"


def test_many_cards_take_as_many_queries_as_one(world: World, django_assert_num_queries):
    for _ in range(10):
        world.card(published_on=TODAY, links=[("https://example.org/a", "")])

    with django_assert_num_queries(4):
        assert len(card_shapes(Card.objects.published())) == 10

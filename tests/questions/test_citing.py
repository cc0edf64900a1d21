"""Which versions cite a card."""

from questions.citing import versions_citing
from questions.publishing import publish_take
from questions.withdrawing import withdraw_take
from tests.world import World


def test_only_standing_versions_are_told(world: World):
    cited, draft_only = world.card(), world.card()
    take = world.take([(cited.excerpt, [cited])])
    publish_take(take=take, by=world.reviewer, now=world.now)
    world.take([(draft_only.excerpt, [draft_only])])

    found = versions_citing([cited.pk, draft_only.pk])

    assert found == {
        cited.pk: [("Is the river clean again?, version 1", "/questions/is-the-river-clean-again/v/1/")]
    }


def test_a_withdrawn_version_is_not_told(world: World):
    card = world.card()
    take = publish_take(take=world.take([(card.excerpt, [card])]), by=world.reviewer, now=world.now)
    withdraw_take(take=take, reason="The gauge was broken.", by=world.reviewer, now=world.now)
    assert versions_citing([card.pk]) == {}


def test_one_query_answers_for_many_cards(world: World, django_assert_num_queries):
    cards = [world.card() for _ in range(6)]
    publish_take(
        take=world.take([(card.excerpt, [card]) for card in cards]), by=world.reviewer, now=world.now
    )
    with django_assert_num_queries(1):
        assert len(versions_citing([card.pk for card in cards])) == 6

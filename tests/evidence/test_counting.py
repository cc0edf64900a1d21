"""Counting cards on topics in windows."""

from datetime import date, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from evidence.counting import TopicRule, cards_counted, count_cards, window_counts
from evidence.curating import set_topics, withdraw_card
from tests.world import TODAY, World

FIRST, LAST = TODAY - timedelta(days=9), TODAY


def on(world: World, *topics: str, days_ago: int = 1, publish: bool = True):
    """A card that no rule matches, on these topics."""
    chosen = [getattr(world, name) for name in topics]
    text = "The council met."
    day = TODAY - timedelta(days=days_ago)
    return world.card("Council meeting", text, topics=chosen, published_on=day, publish=publish)


def test_both_ends_of_a_window_count(world: World):
    for days_ago in (0, 9, 10):
        on(world, "fish", days_ago=days_ago)

    assert count_cards(TopicRule(any=(world.fish.pk,)), FIRST, LAST) == 2


@pytest.mark.parametrize(
    ("any_of", "all_of", "none_of", "expected"),
    [
        (["fish"], [], [], 2),
        (["fish", "sewage"], [], [], 3),
        ([], ["fish", "sewage"], [], 1),
        ([], ["fish"], ["sewage"], 1),
        (["fish"], ["sewage"], [], 1),
        (["sewage"], [], ["fish"], 1),
        ([], [], ["fish"], 0),
        ([], [], [], 0),
    ],
)
def test_a_rule_combines_any_all_and_none(world: World, any_of, all_of, none_of, expected):
    on(world, "fish")
    on(world, "sewage")
    on(world, "fish", "sewage")
    on(world)

    def keys(names):
        return tuple(getattr(world, name).pk for name in names)

    rule = TopicRule(any=keys(any_of), all=keys(all_of), none=keys(none_of))

    assert count_cards(rule, FIRST, LAST) == expected


def test_only_published_cards_count(world: World):
    on(world, "fish", publish=False)
    gone = on(world, "fish")
    withdraw_card(card=gone, reason="Mistaken.", by=world.editor, now=world.now)

    assert count_cards(TopicRule(any=(world.fish.pk,)), FIRST, LAST) == 0


def test_a_topic_that_an_editor_excluded_does_not_count(world: World):
    card = world.card("Salmon seen", "Two salmon.", published_on=TODAY)

    set_topics(card=card, topics=[], by=world.editor, now=world.now)

    assert not cards_counted(TopicRule(any=(world.fish.pk,)), FIRST, LAST).exists()


def test_trailing_windows_equal_a_count_of_each_day(
    world: World, django_assert_num_queries: DjangoAssertNumQueries
):
    for days_ago in (0, 1, 1, 3, 8, 14, 15):
        on(world, "fish", days_ago=days_ago)
    rule = TopicRule(any=(world.fish.pk,))

    with django_assert_num_queries(1):
        counts = window_counts(rule, first=FIRST, last=LAST, window_days=7)

    days = [FIRST + timedelta(days=n) for n in range(10)]
    assert counts == {day: count_cards(rule, day - timedelta(days=6), day) for day in days}


def test_a_window_of_one_day_is_that_day(world: World):
    on(world, "fish", days_ago=0)
    rule = TopicRule(any=(world.fish.pk,))

    assert window_counts(rule, first=LAST, last=LAST, window_days=1) == {LAST: 1}


def test_no_days_give_no_counts(world: World):
    rule = TopicRule(any=(world.fish.pk,))

    assert window_counts(rule, first=date(2026, 1, 2), last=date(2026, 1, 1), window_days=3) == {}

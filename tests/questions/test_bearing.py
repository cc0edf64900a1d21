"""Which cards bear on a question."""

from datetime import timedelta

import pytest

from questions.bearing import Window, evidence_for, window_ending, window_of
from questions.judging import JudgementRefused, clear_judgement, exclude_card, include_card, judge_card
from questions.models import Position
from tests.world import TODAY, World


def bearing(world: World) -> set[int]:
    return set(evidence_for(world.question, window_of(world.question, TODAY)).values_list("pk", flat=True))


def test_ninety_days_until_a_day_include_both_ends():
    window = window_ending(TODAY, 90)
    assert window == Window(TODAY - timedelta(days=89), TODAY)
    assert window.first in window
    assert TODAY in window
    assert TODAY + timedelta(days=1) not in window


def test_a_card_bears_by_topic_or_by_stance(world: World):
    by_topic = world.card(topics=[world.fish])
    by_stance = world.card(
        "Budget passed", "The council voted 12 to 3.", topics=[], stance=world.positions[0]
    )
    world.card("Road closed", "The bridge closed for 4 days.", topics=[])
    assert bearing(world) == {by_topic.pk, by_stance.pk}


def test_a_card_that_bears_twice_is_there_once(world: World):
    card = world.card(topics=[world.fish, world.sewage], stance=world.positions[1])
    assert list(evidence_for(world.question, window_of(world.question, TODAY))) == [card]


def test_an_excluded_card_stays_out_until_it_is_let_in_again(world: World):
    card = world.card()
    exclude_card(question=world.question, card=card, reason="Another river.", by=world.editor, now=world.now)
    assert bearing(world) == set()
    include_card(question=world.question, card=card)
    assert bearing(world) == {card.pk}


def test_an_exclusion_needs_a_reason(world: World):
    with pytest.raises(JudgementRefused, match="why"):
        exclude_card(question=world.question, card=world.card(), reason="  ", by=world.editor, now=world.now)


def test_the_newest_judgement_of_a_card_holds(world: World):
    card = world.card("Budget passed", "The council voted 12 to 3.", topics=[], stance=world.positions[0])
    judge_card(card=card, position=world.positions[2], by=world.reviewer, now=world.now)
    assert [stance.position for stance in card.stances.all()] == [world.positions[2]]
    clear_judgement(card=card, question=world.question)
    assert bearing(world) == set()


def test_a_card_is_not_judged_for_a_retired_position(world: World):
    card = world.card()
    Position.objects.filter(pk=world.positions[0].pk).update(retired=True)
    with pytest.raises(JudgementRefused, match="retired"):
        judge_card(card=card, position=world.positions[0], by=world.editor, now=world.now)


@pytest.mark.parametrize("reason", ["x" * 301, "\x00"])
def test_a_reason_that_no_field_holds_excludes_nothing(world: World, reason: str):
    with pytest.raises(JudgementRefused):
        exclude_card(
            question=world.question, card=world.card(), reason=reason, by=world.editor, now=world.now
        )

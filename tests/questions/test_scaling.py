"""The scale: free at first, almost frozen once somebody answered on it."""

import uuid

import pytest
from django.db import IntegrityError, transaction

from questions.models import Position
from questions.publishing import publish_take
from questions.scaling import PositionRow, ScaleRefused, save_scale
from questions.voting import cast_vote
from questions.withdrawing import withdraw_take
from tests.sharing import shared
from tests.world import World


def rows(world: World) -> list[PositionRow]:
    return [PositionRow(p.pk, p.label, p.description, p.retired) for p in world.positions]


def labels(world: World) -> list[str]:
    return [position.label for position in world.positions]


@shared
def voted(world: World) -> World:
    cast_vote(
        question=world.question, browser=uuid.uuid4(), position="clean", address="192.0.2.1", now=world.now
    )
    return world


def test_before_the_first_vote_positions_swap_change_and_go(world: World):
    first, second, _third = rows(world)
    swapped = [PositionRow(first.pk, second.label), PositionRow(second.pk, first.label)]
    save_scale(question=world.question, rows=swapped)
    assert labels(world) == ["Nearly", "Not yet"]
    assert [position.slug for position in world.positions] == ["nearly", "not-yet"]


@pytest.mark.parametrize("count", [0, 1, 10])
def test_a_scale_has_two_to_nine_positions(world: World, count: int):
    with pytest.raises(ScaleRefused, match="two to nine"):
        save_scale(question=world.question, rows=[PositionRow(None, f"Place {n}") for n in range(count)])
    assert labels(world) == ["Not yet", "Nearly", "Clean"]


def test_labels_are_not_given_twice(world: World):
    with pytest.raises(ScaleRefused, match="same label"):
        save_scale(question=world.question, rows=[PositionRow(None, "Deep"), PositionRow(None, "deep!")])


def test_after_a_vote_a_label_stays(voted: World):
    first, *rest = rows(voted)
    with pytest.raises(ScaleRefused, match="keeps its label"):
        save_scale(question=voted.question, rows=[PositionRow(first.pk, "Filthy"), *rest])


def test_after_a_vote_the_order_stays_and_nothing_goes(voted: World):
    for wrong in (rows(voted)[::-1], rows(voted)[:2], [PositionRow(None, "Worse"), *rows(voted)]):
        with pytest.raises(ScaleRefused, match="keep their place"):
            save_scale(question=voted.question, rows=wrong)


def test_after_a_vote_positions_retire_and_new_ones_go_last(voted: World):
    first, *rest = rows(voted)
    save_scale(
        question=voted.question,
        rows=[PositionRow(first.pk, first.label, retired=True), *rest, PositionRow(None, "Pristine")],
    )
    assert labels(voted) == ["Not yet", "Nearly", "Clean", "Pristine"]
    assert voted.positions[0].retired


@pytest.mark.parametrize("change", [{"label": "Filthy"}, {"slug": "filthy"}, {"order": 8}])
def test_the_database_keeps_a_scale_in_use(voted: World, change: dict):
    with pytest.raises(IntegrityError, match="scale of question"), transaction.atomic():
        Position.objects.filter(question=voted.question, order=0).update(**change)


def test_the_database_keeps_the_positions_of_a_scale_in_use(voted: World):
    with pytest.raises(IntegrityError, match="scale of question"), transaction.atomic():
        Position.objects.filter(question=voted.question, order=0).delete()


def retiring(world: World, place: int) -> list[PositionRow]:
    wanted = rows(world)
    going = wanted[place]
    wanted[place] = PositionRow(going.pk, going.label, going.description, retired=True)
    return [*wanted, PositionRow(None, "Pristine")]


def test_the_position_of_the_standing_verdict_does_not_retire(world: World):
    card = world.card(excerpt="The gauge counted 12 salmon at the weir.")
    take = world.take([("The gauge counted 12 salmon at the weir.", [card])], verdict=world.positions[1])
    version = publish_take(take=take, by=world.reviewer, now=world.now)
    with pytest.raises(ScaleRefused, match="version 1 answers with it"):
        save_scale(question=world.question, rows=retiring(world, 1))
    withdraw_take(take=version, reason="The gauge was broken.", by=world.reviewer, now=world.now)
    save_scale(question=world.question, rows=retiring(world, 1))
    assert world.positions[1].retired


def test_a_position_that_an_indicator_speaks_for_does_not_go(world: World):
    assert world.indicator
    for wanted in (retiring(world, 2), rows(world)[:2]):
        with pytest.raises(ScaleRefused, match="Fish sightings"):
            save_scale(question=world.question, rows=wanted)
    world.indicator.retired = True
    world.indicator.save()
    save_scale(question=world.question, rows=retiring(world, 2))
    assert world.positions[2].retired

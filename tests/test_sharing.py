"""Shared fixtures are made once, and no test sees what another one did."""

from collections.abc import Iterator

import pytest
from django.contrib.auth.models import Group
from django.db import connections

from tests.sharing import Recipe, Stage


class Bakery:
    """Recipes that count how often they were made."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def recipe(self, name: str, *needs: str) -> Recipe:
        def make(**_needed: Group) -> Group:
            self.made.append(name)
            return Group.objects.create(name=name)

        return Recipe(name, make, needs)


@pytest.fixture
def bakery() -> Bakery:
    return Bakery()


@pytest.fixture
def empty_stage(db: None) -> Iterator[Stage]:
    stage = Stage()
    yield stage
    stage.clear()


def standing() -> set[str]:
    return set(Group.objects.filter(name__in=["dough", "bread", "cake"]).values_list("name", flat=True))


def test_what_stands_already_is_not_made_again(empty_stage: Stage, bakery: Bakery):
    dough, bread = bakery.recipe("dough"), bakery.recipe("bread", "dough")

    empty_stage.set_up([dough])
    empty_stage.set_up([dough, bread])
    empty_stage.set_up([dough, bread])

    assert bakery.made == ["dough", "bread"]
    assert standing() == {"dough", "bread"}


def test_what_a_test_does_not_ask_for_is_gone(empty_stage: Stage, bakery: Bakery):
    dough, bread, cake = bakery.recipe("dough"), bakery.recipe("bread", "dough"), bakery.recipe("cake")
    empty_stage.set_up([dough, bread])

    empty_stage.set_up([dough])
    assert standing() == {"dough"}
    empty_stage.set_up([cake])
    assert standing() == {"cake"}
    empty_stage.set_up([])
    assert standing() == set()


def test_each_test_gets_objects_of_its_own(empty_stage: Stage, bakery: Bakery):
    dough, bread = bakery.recipe("dough"), bakery.recipe("bread", "dough")
    empty_stage.set_up([dough])["dough"].name = "changed by a test"

    assert empty_stage.set_up([dough])["dough"].name == "dough"
    assert empty_stage.set_up([dough, bread])["dough"].name == "dough"


def test_a_fixture_that_fails_leaves_nothing_behind(empty_stage: Stage, bakery: Bakery):
    def burn() -> None:
        Group.objects.create(name="cake")
        raise RuntimeError("burnt")

    with pytest.raises(RuntimeError, match="burnt"):
        empty_stage.set_up([bakery.recipe("dough"), Recipe("cake", burn, ())])

    assert standing() == {"dough"}


@pytest.mark.django_db(transaction=True)
def test_a_connection_that_was_left_can_be_used_again(bakery: Bakery):
    stage, left = Stage(), connections["default"]
    stage.set_up([bakery.recipe("dough")])
    connections["default"] = connections.create_connection("default")

    stage.clear()
    connections["default"].close()
    connections["default"] = left

    assert standing() == set()
    assert not left.in_atomic_block


def test_what_stands_on_a_connection_that_was_left_is_made_anew(empty_stage: Stage, bakery: Bakery):
    dough = bakery.recipe("dough")
    empty_stage.set_up([dough])
    kept, empty_stage.link = empty_stage.link, connections.create_connection("default")

    empty_stage.clear()

    assert (empty_stage.levels, kept) == ([], connections["default"])

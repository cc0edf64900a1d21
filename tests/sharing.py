"""Fixtures that are made once and begun from by many tests: `@shared` in place of `@pytest.fixture`.

What a shared fixture writes stays in a transaction that is open around the tests, a savepoint in it for each fixture
that builds on another. Each test works in a savepoint of its own, which is rolled back, and gets copies of the objects
as they were when they were made: no test sees what another one did. A test that asks for other fixtures, or for none,
begins without the rows of these.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Make = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a shared fixture is made, and the names of those that it builds on."""

    name: str
    make: Make
    needs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """One recipe whose rows stand in the open transaction, with all that was made up to it."""

    recipe: Recipe
    block: transaction.Atomic
    made: dict[str, Any]


class Stage:
    """What stands in the database around the tests of this worker."""

    def __init__(self) -> None:
        self.levels: list[Level] = []
        self.link: BaseDatabaseWrapper | None = None

    def set_up(self, recipes: Sequence[Recipe]) -> dict[str, Any]:
        """Make these recipes stand and no other, keep those that do, and return copies of what they made."""
        self._leave_another_connection()
        kept = 0
        while kept < min(len(self.levels), len(recipes)) and self.levels[kept].recipe is recipes[kept]:
            kept += 1
        self.clear(keep=kept)
        for recipe in recipes[kept:]:
            self._add(recipe)
        return self._copies()

    def clear(self, keep: int = 0) -> None:
        """Take back all levels but the first ones."""
        self._leave_another_connection()
        while len(self.levels) > keep:
            _roll_back(self.levels.pop().block)

    def _leave_another_connection(self) -> None:
        """Django keeps another one for this thread while an event loop runs in it, as a browser's does."""
        if self.levels and self.link is not connections["default"]:
            self.levels.clear()
            if self.link is not None:
                # Closed within its transaction it would count as broken, and Django comes back to it.
                self.link.close()
                self.link.connect()

    def _add(self, recipe: Recipe) -> None:
        made = self._copies()
        self.link = connections["default"]
        block = transaction.atomic()
        # As the block around a test case: `durable` blocks may stand in it.
        block._from_testcase = True
        block.__enter__()
        try:
            made[recipe.name] = recipe.make(**{name: made[name] for name in recipe.needs})
            # Else each test would check anew what was put off here.
            connection.check_constraints()
        except BaseException:
            _roll_back(block)
            raise
        self.levels.append(Level(recipe, block, made))

    def _copies(self) -> dict[str, Any]:
        return deepcopy(self.levels[-1].made) if self.levels else {}


def _roll_back(block: transaction.Atomic) -> None:
    transaction.set_rollback(True)
    block.__exit__(None, None, None)


def shared(make: Make) -> Any:
    """Make a fixture once for the tests that follow each other; it may ask for other shared fixtures only."""
    recipe = Recipe(make.__name__, make, tuple(inspect.signature(make).parameters))

    def given(stage: dict[str, Any], **needed: Any) -> Any:
        if recipe.name in stage:
            return stage[recipe.name]
        # Asked for by `getfixturevalue`: the stage stood before anybody knew.
        return make(**{name: needed[name] for name in recipe.needs})

    names = ("stage", "db", *recipe.needs)
    kind = inspect.Parameter.KEYWORD_ONLY
    given.__signature__ = inspect.Signature([inspect.Parameter(name, kind) for name in names])  # type: ignore[attr-defined]
    given.__doc__ = make.__doc__
    given.recipe = recipe  # type: ignore[attr-defined]
    return pytest.fixture(name=recipe.name)(given)


def recipes_of(item: pytest.Item) -> list[Recipe]:
    """The shared fixtures that a test asks for, each after those that it builds on."""
    definitions = item._fixtureinfo.name2fixturedefs  # type: ignore[attr-defined]
    found: dict[str, Recipe] = {}

    def add(name: str) -> None:
        recipe = getattr(definitions[name][-1].func, "recipe", None) if name in definitions else None
        if recipe is None or name in found:
            return
        for needed in recipe.needs:
            add(needed)
            if needed not in found:
                raise pytest.UsageError(f"{name} is shared and builds on {needed}, which is not")
        found[name] = recipe

    for name in item.fixturenames:  # type: ignore[attr-defined]
        add(name)
    return list(found.values())


def side_by_side(items: list[pytest.Item]) -> Iterator[pytest.Item]:
    """The tests of each module in an order in which those that begin from the same fixtures follow each other."""
    ranks: dict[object, int] = {}
    for item in items:
        ranks.setdefault(item.path, len(ranks))
        for recipe in recipes_of(item):
            ranks.setdefault(recipe, len(ranks))
    keys = {item: [ranks[item.path], *(ranks[recipe] for recipe in recipes_of(item))] for item in items}
    return iter(sorted(items, key=keys.__getitem__))

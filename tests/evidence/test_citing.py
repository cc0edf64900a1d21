"""The registry of places that cite cards."""

import pytest

from evidence import citing
from evidence.citing import CitingShape, places_citing, register_citing


@pytest.fixture
def _registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(citing, "_finders", [])


@pytest.mark.usefixtures("_registry")
def test_a_card_that_nobody_cites_has_no_places():
    assert places_citing([1, 2]) == {1: (), 2: ()}


@pytest.mark.usefixtures("_registry")
def test_every_registered_place_is_found_in_order_of_registration():
    register_citing(lambda ids: {ids[0]: [("Is it clean? · version 1", "/questions/clean/v/1/")]})
    register_citing(lambda ids: {ids[0]: [("An article", "/analysis/a/")]})

    assert places_citing([7, 8]) == {
        7: (
            CitingShape("Is it clean? · version 1", "/questions/clean/v/1/"),
            CitingShape("An article", "/analysis/a/"),
        ),
        8: (),
    }


@pytest.mark.usefixtures("_registry")
def test_a_function_registered_twice_is_asked_once():
    def finder(ids):
        return {1: [("A take", "/questions/a/v/1/")]}

    register_citing(finder)
    register_citing(finder)

    assert len(places_citing([1])[1]) == 1

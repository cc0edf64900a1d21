"""Where a card comes closest to a figure or quotation that it does not hold."""

import pytest

from questions.nearest import nearest_figure, nearest_words

TEXTS = {
    "headline": "Counts of May 2026",
    "excerpt": "The gauge counted 12 salmon and 40 trout. Sewage fell by 13 percent; it cost $13 billion.",
    "text": "",
}


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ("13", "12"),
        ("39", "40"),
        ("14 percent", "13 percent"),
        ("$12 billion", "$13 billion"),
        ("June 2026", "May 2026"),
    ],
)
def test_the_nearest_figure_is_of_the_same_kind_before_it_is_of_the_same_size(
    wanted: str, shown: str
) -> None:
    near = nearest_figure(wanted, TEXTS)
    assert near is not None
    assert TEXTS[near.field][near.start : near.end] == shown


def test_a_figure_of_another_kind_is_better_than_none() -> None:
    near = nearest_figure("13", {"excerpt": "Sewage fell by 13 percent."})
    assert near is not None
    assert near.off >= 1


@pytest.mark.parametrize("wanted", ["", "no figure", "the Herald"])
def test_what_is_no_figure_is_near_to_nothing(wanted: str) -> None:
    assert nearest_figure(wanted, TEXTS) is None


def test_a_date_is_not_near_to_a_count() -> None:
    assert nearest_figure("3 June 2026", {"excerpt": "The gauge counted 12 salmon."}) is None


def test_the_nearest_words_are_the_longest_run_that_the_card_holds() -> None:
    near = nearest_words("The gauge counted twelve salmon", TEXTS)
    assert near is not None
    assert TEXTS["excerpt"][near.start : near.end] == "The gauge counted"
    assert nearest_words("Otters", TEXTS) is None
    assert nearest_words("", TEXTS) is None

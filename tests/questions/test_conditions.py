"""Conditions of trip-wires, without a database."""

import pytest

from questions.conditions import Condition, LaterCard, State, condition_words, holds

CARDS = [
    LaterCard(stance=1, topics=frozenset({7})),
    LaterCard(stance=1, topics=frozenset({8})),
    LaterCard(stance=2, topics=frozenset({7, 8})),
    LaterCard(stance=None, topics=frozenset({7})),
]


@pytest.mark.parametrize(
    ("condition", "held"),
    [
        (Condition("cards", at_least=2, position=1), True),
        (Condition("cards", at_least=3, position=1), False),
        (Condition("cards", at_least=3, topic=7), True),
        (Condition("cards", at_least=2, position=1, topic=7), False),
        (Condition("cards", at_least=1, position=3), False),
    ],
)
def test_cards_are_counted_by_stance_and_topic(condition: Condition, held: bool) -> None:
    assert holds(condition, State(CARDS, {}, {})) is held


@pytest.mark.parametrize(
    ("kind", "then", "now", "held"),
    [
        ("indicator_crosses", {5: False}, {5: True}, True),
        ("indicator_crosses", {5: True}, {5: True}, False),
        ("indicator_crosses", {}, {5: True}, True),
        ("indicator_crosses", {5: False}, {}, False),
        ("indicator_uncrosses", {5: True}, {5: False}, True),
        ("indicator_uncrosses", {5: False}, {5: False}, False),
        ("indicator_uncrosses", {5: True}, {5: True}, False),
    ],
)
def test_an_indicator_has_to_change_sides(
    kind: str, then: dict[int, bool], now: dict[int, bool], held: bool
) -> None:
    assert holds(Condition(kind, indicator=5), State((), now, then)) is held  # type: ignore[arg-type]


def test_conditions_read_as_words() -> None:
    named = {"slug": "clean", "label": "Clean"}
    fish = {"slug": "fish", "label": "Fish"}
    cards = {"kind": "cards", "indicator": None, "at_least": 4, "position": named, "topic": None}
    after = "that came after this take's evidence"
    assert condition_words(None) == ""
    assert condition_words(cards) == f"at least 4 cards for “Clean” {after}"
    assert (
        condition_words({**cards, "at_least": 1, "topic": fish})
        == f"at least 1 card for “Clean” on Fish {after}"
    )
    assert condition_words({**cards, "position": None, "topic": fish}) == f"at least 4 cards on Fish {after}"
    crossing = {
        "kind": "indicator_crosses",
        "indicator": fish,
        "at_least": None,
        "position": None,
        "topic": None,
    }
    assert condition_words(crossing) == "Fish crosses its threshold"
    assert (
        condition_words({**crossing, "kind": "indicator_uncrosses"}) == "Fish comes back behind its threshold"
    )

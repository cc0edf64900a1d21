"""Which position the evidence supports."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questions.verdicts import (
    CrossedIndicator,
    StancedCard,
    points,
    points_missing,
    settle,
    weigh,
)

SCALE = ("behind", "level", "ahead")
DAY = date(2026, 4, 14)

scales = st.lists(st.text("abcdef", min_size=1, max_size=3), min_size=1, max_size=6, unique=True)
days = st.integers(0, 3).map(lambda n: DAY + timedelta(days=n))
cards = st.lists(
    st.builds(StancedCard, st.integers(1, 99), st.sampled_from(SCALE), st.sampled_from("xyz"), days),
    max_size=30,
)
counts = st.fixed_dictionaries({slug: st.integers(0, 20) for slug in SCALE})
standings = st.sampled_from([None, *SCALE])


def card(position: str, source: str = "x", day: date = DAY) -> StancedCard:
    return StancedCard(1, position, source, day)


def test_one_source_on_one_day_counts_once_for_a_position() -> None:
    given_cards = [card("level"), card("level"), card("ahead"), card("level", day=DAY + timedelta(days=1))]
    assert points(given_cards, [], SCALE) == {"behind": 0, "level": 2, "ahead": 1}


def test_a_crossed_indicator_adds_one_to_its_position() -> None:
    crossed = [CrossedIndicator("a", "ahead"), CrossedIndicator("b", "ahead")]
    assert points([card("level")], crossed, SCALE) == {"behind": 0, "level": 1, "ahead": 2}


def test_positions_off_the_scale_get_nothing() -> None:
    assert points([card("retired")], [CrossedIndicator("a", "retired")], SCALE) == dict.fromkeys(SCALE, 0)


@pytest.mark.parametrize(
    ("found", "standing", "verdict"),
    [
        ((1, 5, 2), None, "level"),
        ((5, 4, 0), None, "behind"),
        ((3, 3, 0), None, "level"),
        ((3, 0, 3), None, "behind"),
        ((0, 0, 0), None, "level"),
        ((5, 4, 0), "level", "level"),
        ((6, 4, 0), "level", "behind"),
        ((6, 4, 6), "level", "behind"),
        ((6, 4, 7), "level", "ahead"),
        ((9, 0, 0), "retired", "behind"),
    ],
)
def test_most_points_win_and_a_standing_verdict_gives_way_to_a_lead_of_two(
    found: tuple[int, int, int], standing: str | None, verdict: str
) -> None:
    assert settle(dict(zip(SCALE, found, strict=True)), SCALE, standing) == verdict


def test_a_tie_on_an_even_scale_goes_to_the_lower_of_the_middle_two() -> None:
    assert settle({}, ("a", "b", "c", "d"), None) == "b"


def test_an_empty_scale_has_no_verdict() -> None:
    with pytest.raises(ValueError, match="without positions"):
        settle({}, (), None)


@given(cards, st.randoms())
def test_the_order_of_cards_does_not_matter(given_cards: list[StancedCard], random: object) -> None:
    shuffled = list(given_cards)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert points(shuffled, [], SCALE) == points(given_cards, [], SCALE)


@given(cards)
def test_the_same_cards_twice_count_like_once(given_cards: list[StancedCard]) -> None:
    assert points([*given_cards, *given_cards], [], SCALE) == points(given_cards, [], SCALE)


@given(counts, standings)
def test_a_verdict_stays_when_settled_again(found: dict[str, int], standing: str | None) -> None:
    verdict = settle(found, SCALE, standing)
    assert settle(found, SCALE, verdict) == verdict


@given(counts, standings)
def test_a_further_point_for_the_verdict_never_moves_it(found: dict[str, int], standing: str | None) -> None:
    verdict = settle(found, SCALE, standing)
    assert settle({**found, verdict: found[verdict] + 1}, SCALE, standing) == verdict


@given(scales, st.data())
def test_a_first_verdict_has_the_most_points(scale: list[str], data: st.DataObject) -> None:
    found = {slug: data.draw(st.integers(0, 9)) for slug in scale}
    assert found[settle(found, scale, None)] == max(found.values())


@given(counts, standings, st.sampled_from(SCALE))
def test_the_missing_points_move_the_verdict_and_one_fewer_does_not(
    found: dict[str, int], standing: str | None, position: str
) -> None:
    verdict = settle(found, SCALE, standing)
    missing = points_missing(found, SCALE, verdict, position)
    assert settle({**found, position: found[position] + missing}, SCALE, verdict) == position
    if missing:
        assert settle({**found, position: found[position] + missing - 1}, SCALE, verdict) != position


@pytest.mark.parametrize(
    ("number", "sources", "enough"), [(5, 3, True), (4, 3, False), (9, 2, False), (0, 0, False)]
)
def test_a_verdict_needs_five_cards_from_three_sources(number: int, sources: int, enough: bool) -> None:
    given_cards = [card("level", f"source {n % sources}") for n in range(number)]
    assert weigh(given_cards, SCALE).enough is enough

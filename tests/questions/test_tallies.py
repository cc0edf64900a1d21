"""Shares and their intervals."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from questions.models import Position
from questions.tallies import MINIMUM_VOTES, shape_tally, wilson

NOW = datetime(2026, 5, 10, tzinfo=UTC)


def scale(*retired: bool) -> list[Position]:
    return [
        Position(pk=n + 1, order=n, slug=f"p{n}", label=f"P{n}", retired=is_retired)
        for n, is_retired in enumerate(retired)
    ]


def test_the_interval_agrees_with_the_published_example():
    low, high = wilson(count=15, total=20)
    assert (round(low, 3), round(high, 3)) == (0.531, 0.888)


@given(st.integers(1, 10_000).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_a_share_always_lies_within_its_interval(votes: tuple[int, int]):
    count, total = votes
    low, high = wilson(count, total)
    assert 0 <= low <= count / total <= high <= 1


def test_below_the_minimum_only_the_total_is_told():
    shape = shape_tally(scale(False, False), {1: MINIMUM_VOTES - 1}, NOW)
    assert (shape.total, shape.shown) == (MINIMUM_VOTES - 1, False)
    assert {(p.count, p.share, p.low, p.high) for p in shape.positions} == {(None, None, None, None)}


@given(
    st.lists(st.integers(0, 500), min_size=2, max_size=9).filter(lambda votes: sum(votes) >= MINIMUM_VOTES)
)
def test_shares_add_up_to_one(votes: list[int]):
    shape = shape_tally(scale(*[False] * len(votes)), {n + 1: v for n, v in enumerate(votes)}, NOW)
    assert abs(sum(p.share or 0 for p in shape.positions) - 1) < 1e-9


def test_a_retired_position_shows_only_while_it_holds_votes():
    assert [p.slug for p in shape_tally(scale(False, True), {}, NOW).positions] == ["p0"]
    assert [p.slug for p in shape_tally(scale(False, True), {2: 1}, NOW).positions] == ["p0", "p1"]

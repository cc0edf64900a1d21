"""Coordinates lie inside the view box, whatever the numbers."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from questions.bars import audit_bar, share_bar, small_scale
from questions.charts import Step, sparkline, step_chart

counts = st.lists(st.none() | st.integers(-5, 10**9), max_size=60)


def numbers_in(path: str) -> list[float]:
    return [float(number) for number in re.findall(r"-?[0-9]+(?:\.[0-9]+)?", path)]


@given(counts, st.integers(-5, 10**9), st.integers(0, 80))
def test_a_sparkline_stays_inside_its_box(values: list[int | None], threshold: int, covered: int) -> None:
    chart = sparkline(values, threshold=threshold, covered_from=covered)
    places = [number for path in (*chart.lines, *chart.areas) for number in numbers_in(path)]
    edges = [chart.threshold_y, chart.base, chart.dot_x, chart.dot_y, chart.hatch_width]
    assert all(0 <= x <= float(chart.width) for x in places[0::2])
    assert all(0 <= y <= float(chart.height) for y in places[1::2])
    assert all(0 <= float(edge) <= float(chart.width) for edge in edges if edge is not None)


@given(counts)
def test_a_sparkline_breaks_where_no_reading_was_stored(values: list[int | None]) -> None:
    chart = sparkline(values, threshold=3)
    runs = re.findall("x+", "".join("." if value is None else "x" for value in values))
    assert len(chart.lines) == len(runs)
    assert (chart.dot_x is None) == (not runs)


@given(
    st.lists(st.none() | st.integers(-3, 20), max_size=30),
    st.lists(st.text(max_size=90), max_size=12),
)
def test_a_step_chart_stays_inside_its_box(rows: list[int | None], labels: list[str]) -> None:
    steps = [Step(number, row, "1 May 2026") for number, row in enumerate(rows, start=1)]
    chart = step_chart(steps, labels)
    width, height = float(chart.width), float(chart.height)
    points = [(float(point.x), float(point.y)) for point in chart.points]
    assert all(0 <= x <= width and 0 <= y <= height for x, y in points)
    for path in chart.paths:
        across = re.findall(r"[MH](-?[0-9.]+)", path)
        down = re.findall(r"(?:V|M[0-9.]+ )(-?[0-9.]+)", path)
        assert all(0 <= float(x) <= width for x in across)
        assert all(0 <= float(y) <= height for y in down)


def test_a_withdrawn_version_leaves_a_gap_in_the_line() -> None:
    steps = [Step(1, 0, "a"), Step(2, None, "b"), Step(3, 1, "c")]
    chart = step_chart(steps, ["Low", "High"])
    assert len(chart.paths) == 2
    assert [point.number for point in chart.points] == [1, 3]
    assert [gap.number for gap in chart.gaps] == [2]


def test_the_first_position_lies_lowest_and_the_newest_version_is_marked() -> None:
    chart = step_chart([Step(1, 0, "a"), Step(2, 1, "b")], ["Low", "High"])
    assert float(chart.rows[0].y) > float(chart.rows[1].y)
    assert [point.newest for point in chart.points] == [False, True]


@given(st.floats(-2, 2), st.floats(-2, 2), st.floats(-2, 2), st.floats(-2, 2))
def test_a_bar_and_its_whisker_stay_inside_their_box(
    share: float, low: float, high: float, tallest: float
) -> None:
    low, share, high = sorted((low, share, high))
    bar = share_bar(share, low, high, tallest=tallest)
    ends = (
        bar.top,
        bar.height,
        bar.whisker_top,
        bar.whisker_foot,
        bar.length,
        bar.whisker_from,
        bar.whisker_to,
    )
    assert all(0 <= float(end) <= 100 for end in ends)


@given(st.integers(-3, 50), st.integers(-3, 50), st.integers(-3, 50))
def test_the_audit_bar_is_never_longer_than_its_box(traced: int, waived: int, total: int) -> None:
    first, second = audit_bar(traced, waived, total)
    assert 0 <= float(first) + float(second) <= 100.1


@given(st.none() | st.integers(-2, 12), st.integers(0, 12))
def test_a_small_scale_marks_at_most_one_place(index: int | None, of: int) -> None:
    scale = small_scale(index, of)
    assert len(scale.ticks) == of
    assert sum(tick.here for tick in scale.ticks) == (index is not None and 0 <= index < of)
    assert all(float(tick.x) + float(tick.width) <= float(scale.width) for tick in scale.ticks)

"""Geometry of the charts on public pages: numbers in, SVG attributes out.

Coordinates are strings with a point and at most one decimal: in some languages templates would write 1,5.
The y axis of an SVG points down; everything drawn lies inside the view box, whatever the numbers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SPARK_WIDTH, _SPARK_HEIGHT, _SPARK_PAD = 240.0, 60.0, 5.0
_STEP = 104.0
_ROW, _TIGHT_ROW, _LOOSE_ROWS = 40.0, 26.0, 5
_LEFT, _TOP, _FOOT = 44.0, 20.0, 52.0
_CROSS_BELOW, _ARM = 13.0, 4.5
_LABEL_GAP, _LETTER, _LABEL_LETTERS = 28.0, 6.4, 30


@dataclass(frozen=True, slots=True)
class Sparkline:
    """A line per run of days with a reading, the area under it, the threshold and the newest point."""

    width: str
    height: str
    base: str
    lines: tuple[str, ...]
    areas: tuple[str, ...]
    threshold_y: str
    dot_x: str | None
    dot_y: str | None
    hatch_width: str | None


@dataclass(frozen=True, slots=True)
class Step:
    """A version on its way into the chart: `row` counts positions from 0, None where it left no verdict."""

    number: int
    row: int | None
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class StepPoint:
    """A version's place."""

    number: int
    x: str
    y: str
    label: str
    note: str
    newest: bool


@dataclass(frozen=True, slots=True)
class StepGap:
    """A version that left no verdict: a cross below the scale, where the line breaks off."""

    number: int
    x: str
    y: str
    cross: str
    label: str
    note: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """A position's line across the chart and its label beside it."""

    y: str
    text_y: str
    label: str


@dataclass(frozen=True, slots=True)
class StepChart:
    """The verdict over versions: the first position lies lowest, the newest version last."""

    width: str
    height: str
    line_end: str
    label_x: str
    number_y: str
    date_y: str
    note_y: str
    rows: tuple[StepRow, ...]
    paths: tuple[str, ...]
    points: tuple[StepPoint, ...]
    gaps: tuple[StepGap, ...]


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def sparkline(values: Sequence[int | None], *, threshold: int, covered_from: int = 0) -> Sparkline:
    """Draw readings at equal distances, oldest first; None leaves a gap.

    The part before the index `covered_from` is to be hatched: nobody was collecting then.
    """
    known = [max(0, value) for value in values if value is not None]
    top = max([*known, threshold, 1])
    places = [
        None if value is None else (_spark_x(index, len(values)), _spark_y(max(0, value), top))
        for index, value in enumerate(values)
    ]
    runs = _runs(places)
    base = _text(_SPARK_HEIGHT - _SPARK_PAD)
    lines = tuple(_polyline(run) for run in runs)
    areas = tuple(
        f"{line} L{_text(run[-1][0])} {base} L{_text(run[0][0])} {base} Z"
        for line, run in zip(lines, runs, strict=True)
    )
    last = runs[-1][-1] if runs else None
    hatched = None
    if covered_from > 0 and values:
        hatched = _spark_x(min(covered_from, len(values) - 1), len(values))
    return Sparkline(
        width=_text(_SPARK_WIDTH),
        height=_text(_SPARK_HEIGHT),
        base=base,
        lines=lines,
        areas=areas,
        threshold_y=_text(_spark_y(max(0, threshold), top)),
        dot_x=_text(last[0]) if last else None,
        dot_y=_text(last[1]) if last else None,
        hatch_width=_text(hatched) if hatched is not None else None,
    )


def _spark_x(index: int, of: int) -> float:
    reach = _SPARK_WIDTH - 2 * _SPARK_PAD
    return _SPARK_PAD + (reach * index / (of - 1) if of > 1 else reach)


def _spark_y(value: int, top: int) -> float:
    reach = _SPARK_HEIGHT - 2 * _SPARK_PAD
    return _SPARK_HEIGHT - _SPARK_PAD - reach * (value / top)


def _runs(places: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for place in places:
        if place is not None:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _polyline(run: Sequence[tuple[float, float]]) -> str:
    # A lone reading becomes a stroke of no length, which round caps show as a point.
    points = run if len(run) > 1 else [*run, *run]
    return "M" + " L".join(f"{_text(x)} {_text(y)}" for x, y in points)


def step_chart(steps: Sequence[Step], positions: Sequence[str]) -> StepChart:
    """Draw the verdict of each version, oldest first, on a scale of `positions`."""
    rows = max(1, len(positions))
    end = _LEFT + _STEP * max(0, len(steps) - 1) + _LABEL_GAP
    label_x = end + 12
    longest = max((min(len(label), _LABEL_LETTERS) for label in positions), default=0)
    foot = _row_y(0, rows) or 0.0
    places = [(_LEFT + _STEP * index, _row_y(step.row, rows)) for index, step in enumerate(steps)]
    return StepChart(
        width=_text(label_x + longest * _LETTER + 8),
        height=_text(foot + _FOOT + 22),
        line_end=_text(end),
        label_x=_text(label_x),
        number_y=_text(foot + 30),
        date_y=_text(foot + 46),
        note_y=_text(foot + 62),
        rows=tuple(
            StepRow(_text(y), _text(y + 4), _cut(label))
            for label, y in ((label, _row_y(row, rows)) for row, label in enumerate(positions))
            if y is not None
        ),
        paths=tuple(_staircase(run, until) for run, until in _stair_runs(places, end)),
        points=tuple(
            StepPoint(step.number, _text(x), _text(y), step.label, step.note, index == len(steps) - 1)
            for index, (step, (x, y)) in enumerate(zip(steps, places, strict=True))
            if y is not None
        ),
        gaps=tuple(
            _gap(step, x, foot + _CROSS_BELOW)
            for step, (x, y) in zip(steps, places, strict=True)
            if y is None
        ),
    )


def _gap(step: Step, x: float, y: float) -> StepGap:
    left, right, top, foot = (_text(end) for end in (x - _ARM, x + _ARM, y - _ARM, y + _ARM))
    cross = f"M{left} {top} L{right} {foot} M{left} {foot} L{right} {top}"
    return StepGap(step.number, _text(x), _text(y), cross, step.label, step.note)


def _row_y(row: int | None, rows: int) -> float | None:
    if row is None:
        return None
    height = _ROW if rows <= _LOOSE_ROWS else _TIGHT_ROW
    return _TOP + height * (rows - 1 - min(max(row, 0), rows - 1))


def _cut(label: str) -> str:
    return label if len(label) <= _LABEL_LETTERS else label[: _LABEL_LETTERS - 1].rstrip() + "…"


def _stair_runs(
    places: Sequence[tuple[float, float | None]], end: float
) -> list[tuple[list[tuple[float, float]], float]]:
    """Stretches of versions with a verdict, each with the x where it ends: a gap, or the chart's end."""
    runs: list[tuple[list[tuple[float, float]], float]] = []
    stretch: list[tuple[float, float]] = []
    for x, y in places:
        if y is not None:
            stretch.append((x, y))
        elif stretch:
            runs.append((stretch, x))
            stretch = []
    return [*runs, (stretch, end)] if stretch else runs


def _staircase(run: Sequence[tuple[float, float]], until: float) -> str:
    x, y = run[0]
    stairs = "".join(f" H{_text(next_x)} V{_text(next_y)}" for next_x, next_y in run[1:])
    return f"M{_text(x)} {_text(y)}{stairs} H{_text(until)}"

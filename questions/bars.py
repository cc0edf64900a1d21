"""Geometry of bars: a scale in small, shares with their intervals, the audit's result.

As in `charts`, lengths are strings with a point, and nothing leaves its box.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ScaleTick:
    """One position of a scale in small."""

    x: str
    width: str
    here: bool


@dataclass(frozen=True, slots=True)
class SmallScale:
    """A scale in small with the verdict's place marked."""

    width: str
    ticks: tuple[ScaleTick, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """A share with its interval, standing and lying, in a box of 100 by 100.

    Standing bars are drawn against the tallest of the chart, lying ones against the whole.
    """

    top: str
    height: str
    whisker_top: str
    whisker_foot: str
    length: str
    whisker_from: str
    whisker_to: str


def _text(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def small_scale(index: int | None, of: int) -> SmallScale:
    """A scale of `of` positions in small, the one at `index` marked."""
    width = 14.0
    gap = 3.0
    ticks = tuple(
        ScaleTick(_text(place * (width + gap)), _text(width), place == index) for place in range(max(of, 0))
    )
    return SmallScale(_text(max(of, 1) * (width + gap) - gap), ticks)


def share_bar(share: float, low: float, high: float, *, tallest: float) -> Bar:
    """A share and its interval, 0 to 1 each, beside a chart whose highest interval ends at `tallest`."""
    share, low, high = (min(max(number, 0.0), 1.0) for number in (share, low, high))
    reach = min(max(tallest, high, 0.01), 1.0)
    return Bar(
        top=_text(100 - 100 * share / reach),
        height=_text(100 * share / reach),
        whisker_top=_text(100 - 100 * high / reach),
        whisker_foot=_text(100 - 100 * low / reach),
        length=_text(100 * share),
        whisker_from=_text(100 * low),
        whisker_to=_text(100 * high),
    )


def audit_bar(traced: int, waived: int, total: int) -> tuple[str, str]:
    """Widths of the traced and the waived part in a bar of 100; the rest is not traced."""
    if total <= 0:
        return "0", "0"
    first = 100 * min(max(traced, 0), total) / total
    return _text(first), _text(min(100 * max(waived, 0) / total, 100 - first))

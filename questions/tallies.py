"""What readers said, as shares with intervals once there are enough votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from questions.models import Position, Question, Tally

MINIMUM_VOTES = 20
_Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class PositionTally:
    """Votes of one position. `share`, `low` and `high` lie in 0 to 1 and are None below the minimum."""

    slug: str
    label: str
    index: int
    count: int | None
    share: float | None
    low: float | None
    high: float | None
    retired: bool = False


@dataclass(frozen=True, slots=True)
class TallyShape:
    """Votes on a question. Below `minimum` only the total is told (`shown` is False)."""

    total: int
    shown: bool
    minimum: int
    positions: tuple[PositionTally, ...]
    as_of: datetime


def wilson(count: int, total: int) -> tuple[float, float]:
    """The 95 % score interval of a share (Wilson 1927), clipped to 0 to 1; `total` must be positive."""
    share = count / total
    scale = 1 + _Z_95**2 / total
    middle = (share + _Z_95**2 / (2 * total)) / scale
    reach = _Z_95 * sqrt(share * (1 - share) / total + _Z_95**2 / (4 * total**2)) / scale
    return max(0.0, min(middle - reach, share)), min(1.0, max(middle + reach, share))


def shape_tally(positions: Sequence[Position], counts: dict[int, int], as_of: datetime) -> TallyShape:
    """Build the shape from positions in order and votes per position id; retired ones show while they hold votes."""
    total = sum(counts.values())
    shown = total >= MINIMUM_VOTES
    return TallyShape(
        total=total,
        shown=shown,
        minimum=MINIMUM_VOTES,
        positions=tuple(
            _position(position, index, counts.get(position.pk, 0), total, shown)
            for index, position in enumerate(positions)
            if not position.retired or counts.get(position.pk)
        ),
        as_of=as_of,
    )


def tally_of(question: Question, *, now: datetime) -> TallyShape:
    """The question's tally as the database holds it now; two queries."""
    positions = list(Position.objects.filter(question=question).order_by("order"))
    counts = dict(Tally.objects.filter(question=question).values_list("position_id", "count"))
    return shape_tally(positions, counts, now)


def _position(position: Position, index: int, count: int, total: int, shown: bool) -> PositionTally:
    low, high = wilson(count, total) if shown else (None, None)
    return PositionTally(
        slug=position.slug,
        label=position.label,
        index=index,
        count=count if shown else None,
        share=count / total if shown else None,
        low=low,
        high=high,
        retired=position.retired,
    )

"""The scale with the verdict's place and readers' shares."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from questions.bars import Bar, share_bar
from questions.shapes.takes import TakeShape
from questions.tallies import PositionTally, TallyShape

# Labels stand side by side while there are few and their words fit a column; else each position takes a row.
_SIDE_BY_SIDE = 5
_LETTERS_ABREAST, _LETTERS_OF_THE_DOT = 72, 4


@dataclass(frozen=True, slots=True)
class PlaceShape:
    """One position: whether the take stands here, and in whole percent what readers say."""

    slug: str
    label: str
    here: bool
    open: bool
    percent: int | None = None
    low: int | None = None
    high: int | None = None
    bar: Bar | None = None


@dataclass(frozen=True, slots=True)
class ScaleShape:
    """The whole scale in order. `rows` asks for one position per line."""

    places: tuple[PlaceShape, ...]
    rows: bool

    @property
    def votable(self) -> bool:
        """Whether there is anything to choose between."""
        return sum(place.open for place in self.places) > 1


def votable_scale(tally: TallyShape, verdict_slug: str) -> ScaleShape:
    """The positions on offer now, for the vote form."""
    tallest = max((position.high or 0.0 for position in tally.positions), default=0.0)
    return _scale(tuple(_place(position, verdict_slug, tallest) for position in tally.positions))


def frozen_scale(take: TakeShape) -> ScaleShape:
    """The scale as it stood when the version was published, without votes."""
    return _scale(
        tuple(PlaceShape("", label, index == take.index, False) for index, label in enumerate(take.scale))
    )


def scale_change(take: TakeShape, tally: TallyShape) -> str:
    """In words, what left the scale and what came to it since the version; empty where it is still the same."""
    today = [position.label for position in tally.positions if not position.retired]
    left = [label for label in take.scale if label not in today]
    came = [label for label in today if label not in take.scale]
    parts = [
        words % {"labels": ", ".join(_("“%s”") % label for label in labels)}
        for words, labels in ((_("retired: %(labels)s"), left), (_("added: %(labels)s"), came))
        if labels
    ]
    if not parts:
        return ""
    return _(
        "The scale has changed since version %(number)d (%(changes)s). The verdict stands on the scale of its day; "
        "votes go to the positions of today."
    ) % {"number": take.number, "changes": "; ".join(parts)}


def _scale(places: tuple[PlaceShape, ...]) -> ScaleShape:
    return ScaleShape(places, rows=len(places) > _SIDE_BY_SIDE or not _words_fit(places))


def _words_fit(places: tuple[PlaceShape, ...]) -> bool:
    room = _LETTERS_ABREAST // max(1, len(places)) - _LETTERS_OF_THE_DOT
    return all(len(word) <= room for place in places for word in place.label.split())


def _place(position: PositionTally, verdict_slug: str, tallest: float) -> PlaceShape:
    here, open_ = position.slug == verdict_slug, not position.retired
    if position.share is None or position.low is None or position.high is None:
        return PlaceShape(position.slug, position.label, here, open_)
    return PlaceShape(
        slug=position.slug,
        label=position.label,
        here=here,
        open=open_,
        percent=round(100 * position.share),
        low=round(100 * position.low),
        high=round(100 * position.high),
        bar=share_bar(position.share, position.low, position.high, tallest=tallest),
    )

"""Where a card comes closest to what a claim says of it: for whoever looks for a figure that is not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from questions.audit.quantities import quantities
from questions.audit.shapes import Quantity, QuantityKind

_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 2
_FAR = 2.0


@dataclass(frozen=True, slots=True)
class Nearest:
    """A stretch of one of a card's fields, and how far it is off: 0 is the same, 2 the greatest difference."""

    field: str
    start: int
    end: int
    off: float


def nearest_figure(wanted: str, texts: Mapping[str, str]) -> Nearest | None:
    """The figure that comes closest to the one written as `wanted`; of the same kind and unit before any other.

    None where `wanted` is no figure, or the texts hold none that could be meant.
    """
    figure = next(iter(_figures(wanted)), None)
    if figure is None:
        return None
    found = [
        Nearest(field, known.span.start, known.span.end, off)
        for field, text in texts.items()
        for known in _figures(text)
        if (off := _distance(figure, known)) is not None
    ]
    return min(found, key=lambda near: near.off, default=None)


def nearest_words(wanted: str, texts: Mapping[str, str]) -> Nearest | None:
    """The longest run of the words `wanted` that one of the texts holds; None for less than two words."""
    words = [word.casefold() for word in _WORD.findall(wanted)]
    found = [
        Nearest(field, start, end, 1 - size / len(words))
        for field, text in texts.items()
        for start, end, size in _longest_run(words, text)
    ]
    return min(found, key=lambda near: near.off, default=None)


def _longest_run(words: list[str], text: str) -> Iterator[tuple[int, int, int]]:
    places = list(_WORD.finditer(text))
    held = [place[0].casefold() for place in places]
    run = SequenceMatcher(None, words, held, autojunk=False).find_longest_match()
    if run.size >= _FEWEST_WORDS:
        yield places[run.b].start(), places[run.b + run.size - 1].end(), run.size


@lru_cache(maxsize=256)
def _figures(text: str) -> tuple[Quantity, ...]:
    return tuple(quantities(text))


def _distance(figure: Quantity, known: Quantity) -> float | None:
    """How far two figures are apart; a date is never meant by a count. Other units stand behind all of the same."""
    if (figure.kind is QuantityKind.DATE) != (known.kind is QuantityKind.DATE):
        return None
    if figure.date is not None and known.date is not None:
        parts = ((figure.date.year, known.date.year, 2), (figure.date.month, known.date.month, 24))
        days = (figure.date.day, known.date.day, 700)
        off = [abs(one - other) / most for one, other, most in (*parts, days) if one and other]
        return min(_FAR, sum(off)) if off else _FAR
    most = max(abs(figure.low), abs(known.low))
    off_by = float(abs(figure.low - known.low) / most) if most else 0.0
    same = (figure.kind, figure.unit) == (known.kind, known.unit)
    return off_by / 2 if same else 1 + off_by / 2

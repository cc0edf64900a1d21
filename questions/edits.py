"""How much of a draft people changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORD = re.compile(r"\w+(?:[.,'’/-]\w+)*%?|[^\w\s]")
_PIECE = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of text that two versions share, or that only the older or the newer one has."""

    kind: Literal["same", "gone", "new"]
    text: str


def words_changed(draft: str, published: str) -> float:
    """The share of words that differ, 0 to 1: replaced, removed or added, over the longer of both texts."""
    before, after = _words(draft), _words(published)
    longer = max(len(before), len(after))
    if not longer:
        return 0.0
    changed = sum(
        max(old_end - old_start, new_end - new_start)
        for kind, old_start, old_end, new_start, new_end in _steps(before, after)
        if kind != "equal"
    )
    return round(min(1.0, changed / longer), 4)


def word_difference(older: str, newer: str) -> tuple[Stretch, ...]:
    """Both texts as one run of stretches; leaving out the new ones gives the older text, and the reverse."""
    before, after = _PIECE.findall(older), _PIECE.findall(newer)
    stretches: list[Stretch] = []
    for kind, old_start, old_end, new_start, new_end in _steps(before, after):
        if kind == "equal":
            stretches.append(Stretch("same", "".join(before[old_start:old_end])))
            continue
        if old_end > old_start:
            stretches.append(Stretch("gone", "".join(before[old_start:old_end])))
        if new_end > new_start:
            stretches.append(Stretch("new", "".join(after[new_start:new_end])))
    return tuple(stretches)


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _steps(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()

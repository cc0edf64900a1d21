"""How much of a draft people changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_WORD = re.compile(r"\w+(?:[.,'’/-]\w+)*%?|[^\w\s]")


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


def _words(text: str) -> list[str]:
    return _WORD.findall(text)


def _steps(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()

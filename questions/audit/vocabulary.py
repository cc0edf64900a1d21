"""Which words are everyday English, so that an opening word which is none of them can only be a name.

The list is SCOWL's (see the head of `vocabulary.txt`); proper names are not in it.
"""

from functools import cache
from pathlib import Path

from .wording import listed

_LIST = Path(__file__).with_suffix(".txt")
_SHORTEST_STEM = 3
_SHORTEST_PART = 4
# What a listed word may end in, and what the list writes in its place.
_ENDINGS = (
    *((ending, "") for ending in listed("s es ed d ing er r ers rs or ors est st ly ness able less")),
    *((ending, "e") for ending in listed("ing or ors able")),
    *((ending, "y") for ending in listed("ies ied ier iest ily iness")),
)


def is_everyday(word: str) -> bool:
    """Whether English has the lower-case word: as listed, with an ending, or as two such words in one."""
    return _listed(word) or any(
        _listed(word[:at]) and _listed(word[at:])
        for at in range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    )


def _listed(word: str) -> bool:
    words = _words()
    return word in words or any(
        word.endswith(ending)
        and len(word) - len(ending) >= _SHORTEST_STEM
        and word[: len(word) - len(ending)] + written in words
        for ending, written in _ENDINGS
    )


@cache
def _words() -> frozenset[str]:
    """Read at the first question: most claims open with a word of their cards."""
    lines = _LIST.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())

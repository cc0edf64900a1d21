"""Whether a word keeps its capital when it moves into the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from questions.audit.sentences import sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_FIRST = re.compile(r"\S+")
_PLAIN_WORDS = """
a about after all almost although among an and another around as at because before between both but by
despite each eight even every few five for four from he her here his how however if in it its many more
most nearly nine no none on one only other our over roughly seven several she since six so some such ten
that the their there these they this those though three to two under until we what when where which
while with without yet
"""
_PLAIN = frozenset(_PLAIN_WORDS.split())


@dataclass(frozen=True, slots=True)
class Casing:
    """The words that texts write small, and those that they write large in the middle of a sentence."""

    small: frozenset[str]
    large: frozenset[str]

    def moved(self, text: str, *, default_small: bool = False) -> str | None:
        """The text as it reads after an opening clause.

        None where nothing tells if its first word is a name, unless such words are small by default.
        """
        found = _FIRST.match(text)
        if found is None:
            return None
        first = found.group()
        bare = first.strip(",;:")
        lowered = bare.lower()
        if not bare.isalpha() or not bare[0].isupper() or lowered != bare[0].lower() + bare[1:]:
            return text
        if lowered not in _PLAIN and bare in self.large:
            return text
        known = lowered in _PLAIN or lowered in self.small
        return text[0].lower() + text[1:] if known or default_small else None


def casing_of(texts: Iterable[str]) -> Casing:
    """Learn it from the texts themselves."""
    small: set[str] = set()
    large: set[str] = set()
    for text in texts:
        for span in sentences(text):
            for word in list(_WORD.finditer(text, span.start, span.end))[1:]:
                (small if word.group()[0].islower() else large).add(word.group())
    return Casing(frozenset(small), frozenset(large))

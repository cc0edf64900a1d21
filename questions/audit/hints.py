"""What a text has to hold before a slow pattern can match in it, looked for first at a fraction of the cost.

A hint may say yes to a text that the pattern then finds nothing in, never no to one where it would.
"""

import re
from collections.abc import Callable

Hint = Callable[[str], object]

_WORD = re.compile(r"[^\W\d_]+")


def words_of(text: str) -> frozenset[str]:
    """The words of a text in lower case, those joined by hyphens or digits one by one."""
    return frozenset(_WORD.findall(text.lower()))


def one_of(*parts: str) -> Hint:
    """Whether a text has one of these characters or stretches, as they are written."""
    return lambda text: any(part in text for part in parts)

"""Lengths of time that are written in parts, each part a figure of its own: 2 hours and 40 minutes, 1 minute 57,
3:07.43.
"""

import re
from dataclasses import replace
from decimal import Decimal

from .clauses import Parsed
from .shapes import Quantity, QuantityKind

_WORDS = re.compile(
    r"(?:(?P<h>\d+)\s?(?:hours?|hrs?|h)\b,?\s?(?:and\s)?)?(?:(?P<m>\d+)\s?(?:minutes?|mins?|m)\b,?\s?(?:and\s)?)?"
    r"(?:(?P<s>\d+(?:\.\d+)?)(?!\.?\d|:)(?:\s?(?:seconds?|secs?|s)\b)?)?",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:.])(?:(?P<h>\d{1,2}):)?(?P<m>\d{1,2}):(?P<s>\d{2}(?:\.\d{1,3})?)(?![\d:])")
_PARTS = 2
_MADE_OF = re.compile(r"\d\s?h(?:ou)?rs?|\d\s?h\b|\d\s?min|\d:\d", re.IGNORECASE)


def whole(text: Parsed) -> list[Quantity]:
    """The figures of a text, with such lengths in the place of their parts: in seconds, and where the first part
    stands.
    """
    if not _MADE_OF.search(text.text):
        return text.figures
    found: list[Quantity] = []
    reached = 0
    for figure in sorted(text.figures, key=lambda one: one.span.start):
        if figure.span.start < reached:
            continue
        made = _made(text.text, figure)
        reached = figure.span.start + len(made.raw) if made is not None else 0
        found.append(made or figure)
    return found


def _made(text: str, first: Quantity) -> Quantity | None:
    start = first.span.start
    clock = _CLOCK.match(text, start)
    match = clock or _WORDS.match(text, start)
    if match is None or sum(part is not None for part in match.groups()) < _PARTS:
        return None
    # 12:30 is an hour of the day; a race takes 2:18:44 or 3:07.43.
    if clock and not clock["h"] and "." not in clock["s"]:
        return None
    hours, minutes, seconds = (Decimal(match[name] or 0) for name in ("h", "m", "s"))
    length = hours * 3600 + minutes * 60 + seconds
    exponent = seconds.as_tuple().exponent
    step = Decimal(1).scaleb(exponent) if match["s"] and isinstance(exponent, int) else Decimal(60)
    raw = re.sub(r"[\s,]+(?:and\s?)?$", "", match.group())
    return replace(
        first, kind=QuantityKind.COUNT, unit="s", low=length, high=length, number=length, step=step, raw=raw
    )

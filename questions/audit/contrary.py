"""Directions that the claim's own figures belie: "rose from 39 % to 1 %", "190 million, down from 100 million"."""

import itertools
from collections.abc import Iterator

from .clauses import Parsed
from .shapes import Quantity, QuantityKind
from .telling import Flip, flat
from .tokens import Token
from .wording import listed

# How far before "from" the word stands that says which way, and how far behind it the figure.
_BEFORE = 4
_BEHIND = 7
# "By more than two-thirds" says how much, not which way.
_COMPARING = frozenset(listed("more less fewer higher lower greater larger bigger smaller"))


def contrary(claim: Parsed) -> Iterator[Flip]:
    """A direction that the claim's own figures belie."""
    for pieces in claim.sentences:
        tokens = flat(pieces)
        places = [place for place, token in enumerate(tokens) if token.kind == "figure"]
        for left, right in itertools.pairwise(places):
            one, other = tokens[left].figure, tokens[right].figure
            if one is None or other is None or not _comparable(one, other):
                continue
            word = _way(tokens, left, right, one.unit)
            if word is not None and word[1] != (other.low > one.low):
                yield Flip("direction", word[0], tokens[right])


def _comparable(one: Quantity, other: Quantity) -> bool:
    alike = (one.kind, one.unit) == (other.kind, other.unit)
    return alike and one.low != other.low and one.kind is not QuantityKind.ORDINAL


def _way(tokens: list[Token], left: int, right: int, unit: str) -> tuple[Token, bool] | None:
    """The word that says how the second figure compares with the first, and whether it is the larger."""
    between = [token.text.lower() for token in tokens[left + 1 : right]]
    before = tokens[left - 1].text.lower() if left else ""
    turning = next(
        (token for token in reversed(tokens[max(0, left - _BEFORE) : left]) if _turns(token)),
        None,
    )
    if turning is not None and before == "from" and between[-1:] == ["to"]:
        return turning, _rises(turning)
    if turning is not None and before == "to" and "from" in between[:_BEHIND]:
        return turning, not _rises(turning)
    for place, token in enumerate(tokens[left + 1 : right], left + 1):
        lower = token.text.lower()
        if lower in ("ahead", "behind") and "with" in between and unit not in ("s", "month"):
            return token, lower == "behind"
        # "190 million, up from 100 million": what stands before "up" is the later figure.
        follows = tokens[place + 1].text.lower()
        if lower in ("up", "down") and follows == "from" and right - place < _BEHIND and before != "by":
            return token, lower == "down"
    return None


def _turns(token: Token) -> bool:
    return token.text.lower() not in _COMPARING and any(axis == 0 for axis, _ in token.poles)


def _rises(token: Token) -> bool:
    return any(axis == 0 and end < 0 for axis, end in token.poles)

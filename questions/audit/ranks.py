"""Counts that follow from ranks and from what is singled out: the 18th comes after seventeen, the first in 31 races
ends a run of 30, of four of which one was contested three others are left.
"""

import re
from collections.abc import Iterator

from .clauses import Parsed
from .shapes import Quantity, QuantityKind
from .terms import nouns_after

# These two are asked of lower case.
_EARLIER = re.compile(
    r"\b(?:before|previous(?:ly)?|earlier|already|preced\w+|prior|until\s(?:now|then)|so\sfar|ahead\sof)\b"
)
_RUN = re.compile(r"\b(?:run|streak|consecutive\w*|in\sa\srow|successive|straight|on\send|running)\b")
_LAST = re.compile(r"\s(?:and|,)\s(?:last|final|deciding|concluding)\b", re.IGNORECASE)
_FIRST_IN = re.compile(r"\bfirst\s(?:[^\W\d]+\s){0,4}(?:in|for|after)\s$", re.IGNORECASE)
_OTHERS = re.compile(r"\bthe\s(?:others?|rest|remaining)\b", re.IGNORECASE)


def ranked(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[tuple[str, Quantity]]:
    """The formulas by which a plain count follows from a rank of the card."""
    if figure.kind is not QuantityKind.COUNT or figure.unit or figure.approx or figure.low < 2:
        return
    said = nouns_after(figure, claim)
    earlier, run = _EARLIER.search(claim.lower), _RUN.search(claim.lower)
    for known in card.figures:
        alike = any(one.like(other) for one in said for other in nouns_after(known, card))
        if known.kind is QuantityKind.ORDINAL and alike:
            if earlier and known.low == figure.low + 1:
                yield f"{known.raw} − 1", known
            if known.low == figure.low and _LAST.match(card.text, known.span.end):
                yield known.raw, known
        if known.kind is QuantityKind.COUNT and not known.unit and known.low == figure.low + 1:
            before = card.text[max(0, known.span.start - 50) : known.span.start]
            if run and _FIRST_IN.search(before):
                yield f"{known.raw} − 1", known
            if alike and _OTHERS.search(card.text, known.span.end):
                yield f"{known.raw} − 1", known

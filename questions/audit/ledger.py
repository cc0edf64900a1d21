"""Figures about the evidence itself: they trace to the counts of the brief, noun and all."""

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .matching import matches
from .shapes import LedgerEntry, Quantity, QuantityKind
from .wording import SOFT_UNITS

_REACH = 3
_WORDS = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_CLAUSE_END = re.compile(r"[.;:!?()—]|,(?=\s)")
_OF = re.compile(r"\s(?:out\s)?of\s(?:the\s|all\s)?")
_EXACT_HEDGES = frozenset({"", "about", "at least", "at most"})


def entries_for(
    text: str, figures: Sequence[Quantity], ledger: Sequence[LedgerEntry]
) -> dict[int, LedgerEntry]:
    """Which figures, by place in `figures`, are a count of the ledger: the count equals and its noun follows.

    In "17 of 25 cards" both figures trace to the entry that says 17 of 25.
    """
    found: dict[int, LedgerEntry] = {}
    for place, figure in enumerate(figures):
        for entry in ledger:
            if not _is_count(figure) or place in found:
                continue
            whole = figures[place + 1] if place + 1 < len(figures) else None
            if entry.of is not None and whole is not None and _joined(text, figure, whole):
                if (
                    _equals(figure, entry.count)
                    and _equals(whole, entry.of)
                    and _has_noun(text, whole, entry)
                ):
                    found |= {place: entry, place + 1: entry}
            elif _equals(figure, entry.count) and _has_noun(text, figure, entry):
                found[place] = entry
    return found


def renamed(text: str, figure: Quantity, ledger: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """The reading whose count this figure is, though the claim counts something else with it."""
    if figure.kind is not QuantityKind.COUNT or (figure.unit and figure.unit not in SOFT_UNITS):
        return None
    for entry in ledger:
        if entry.kind == "reading" and figure.number == entry.count and not _has_noun(text, figure, entry):
            return entry
    return None


def counted(text: str, figure: Quantity, ledger: Sequence[LedgerEntry]) -> LedgerEntry | None:
    """The entry whose noun follows this figure, whatever its count."""
    return next((entry for entry in ledger if _is_count(figure) and _has_noun(text, figure, entry)), None)


def _is_count(figure: Quantity) -> bool:
    return figure.kind is QuantityKind.COUNT and not figure.is_range


def _equals(figure: Quantity, count: int) -> bool:
    if figure.number == count and figure.approx in _EXACT_HEDGES:
        return True
    entry = replace(figure, low=Decimal(count), high=Decimal(count), approx="")
    return not figure.unit and matches(figure, entry)


def _joined(text: str, part: Quantity, whole: Quantity) -> bool:
    return _OF.fullmatch(text, part.span.end, whole.span.start) is not None


def _has_noun(text: str, figure: Quantity, entry: LedgerEntry) -> bool:
    # The unit belongs to the figure, and may be the noun: "90 days".
    following = text[figure.span.start : figure.span.end + 120]
    clause = _CLAUSE_END.search(following, figure.span.end - figure.span.start)
    words = [word.lower() for word in _WORDS.findall(following[: clause.start()] if clause else following)]
    figure_words = len(_WORDS.findall(figure.raw))
    for noun in (entry.noun_singular, entry.noun_plural):
        wanted = noun.lower().split()
        last = figure_words + _REACH
        for at in range(min(last, len(words)) if wanted else 0):
            if words[at : at + len(wanted)] == wanted:
                return True
    return False

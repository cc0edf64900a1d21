"""Figures that follow from the card's own wording: the rest of a whole, what was before a change, the years
between two dates, how many names a list has.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from itertools import pairwise, permutations

from .arithmetic import agrees
from .clauses import Parsed
from .shapes import Quantity, QuantityKind
from .tokens import Token

_DETERMINER = r"(?:the|its|their|his|her|all|these|those|my|our)\s"
_PART_OF = re.compile(rf"\s(?:\w+\s)?(?:out\s)?of\s(?:{_DETERMINER})?(?:\w+\s)?", re.IGNORECASE)
_OF_WHICH = re.compile(r"[^.;]{0,60}?\s(?:of\s(?:which|whom|these|them)|including)\s(?:[^\W\d]+\s){0,4}", re.IGNORECASE)
_ONE_OF = re.compile(rf"\bone\s(?:out\s)?of\s(?:{_DETERMINER})?$", re.IGNORECASE)
_ONE_AFTER = re.compile(r"[^.;\d]{0,50}\s(?:(?:of\s(?:which|whom|them)\s(?:only\s)?one|(?:all\s)?(?:but|except)\sone))\b", re.IGNORECASE)
_OTHERWISE = re.compile(
    r"\b(?:no|not|never|nor|none|without|rest|remain\w*|others?|un\w+|non\w*|less|fewer|lower|cut|down|drop|lack\w*|fail\w*"
    r"|against|lost|left|away|short|still|outside|\w+n['’]t)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:ago|previous\w*|earlier|before|former\w*|original\w*|had|was|were|thought|used\sto|last\s(?:year|month|week)|until"
    r"|since|from|initial\w*|prior|once|at\sfirst|could|would\shave)\b",
    re.IGNORECASE,
)
_UP = re.compile(r"\b(?:more|higher|larger|greater|up|rose|risen|rise|rises|grew|grown|growth|increas\w*|climb\w*|jump\w*|gain\w*|above)\b", re.IGNORECASE)
_DOWN = re.compile(r"\b(?:less|fewer|lower|smaller|down|fell|fallen|fall|falls|drop\w*|declin\w*|decreas\w*|cut|below|shr[aiu]nk\w*|reduc\w*|slump\w*)\b", re.IGNORECASE)
_LONG = re.compile(
    r"\b(?:in|over|within|for|after|ago|earlier|later|before|since|between|during|past|last|across|took|lasted|wait\w*|spent|of|by)\b",
    re.IGNORECASE,
)
_SINCE = re.compile(r"\b(?:ago|past|last|since)\b", re.IGNORECASE)
_NAME = r"(?:[A-Z][\w'’-]+)(?:\s[A-Z][\w'’-]+)*"
_NAMES = re.compile(rf"{_NAME}(?:,\s{_NAME})*,?\sand\s{_NAME}")
_PARTIES = re.compile(
    r"\s(?:\w+\s)?(?:countr|nation|state|compan|firm|side|team|part(?:y|ies)|club|men|women|people|neighbour|govern|cit(?:y|ies)"
    r"|town|bank|universit|leader|partner|rival|brother|sister|scientist|researcher|author|player|court|agenc|place|sites?"
    r"|district|region|province|language|subject|island|port)",
    re.IGNORECASE,
)
_RATIOS = frozenset({QuantityKind.PERCENT, QuantityKind.FRACTION})
_MOST_YEARS = 300


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A formula as an editor reads it, and the place of the card's figure that it starts from."""

    formula: str
    term: Quantity


def reckoned(figure: Quantity, claim: Parsed, card: Parsed, published: int) -> Reckoned | None:
    """How one text of a card bears out a figure of the claim that it does not write, or None.

    `published` is the year of its publication, from which "ago" is counted.
    """
    for rule in (_rest, _complement, _undone):
        found = next(rule(figure, claim, card), None)
        if found is not None:
            return found
    return next(_years(figure, claim, card, published), None) or next(_names(figure, claim, card), None)


def _rest(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """What is left of a whole of which the card gives a part: "five operas, of which three are lost"."""
    for part, whole in _parts(card):
        if not _spoken_of(whole, claim, card):
            continue
        amount = part.low if isinstance(part, Quantity) else Decimal(part)
        if whole.unit and whole.number and not (isinstance(part, Quantity) and part.unit):
            amount *= whole.low / whole.number
        said = part.raw if isinstance(part, Quantity) else "one"
        if (figure.kind, figure.unit) in ((whole.kind, whole.unit), (QuantityKind.COUNT, "")) and agrees(
            figure, whole.low - amount
        ):
            yield Reckoned(f"{whole.raw} − {said}", whole)
        for value, formula in (
            (amount / whole.low, f"{said} ÷ {whole.raw}"),
            (1 - amount / whole.low, f"1 − {said} ÷ {whole.raw}"),
        ):
            turned = formula.startswith("1") and not _OTHERWISE.search(claim.text)
            if figure.kind in _RATIOS and not turned and agrees(figure, value * _scale(figure)):
                yield Reckoned(formula, whole)


def _parts(card: Parsed) -> Iterator[tuple[Quantity | int, Quantity]]:
    """Parts with their wholes, wherever a text says "three of its ten" or "ten, of which three"."""
    known = [one for one in card.figures if one.kind in (QuantityKind.COUNT, QuantityKind.MONEY) and one.low > 0]
    for one in known:
        if one.low > 1 and _ONE_OF.search(card.text[max(0, one.span.start - 24) : one.span.start]):
            yield 1, one
        if one.low > 1 and _ONE_AFTER.match(card.text, one.span.end):
            yield 1, one
    for left, right in pairwise(known):
        between = card.text[left.span.end : right.span.start]
        if {left.unit, right.unit} != {right.unit} and "" not in (left.unit, right.unit):
            continue
        if left.low < right.low and _PART_OF.fullmatch(between):
            yield left, right
        elif right.low < left.low and _OF_WHICH.fullmatch(between):
            yield right, left


def _complement(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """The other part of a hundred per cent, where the claim says that it speaks of the others."""
    if figure.kind not in _RATIOS or not _OTHERWISE.search(claim.text):
        return
    for known in card.figures:
        if known.kind in _RATIOS and _spoken_of(known, claim, card):
            share = known.low / _scale(known)
            if 0 < share < 1 and agrees(figure, (1 - share) * _scale(figure)):
                yield Reckoned(f"1 − {known.raw}", known)


def _undone(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """What there was before a change of which the card gives the outcome: "halved to 3,000 euros"."""
    if figure.kind not in (QuantityKind.COUNT, QuantityKind.MONEY) or figure.approx not in ("", "about"):
        return
    if not _EARLIER.search(claim.text):
        return
    for outcome, change in permutations(card.figures, 2):
        if (outcome.kind, outcome.unit) != (figure.kind, figure.unit) or not _one_sentence(card, outcome, change):
            continue
        start, end = sorted((outcome.span, change.span), key=lambda span: span.start)
        between = card.text[start.end : end.start]
        around = card.text[max(0, change.span.start - 20) : change.span.end + 20]
        factor = Decimal(0)
        if change.kind is QuantityKind.MULTIPLE and change.raw.isalpha() and start is change.span and " to" in between:
            factor = change.low
        elif change.kind is QuantityKind.PERCENT and len(between) < 40:
            up, down = _UP.search(around), _DOWN.search(around)
            factor = 1 + change.low / 100 if up and not down else 1 - change.low / 100 if down and not up else factor
        if factor > 0 and _spoken_of(outcome, claim, card):
            with localcontext(prec=12):
                before = outcome.low / factor
            if agrees(figure, before) or (figure.approx == "about" and agrees(figure, Decimal(round(before)))):
                yield Reckoned(f"{outcome.raw} ÷ {factor.normalize()}", outcome)


def _years(figure: Quantity, claim: Parsed, card: Parsed, published: int) -> Iterator[Reckoned]:
    """The years between two dates of the card, or since one of them."""
    months = figure.low
    if figure.kind is not QuantityKind.COUNT or figure.unit != "month" or months % 12 or months > 12 * _MOST_YEARS:
        return
    around = claim.text[max(0, figure.span.start - 30) : figure.span.end + 20]
    if not _LONG.search(around):
        return
    dated = [(one, one.date.year) for one in card.figures if one.date is not None and one.date.year is not None]
    told = {one.date.year for one in claim.figures if one.date is not None}
    for one, year in dated:
        near = year in told or _spoken_of(one, claim, card)
        if near and _SINCE.search(around) and agrees(figure, Decimal(12 * (published - year))):
            yield Reckoned(f"{published} − {year}", one)
        for _, later in dated:
            if near and agrees(figure, Decimal(12 * (later - year))):
                yield Reckoned(f"{later} − {year}", one)


def _names(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """How many names the card lists: "the two countries" where it has two joined by "and"."""
    if figure.kind is not QuantityKind.COUNT or figure.unit or figure.approx or not 2 <= figure.low <= 6:
        return
    after = claim.text[figure.span.end : figure.span.end + 40]
    noun = next((one for one in claim.content if one.span.start >= figure.span.end), None)
    for match in _NAMES.finditer(card.text):
        count = len(re.split(r",\sand\s|,\s|\sand\s", match.group()))
        if count != figure.low:
            continue
        beside = [
            token
            for piece in card.pieces
            for token in piece.content
            if match.start() - 30 <= token.span.start <= match.end() + 30
        ]
        if _PARTIES.match(after) or (noun is not None and any(noun.like(token) for token in beside)):
            yield Reckoned(match.group(), next(iter(card.figures), figure))


def _one_sentence(card: Parsed, one: Quantity, other: Quantity) -> bool:
    piece, beside = card.piece_of(one), card.piece_of(other)
    return piece is not None and beside is not None and piece.siblings is beside.siblings


def _spoken_of(term: Quantity, claim: Parsed, card: Parsed) -> bool:
    """Whether the claim shares a word with the sentence in which a figure stands."""
    piece = card.piece_of(term)
    said: Sequence[Token] = claim.content
    return piece is not None and any(
        token.like(other) for token in piece.sentence if token.says_something for other in said
    )


def _scale(figure: Quantity) -> Decimal:
    return Decimal(100) if figure.kind is QuantityKind.PERCENT else Decimal(1)

"""Figures that follow from the card's own wording: the rest of a whole, what was before a change, the years
between two dates, how many names a list has.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, localcontext
from functools import lru_cache
from itertools import chain, pairwise, product

from .agreeing import agrees
from .arithmetic import MOST
from .asking import DOWN, OTHERWISE, UP
from .clauses import Parsed
from .ranks import ranked
from .shapes import Quantity, QuantityKind
from .spans import between, counted_back
from .steps import steps
from .terms import spoken_of

_DETERMINER = r"(?:the|its|their|his|her|all|these|those|my|our)\s"
_PART_OF = re.compile(rf"\s(?:\w+\s)?(?:out\s)?of\s(?:{_DETERMINER})?(?:\w+\s)?", re.IGNORECASE)
_OF_WHICH = re.compile(
    r"[^.;]{0,60}?\s(?:of\s(?:which|whom|these|them)|including)\s(?:[^\W\d]+\s){0,4}", re.IGNORECASE
)
_ONE_OF = re.compile(rf"\bone\s(?:out\s)?of\s(?:{_DETERMINER})?$", re.IGNORECASE)
_ONE_AFTER = re.compile(
    r"[^.;\d]{0,50}\s(?:(?:of\s(?:which|whom|them)\s(?:only\s)?one|(?:all\s)?(?:but|except)\sone))\b",
    re.IGNORECASE,
)
# "92 % of patients were unvaccinated" leaves 8 % of whom that is not said.
_DENIED = re.compile(
    r"[^.;,]*\b(?:rest|others|remainder|not|no|never|none|without|neither|lack\w*|fail\w*|un(?!it|i[vq]|der|ion|til|less)\w+|non-?\w+|\w+n['’]t)\b",
    re.IGNORECASE,
)
_DENIED_WITHIN = 50
_FAR = 120
# These are asked of lower case.
_EARLIER = re.compile(
    r"\b(?:ago|previous\w*|earlier|before|former\w*|original\w*|had|was|were|thought|used\sto|last\s(?:year|month|week)|until"
    r"|since|from|initial\w*|prior|once|at\sfirst|could|would\shave)\b"
)
_AS_MANY = re.compile(r"\sas\s(?:many|much|high|large|big|long|often)\sas\b", re.IGNORECASE)
_TOGETHER = re.compile(
    r"\b(?:together|combined|in\s(?:all|total|sum)|altogether|total\w*|sum|between\sthem|overall|jointly|both|whole|all|cost\w*"
    r"|pa(?:y|id|ys)|amount\w*|add\w*|account\w*|make\sup|made\sup|or\s(?:more|less))\b"
)
_EACH = re.compile(r"\b(?:per|each|apiece|every|an?)\b", re.IGNORECASE)
_SCORE = re.compile(r"(?<!from\s)(?<![\w.,-])(\d{1,3})(?:[-–]|\s(?:votes\s)?to\s)(\d{1,3})(?![\w-]|[.,]\d)")
_SIDE = re.compile(
    r"(?:\s(?:votes?\s)?(?:to|against)\s|[-–])(?:\d|one|two|three|four|five|six|seven|eight|nine|ten|none)"
)
_OTHER_SIDE = re.compile(
    r"(?:\d|one|two|three|four|five|six|seven|eight|nine|ten)(?:\s(?:votes?\s)?(?:to|against)\s|[-–])$"
)
_SCORED = re.compile(
    r"\b(?:goals?|points?|runs?|votes?|margin|by|clear|adrift|difference|judges?|members?|tries|games?|sets?|in\sall|scored)\b"
)
_NAME = r"(?:[A-Z][\w'’-]+)(?:\s[A-Z][\w'’-]+)*"
_NAMES = re.compile(rf"{_NAME}(?:,\s{_NAME})*,?\sand\s{_NAME}")
_PARTIES = re.compile(
    r"\s(?:\w+\s)?(?:countr|nation|state|compan|firm|side|team|part(?:y|ies)|club|men|women|people|neighbour|govern|cit(?:y|ies)"
    r"|town|bank|universit|leader|partner|rival|brother|sister|scientist|researcher|author|player|court|agenc|place|sites?"
    r"|district|region|province|language|subject|island|port)",
    re.IGNORECASE,
)
_RATIOS = frozenset({QuantityKind.PERCENT, QuantityKind.FRACTION})


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A formula as an editor reads it, and the place of the card's figure that it starts from."""

    formula: str
    term: Quantity


def reckoned(figure: Quantity, claim: Parsed, card: Parsed, published: date) -> Reckoned | None:
    """How one text of a card bears out a figure of the claim that it does not write, or None.

    `published` is the day of its publication, from which "ago" is counted.
    """
    for rule in (_rest, _complement, _undone, _sums, _scores, _product, _names):
        found = next(rule(figure, claim, card), None)
        if found is not None:
            return found
    told = next(
        chain(
            steps(figure, claim, card),
            ranked(figure, claim, card),
            between(figure, claim, card, published),
            counted_back(figure, card, published),
        ),
        None,
    )
    return Reckoned(*told) if told is not None else None


def _rest(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """What is left of a whole of which the card gives a part: "five operas, of which three are lost"."""
    for part, whole in _parts(card):
        if not spoken_of(whole, claim, card):
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
            turned = formula.startswith("1") and not _of_the_others(figure, claim)
            if figure.kind in _RATIOS and not turned and agrees(figure, value * _scale(figure)):
                yield Reckoned(formula, whole)


# A card is asked for every figure of every claim that cites it.
@lru_cache(maxsize=1024)
def _parts(card: Parsed) -> tuple[tuple[Quantity | int, Quantity], ...]:
    """Parts with their wholes, wherever a text says "three of its ten" or "ten, of which three"."""
    return tuple(_told_parts(card))


def _told_parts(card: Parsed) -> Iterator[tuple[Quantity | int, Quantity]]:
    known = [
        one for one in card.figures if one.kind in (QuantityKind.COUNT, QuantityKind.MONEY) and one.low > 0
    ]
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


def _of_the_others(figure: Quantity, claim: Parsed) -> bool:
    """Whether a share is told of the rest. Of "fewer than half" the rest is more than half: hedges stay out."""
    return figure.approx in ("", "about") and OTHERWISE.search(claim.lower) is not None


def _complement(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """The other part of a hundred per cent, where the claim or the card denies what the other one says."""
    if figure.kind not in _RATIOS:
        return
    denied = OTHERWISE.search(claim.lower) is not None
    for known in card.figures:
        after = card.text[known.span.end : known.span.end + _DENIED_WITHIN]
        if known.kind in _RATIOS and (denied or _DENIED.match(after)) and spoken_of(known, claim, card):
            if known.approx and figure.approx not in ("", "about"):
                continue
            share = known.low / _scale(known)
            if 0 < share < 1 and agrees(figure, (1 - share) * _scale(figure)):
                yield Reckoned(f"1 − {known.raw}", known)


def _undone(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """What there was before a change of which the card gives the outcome: "halved to 3,000 euros"."""
    if figure.kind not in (QuantityKind.COUNT, QuantityKind.MONEY) or figure.approx not in ("", "about"):
        return
    if not _EARLIER.search(claim.lower):
        return
    outcomes = [one for one in card.figures if (one.kind, one.unit) == (figure.kind, figure.unit)]
    changes = [one for one in card.figures if one.kind in (QuantityKind.MULTIPLE, QuantityKind.PERCENT)]
    for outcome, change in product(outcomes, changes):
        apart = abs(outcome.span.start - change.span.start)
        if outcome is change or apart > _FAR or not _one_sentence(card, outcome, change):
            continue
        start, end = sorted((outcome.span, change.span), key=lambda span: span.start)
        between = card.text[start.end : end.start]
        around = card.text[max(0, change.span.start - 20) : change.span.end + 20].lower()
        factor = Decimal(0)
        # "Halved to 3,000", "4.6 million, twice as many as a year earlier".
        halved = change.raw.isalpha() and start is change.span and " to" in between
        as_many = start is outcome.span and _AS_MANY.match(card.text, end.end) is not None
        if change.kind is QuantityKind.MULTIPLE and (halved or as_many):
            factor = change.low
        elif change.kind is QuantityKind.PERCENT and len(between) < 40:
            up, down = UP.search(around), DOWN.search(around)
            factor = (
                1 + change.low / 100
                if up and not down
                else 1 - change.low / 100
                if down and not up
                else factor
            )
        if factor > 0 and spoken_of(outcome, claim, card):
            with localcontext(prec=12):
                before = outcome.low / factor
            if agrees(figure, before) or (
                figure.approx == "about" and agrees(figure, Decimal(round(before)))
            ):
                yield Reckoned(f"{outcome.raw} ÷ {factor.normalize()}", outcome)


def _sums(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """Figures of one sentence taken together, and what they leave of a hundred per cent."""
    summed = _TOGETHER.search(claim.lower) is not None
    # Of "more than half" the rest is less: a bound is not told of it.
    left = figure.kind in _RATIOS and _of_the_others(figure, claim)
    if not summed and not left:
        return
    for pieces in card.sentences:
        told = [piece.figure for piece in pieces if piece.figure is not None]
        # "3-nanometer 23 %, 5-nanometer 37 %": what is added up stands between other figures.
        figures = [one for one in told if (one.kind, one.unit) == (figure.kind, figure.unit)]
        if left:
            figures = [one for one in told if one.kind is QuantityKind.PERCENT]
        for size in range(2, min(5, len(figures)) + 1):
            for run in (figures[at : at + size] for at in range(len(figures) - size + 1)):
                if len({(one.kind, one.unit) for one in run}) > 1 or not spoken_of(run[0], claim, card):
                    continue
                if not _told(run, figures, claim, card):
                    continue
                total = sum((one.low for one in run), Decimal(0))
                formula = " + ".join(one.raw for one in run)
                if (
                    summed
                    and (run[0].kind, run[0].unit) == (figure.kind, figure.unit)
                    and agrees(figure, total)
                ):
                    yield Reckoned(formula, run[0])
                if left and run[0].kind is QuantityKind.PERCENT:
                    share = (1 - total / 100) * _scale(figure)
                    if agrees(figure, share):
                        yield Reckoned(f"100 − ({formula})", run[0])


def _told(run: list[Quantity], figures: list[Quantity], claim: Parsed, card: Parsed) -> bool:
    """Whether no figure is left out that the claim names while one is taken that it does not."""

    def named(figure: Quantity) -> bool:
        piece = card.piece_of(figure)
        return piece is not None and any(
            token.like(other) for token in piece.content for other in claim.content
        )

    left_out = [one for one in figures if all(one is not taken for taken in run)]
    return not any(named(one) for one in left_out) or all(named(one) for one in run)


def _scores(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """A score or a vote: its margin, and all of its goals or votes."""
    if figure.kind is not QuantityKind.COUNT or figure.unit or figure.approx:
        return
    # One side of a score that the claim itself gives is no margin.
    before = claim.text[max(0, figure.span.start - 24) : figure.span.start]
    if _SIDE.match(claim.text, figure.span.end) or _OTHER_SIDE.search(before):
        return
    for match in _SCORE.finditer(card.text):
        one, other = Decimal(match[1]), Decimal(match[2])
        term = next((known for known in card.figures if known.span.start >= match.start()), None)
        asked = _SCORED.search(claim.lower)
        if (
            term is not None
            and asked
            and any(agrees(figure, value) for value in (one + other, abs(one - other)))
        ):
            yield Reckoned(match.group(), term)


def _product(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Reckoned]:
    """So much for each of so many: "60 pounds per trip", 20 trips."""
    if figure.kind not in (QuantityKind.MONEY, QuantityKind.COUNT) or not _TOGETHER.search(claim.lower):
        return
    rates = [
        one
        for one in card.figures
        if (one.kind, one.unit) == (figure.kind, figure.unit)
        and _EACH.search(card.text[max(0, one.span.start - 20) : one.span.end + 20])
    ]
    counts = [
        one
        for one in card.figures
        if one.kind is QuantityKind.COUNT and not one.unit and 1 < one.low <= figure.low
    ]
    for rate in rates[:MOST]:
        for number in counts:
            borne_out = number is not rate and agrees(figure, rate.low * number.low)
            if borne_out and spoken_of(rate, claim, card):
                yield Reckoned(f"{rate.raw} × {number.raw}", rate)


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
        same = noun is not None and noun.kind == "word" and any(noun.like(token) for token in beside)
        if same or _PARTIES.match(after):
            yield Reckoned(match.group(), next(iter(card.figures), figure))


def _one_sentence(card: Parsed, one: Quantity, other: Quantity) -> bool:
    piece, beside = card.piece_of(one), card.piece_of(other)
    return piece is not None and beside is not None and piece.siblings is beside.siblings


def _scale(figure: Quantity) -> Decimal:
    return Decimal(100) if figure.kind is QuantityKind.PERCENT else Decimal(1)

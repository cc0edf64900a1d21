"""Steps that a card leaves to its reader: it gives one figure and says how far, or how many times, another is from
it: "62 points, one more than Okada", "122 fugitives, half of them abroad", "wants to double the €5 fee".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from .agreeing import agrees
from .asking import OTHERWISE
from .clauses import Parsed
from .shapes import Quantity, QuantityKind, Span
from .terms import nouns_after, spoken_of

Step = tuple[str, Quantity]

_MORE = r"more|higher|larger|greater|bigger|older|longer|later|above|ahead|further|heavier|taller|dearer|over|extra"
_LESS = r"fewer|less|lower|smaller|younger|shorter|earlier|below|behind|under|short|cheaper|lighter"
_APART = re.compile(
    rf"[-\s](?:[^\W\d]+[-\s]){{0,3}}?(?:(?P<up>{_MORE})|(?P<down>{_LESS}))\b(?P<than>(?:\s[^\W\d]+){{0,3}}?\s(?:than|of)\b)?",
    re.IGNORECASE,
)
_EACH_OF = re.compile(r"\b(?:each|both|all)\s(?:of\sthem\s)?(?:\w+\s)?$", re.IGNORECASE)
_RISEN = (
    r"gain(?:s|ed|ing)?|r[io]se[sn]?|rising|gr[eo]wn?|growing|increas(?:e[sd]?|ing)|climb(?:s|ed|ing)?|add(?:s|ed|ing)?"
    r"|up|advanc(?:e[sd]?|ing)|rais(?:e[sd]?|ing)|jump(?:s|ed|ing)?|put\son"
)
_FALLEN = (
    r"los(?:es?|t|ing)|f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|shed(?:s|ding)?"
    r"|down|slip(?:s|ped|ping)?|slid|cut(?:s|ting)?|reduc(?:e[sd]?|ing)"
)
_BY = re.compile(
    rf"\b(?:(?P<up>{_RISEN})|(?P<down>{_FALLEN}))(?:(?:\s[^\W\d]+){{0,4}}?\sby)?\s$", re.IGNORECASE
)
_REACHED = re.compile(
    r"\s?(?:(?:percentage\s)?points?)?,?\s?(?:to(?:\sreach|\sstand\sat)?|reaching|and\s(?:is|stands|stood)(?:\snow)?\sat)\s",
    re.IGNORECASE,
)
_LEFT_FROM = re.compile(r"\s?(?:(?:percentage\s)?points?)?,?\sfrom\s", re.IGNORECASE)
_UP_OR_DOWN = re.compile(
    r"(?:\s[^\W\d]+){0,8}?,?\s(?:which\s(?:is|was)\s)?(?:(?P<up>up)|(?P<down>down))\s(?:by\s)?", re.IGNORECASE
)
_OF_THEM = re.compile(r"\s(?:all\s)?of\s(?:them|these|those|which|whom|it|that|this)\b", re.IGNORECASE)
_WHICH = re.compile(r"\bof\s(?:which|whom|these|those|them|that)\s(?:[^\W\d]+\s){0,3}$", re.IGNORECASE)
_TIMES_THE = re.compile(
    r"\s(?:the|its|their|that|this|his|her)\s(?:\S?\d\S*\s)?(?P<noun>[^\W\d]+)", re.IGNORECASE
)
_PER_ONE = re.compile(r"\b(?:each|every|per|an?)\s(?P<noun>[^\W\d]+)|\bapiece\b", re.IGNORECASE)
_ONE = re.compile(rf"\bone(?=\s(?:[^\W\d]+\s){{0,2}}?(?:{_MORE}|{_LESS})\b)", re.IGNORECASE)
# No sentence tells of more.
_SENTENCE_HOLDS = 12
_STOP = re.compile(r"[.!?]\s")
_BY_SIDE = re.compile(r"\s(?:by|x|×)\s")
_FACTORS = frozenset({QuantityKind.MULTIPLE, QuantityKind.PERCENT})
_PARTS = frozenset({QuantityKind.PERCENT, QuantityKind.FRACTION})
_AMOUNTS = frozenset({QuantityKind.COUNT, QuantityKind.MONEY})
_PLAIN = (QuantityKind.COUNT, "")


def steps(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Step]:
    """Every way in which the wording of one text leads from a figure that it gives to this one."""
    if figure.kind is QuantityKind.MULTIPLE:
        yield from _risen(figure, claim, card)
    if figure.kind in _AMOUNTS or figure.kind in _PARTS:
        yield from _apart(_in_percent(figure), claim, card)
    if figure.kind in _AMOUNTS:
        yield from _part(figure, claim, card)
        yield from _times(figure, claim, card)
        yield from _each(figure, claim, card)
        yield from _area(figure, card)


def _in_percent(figure: Quantity) -> Quantity:
    """A part of one as per cent; "three quarters" is as rough as a tenth of it."""
    if figure.kind is not QuantityKind.FRACTION:
        return figure
    low, high = figure.low * 100, figure.high * 100
    return replace(figure, kind=QuantityKind.PERCENT, low=low, high=high, number=low, step=low / 10)


def _apart(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Step]:
    """A figure told by its distance from another: "one more than Okada", "up 1.5 points to 38.1 percent"."""
    for base, gap, up in _gaps(card):
        distance = _distance(base, gap, card)
        if distance is None or (figure.kind, figure.unit) != (base.kind, base.unit):
            continue
        reached = base.low + distance if up else base.low - distance
        if agrees(figure, reached) and spoken_of(base, claim, card):
            yield f"{base.raw} {'+' if up else '−'} {gap.raw}", base


# A card is asked for every figure of every claim that cites it.
@lru_cache(maxsize=1024)
def _gaps(card: Parsed) -> tuple[tuple[Quantity, Quantity, bool], ...]:
    """Every distance that a text tells, with the figure that it is counted from and whether it leads up."""
    return tuple(_told_gaps(card))


def _told_gaps(card: Parsed) -> Iterator[tuple[Quantity, Quantity, bool]]:
    for gap in (*card.figures, *_ones(card)):
        if gap.kind not in (*_AMOUNTS, QuantityKind.POINTS):
            continue
        bases = list(_before(gap, card))
        told = _APART.match(card.text, gap.span.end)
        if told:
            # "A, two more than B" leaves B two below A; "B was two more" puts B two above.
            up = bool(told["up"]) is not bool(told["than"])
            each = _EACH_OF.search(card.text[max(0, gap.span.start - 20) : gap.span.start])
            yield from ((base, gap, up) for base in (bases if each else bases[:1]))
        changed = _BY.search(card.text[max(0, gap.span.start - 60) : gap.span.start])
        after = bisect_left(card.figures, gap.span.end, key=lambda known: known.span.start)
        follows = card.figures[after] if after < len(card.figures) else None
        if changed and follows is not None:
            between = card.text[gap.span.end : follows.span.start]
            if _REACHED.fullmatch(between):
                yield follows, gap, not changed["up"]
            elif _LEFT_FROM.fullmatch(between):
                yield follows, gap, bool(changed["up"])
        for base in bases[:1]:
            since = _UP_OR_DOWN.fullmatch(card.text[base.span.end : gap.span.start])
            if since:
                yield base, gap, not since["up"]


def _ones(card: Parsed) -> Iterator[Quantity]:
    """The distance "one", which is no figure elsewhere: "one more than Okada"."""
    for match in _ONE.finditer(card.text):
        one = Decimal(1)
        yield Quantity(Span(*match.span()), QuantityKind.COUNT, one, one, "", match.group(), number=one)


def _before(gap: Quantity, card: Parsed) -> Iterator[Quantity]:
    """The figures of its sentence before a distance that it may be counted from, the nearest first."""
    reached = bisect_left(card.figures, gap.span.start, key=lambda known: known.span.start)
    for base in reversed(card.figures[max(0, reached - _SENTENCE_HOLDS) : reached]):
        if _STOP.search(card.text, base.span.end, gap.span.start):
            break
        if base.span.end <= gap.span.start and _distance(base, gap, card) is not None:
            yield base


def _distance(base: Quantity, gap: Quantity, card: Parsed) -> Decimal | None:
    """How far a distance reaches on the scale of a figure: points on that of per cent, years on that of ages."""
    if base.kind is QuantityKind.PERCENT:
        points = gap.kind is QuantityKind.POINTS or (gap.kind, gap.unit) == _PLAIN
        return gap.low if points else None
    if (base.kind, base.unit) == (gap.kind, gap.unit):
        return gap.low
    if (base.kind, base.unit) == _PLAIN:
        return gap.number if gap.unit == "month" else None
    spelled = card.spelled_out(gap) if (gap.kind, gap.unit) == _PLAIN else ()
    return next((one.low for one in spelled if (one.kind, one.unit) == (base.kind, base.unit)), None)


def _part(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Step]:
    """A part told as a share of a figure before it: "122 fugitives, half of them abroad"."""
    for share, whole in _shares(card):
        if (whole.kind, whole.unit) != (figure.kind, figure.unit):
            continue
        part = share.low / 100 if share.kind is QuantityKind.PERCENT else share.low
        rest = figure.approx in ("", "about") and OTHERWISE.search(claim.lower) is not None
        for value, formula in ((part, share.raw), (1 - part, f"(1 − {share.raw})")):
            if (
                (value is part or rest)
                and agrees(figure, whole.low * value)
                and spoken_of(whole, claim, card)
            ):
                yield f"{whole.raw} × {formula}", whole


@lru_cache(maxsize=1024)
def _shares(card: Parsed) -> tuple[tuple[Quantity, Quantity], ...]:
    """The shares that a text tells of the figure before them, with that figure."""
    found = []
    whole: Quantity | None = None
    for one in card.figures:
        if one.kind in (QuantityKind.FRACTION, QuantityKind.PERCENT):
            before = card.text[max(0, one.span.start - 40) : one.span.start]
            told = _OF_THEM.match(card.text, one.span.end) or _WHICH.search(before)
            if told and whole is not None and card.piece_of(one) is not None:
                found.append((one, whole))
        elif one.kind in _AMOUNTS and one.low > 1:
            whole = one
    return tuple(found)


def _times(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Step]:
    """A multiple of what a text names and has given: "may be raised to three times the award"."""
    for factor in card.figures:
        told = _TIMES_THE.match(card.text, factor.span.end) if factor.kind is QuantityKind.MULTIPLE else None
        for base in card.figures if told else ():
            if (base.kind, base.unit) != (figure.kind, figure.unit) or base.low == figure.low:
                continue
            piece = card.piece_of(base)
            if piece is None or told is None or not agrees(figure, base.low * factor.low):
                continue
            noun = [token for token in card.content if token.span.start == told.start("noun")]
            if any(token.like(one) for token in piece.content for one in noun) and (
                spoken_of(base, claim, card) or spoken_of(factor, claim, card)
            ):
                yield f"{base.raw} × {factor.raw}", base


def _each(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Step]:
    """So much for each of what the claim counts: "each miss costs 150 metres", two misses."""
    for rate in card.figures:
        if (rate.kind, rate.unit) != (figure.kind, figure.unit):
            continue
        start = max(0, rate.span.start - 60)
        for told in _PER_ONE.finditer(card.text, start, rate.span.end + 30):
            for number in claim.figures:
                counts = (number.kind, number.unit) == _PLAIN and number is not figure and number.low > 1
                if not counts or not agrees(figure, rate.low * number.low):
                    continue
                noun = [token for token in card.content if token.span.start == told.start("noun")]
                if any(one.like(other) for one in nouns_after(number, claim) for other in noun):
                    yield f"{number.raw} × {rate.raw}", rate


def _area(figure: Quantity, card: Parsed) -> Iterator[Step]:
    """A surface told by its two sides: "30 by 30 metres"."""
    if figure.unit != "m2":
        return
    for one, other in zip(card.figures, card.figures[1:], strict=False):
        if other.unit == "m" and _BY_SIDE.fullmatch(card.text[one.span.end : other.span.start]):
            side = one.low if one.unit else one.low * (other.low / other.number)
            if agrees(figure, side * other.low):
                yield f"{one.raw} × {other.raw}", other


def _risen(figure: Quantity, claim: Parsed, card: Parsed) -> Iterator[Step]:
    """A rise in per cent told as a multiple: up 192 per cent is nearly three times."""
    for rise in card.figures:
        if rise.kind is QuantityKind.PERCENT and rise.low >= 50:
            around = card.text[max(0, rise.span.start - 24) : rise.span.end + 10]
            risen = re.search(rf"\b(?:{_RISEN}|more|higher|rises?|increase|growth)\b", around, re.IGNORECASE)
            if risen and agrees(figure, 1 + rise.low / 100) and spoken_of(rise, claim, card):
                yield f"1 + {rise.raw}", rise

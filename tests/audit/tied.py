"""Faults of names and citations, and those made by moving what the card itself holds."""

import re
from collections.abc import Iterator
from itertools import pairwise

from .base import BasePair
from .figures import MONTHS, WORDS, Figure, figures, inside, quotations, values
from .items import pick
from .tables import ACRONYMS, BOUNDS, COMPANIES, COUNTRIES, EMPTY_UNITS, OPPOSITE, PEOPLE, PLACES, STATED

Planted = Iterator[tuple[str, str]]

_PART = r"[A-Z](?:[\w’'&.-]*[\w])?(?<!['’]s)"
_NAME = re.compile(rf"\b{_PART}(?:\s(?:(?:of|de|the|von)\s)?{_PART})*")
_GENERIC = "The In It Since Of Unit AI GDP RNA PET UK US EU Dutch Swiss Greek"
_NO_NAMES = frozenset([*MONTHS, *_GENERIC.split()])
_TURNING = re.compile(rf"\b(?:{'|'.join(sorted(OPPOSITE, key=len, reverse=True))})\b(?!-)")
_BOUND = re.compile(
    rf"\b({'|'.join(sorted(BOUNDS, key=len, reverse=True))})(?=\s+([$€£]?[\d.,]*\d|{'|'.join(WORDS)}))"
)
_AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|must|does|did)\b(?!\snot)"
)


def names_of(pair: BasePair, wording: str) -> Iterator[re.Match[str]]:
    """The names of a wording which its card writes the same, not as the first word of a sentence."""
    quoted = quotations(wording)
    for match in _NAME.finditer(wording):
        known = re.search(rf"[a-z,] {re.escape(match.group())}\b", pair.cited)
        if (
            known
            and wording[match.end() : match.end() + 1] != "$"
            and not inside(match.start(), quoted)
            and not set(match.group().split()) & _NO_NAMES
        ):
            yield match


def name(pair: BasePair, wording: str) -> Planted:
    known = pair.cited.lower()
    for match in names_of(pair, wording):
        old = match.group()
        free = [other for other in _alike(wording, match) if other != old and other.lower() not in known]
        new = free[pick(wording + old, len(free))]
        yield re.sub(rf"\b{re.escape(old)}(?!\w)", lambda _, new=new: new, wording), new


def _alike(wording: str, match: re.Match[str]) -> list[str]:
    """Names of the same sort, as far as the shape of a name and the word before it tell."""
    old = match.group()
    if old in COUNTRIES:
        return sorted(COUNTRIES)
    if re.fullmatch(r"[A-Z]{2,5}", old):
        return ACRONYMS
    if re.search(r"\b(?:in|at|near|from|to|over)\s$", wording[: match.start()]):
        return PLACES
    return PEOPLE if " " in old else COMPANIES


def swapped(pair: BasePair, wording: str) -> Planted:
    if len(pair.swap) == 2 and all(thing in wording for thing in pair.swap):
        first, second = pair.swap
        either = re.compile(rf"(?<!\w)(?:{re.escape(first)}|{re.escape(second)})(?!\w)")
        yield either.sub(lambda match: second if match.group() == first else first, wording), ""


def borrowed_figure(pair: BasePair, wording: str) -> Planted:
    """A figure replaced by another of the card with the same unit, or two of the claim exchanged."""
    claimed = [figure for figure in figures(wording) if _comparable(pair, figure)]
    in_claim = values(wording)
    for figure in claimed:
        for other in figures(pair.cited):
            same = (other.cur, other.unit) == (figure.cur, figure.unit) and not other.is_year
            if same and other.value.normalize() not in in_claim:
                new = pair.cited[other.start : other.end]
                yield wording[: figure.start] + new + wording[figure.end :], new
                break
    for one, two in pairwise(claimed):
        alike = (one.cur, one.unit) == (two.cur, two.unit) and one.value != two.value
        if alike and "between" not in wording:
            first, second = wording[one.start : one.end], wording[two.start : two.end]
            yield (
                wording[: one.start] + second + wording[one.end : two.start] + first + wording[two.end :],
                "",
            )


def _comparable(pair: BasePair, figure: Figure) -> bool:
    plain = not (figure.is_year or figure.hedged or figure.digits in pair.derived)
    return plain and bool(figure.cur or figure.unit not in EMPTY_UNITS | {""})


def borrowed_year(pair: BasePair, wording: str) -> Planted:
    in_claim = values(wording)
    years = [figure for figure in figures(wording) if figure.is_year and not figure.hedged]
    for year in years:
        for other in figures(f"{pair.cards[pair.cites[0]].headline} {pair.cards[pair.cites[0]].excerpt}"):
            if other.is_year and other.value.normalize() not in in_claim:
                yield wording[: year.start] + other.digits + wording[year.start + 4 :], other.digits
                break
    for one, two in pairwise(years):
        between = wording[one.start + 4 : two.start]
        # "In 1978 and 1986" says the same the other way round.
        if one.digits != two.digits and between.strip(" ,") not in {"and", "or", ""}:
            yield (
                wording[: one.start] + two.digits + between + one.digits + wording[two.start + 4 :],
                "",
            )


def direction(pair: BasePair, wording: str) -> Planted:
    quoted = quotations(wording)
    for match in _TURNING.finditer(wording):
        if not inside(match.start(), quoted) and not _is_unrelated(wording, match):
            new = OPPOSITE[match.group()]
            yield wording[: match.start()] + new + wording[match.end() :], new


def _is_unrelated(wording: str, match: re.Match[str]) -> bool:
    """ "Up to 40" is a bound; "make up", "fall short" and "behind." are no comparisons."""
    after, before = wording[match.end() :], wording[: match.start()]
    if match.group() in {"up", "down"}:
        return not re.match(r"\s(?:from|by|on|\d)", after) or bool(
            re.search(r"\b(?:make|made|shut)\s$", before)
        )
    if re.match(r"\s(?:silent|short|under|above|below|a|the|average|of)\b|\W*$", after):
        return match.group() not in {"ahead of", "behind", "beat", "won", "lost", "approved", "rejected"}
    return match.group() == "cut" and bool(re.search(r"\b(?:a|the|rate|tax|pay|be|is|was|were)\s$", before))


def negation(pair: BasePair, wording: str) -> Planted:
    quoted = quotations(wording)
    negated = re.search(r"\s(?:not|never)\b|n[’']t\b|\bno longer\s", wording)
    if negated and not inside(negated.start(), quoted):
        yield wording[: negated.start()] + wording[negated.end() :], "not dropped"
        return
    for match in _AUXILIARY.finditer(wording):
        if not inside(match.start(), quoted):
            yield f"{wording[: match.end()]} not{wording[match.end() :]}", "not added"
            return


def bound(pair: BasePair, wording: str) -> Planted:
    """A bound the card states, turned round. (A rounded figure turned round is a fault of rounding.)"""
    for match in _BOUND.finditer(wording):
        stated = re.search(rf"\b{STATED}\s(?:a\s)?{re.escape(match[2])}(?!\w)", pair.cited, re.IGNORECASE)
        lasting = match[1] == "over" and re.match(
            r"\s\w+\s(?:year|month|week|day|hour)", wording[match.end(1) :]
        )
        if stated and not lasting and not inside(match.start(), quotations(wording)):
            yield wording[: match.start()] + BOUNDS[match[1]] + wording[match.end(1) :], BOUNDS[match[1]]

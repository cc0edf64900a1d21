"""Where sentences begin and end, so that one sentence can be one claim."""

import re

from .shapes import Span
from .wording import listed

# An abbreviation after which a sentence practically never ends.
_NEVER = frozenset(
    listed(
        "e.g i.e approx dr mr mrs ms prof vs fig figs eq st gov sen rep gen lt col sgt hon rev cf viz ca "
        "eds vol pp art sec ch jan feb mar apr jun jul aug sep sept oct nov dec resp incl excl est dept "
        "mt ft"
    )
)
# One that may also close a sentence: then a capitalised starter follows.
_SOMETIMES = frozenset(
    listed("u.s u.k u.n e.u u.s.a a.m p.m inc ltd co corp llc plc al etc jr sr ph.d d.c b.sc m.sc b.a m.a")
)
_STARTERS = frozenset(
    listed(
        "The A An In On At It Its This That These Those But And So Yet However Meanwhile For From By With "
        "As If When While Since After Before He She They We I You Our Their His Her There Here Now Then "
        "Still Both All Some Many Most No Not One Two Three To Of Or Nor What Which Who Why How Where "
        "Such Each Every Another Other"
    )
)
_STOP = re.compile(r"(?:[.!?…。！？]+)[\"'”’»“›)\]}]*(?=\s|$)|\n\s*\n")
_WORD_BEFORE = re.compile(r"[^\s(\[\"“„«'‘]*$")
_NEXT_WORD = re.compile(r"\s*[\"'“„«‘(\[]*([^\s.,;:!?)\]\"'”’]*)")
_INITIAL = re.compile(r"[A-Z](?:\.[A-Z])*$")


def sentences(text: str) -> list[Span]:
    """The sentences of a text in order, without overlap; together they cover all but white space."""
    spans: list[Span] = []
    start = 0
    for stop in _STOP.finditer(text):
        if not _ends_sentence(text, stop):
            continue
        _append(spans, text, start, stop.end())
        start = stop.end()
    _append(spans, text, start, len(text))
    return spans


def _append(spans: list[Span], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    inner = piece.strip()
    if inner:
        first = start + len(piece) - len(piece.lstrip())
        spans.append(Span(first, first + len(inner)))


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    mark = stop.group()
    if not mark.strip() or mark[0] in "。！？":
        return True
    following = _NEXT_WORD.match(text, stop.end())
    next_word = following.group(1) if following else ""
    if "!" in mark or "?" in mark:
        return not next_word[:1].islower()
    if mark.startswith(("..", "…")):
        return next_word[:1].isupper() or not next_word
    if not mark.startswith("."):
        return True
    if len(mark) == 1:
        return _full_stop_ends(text, stop.start(), next_word)
    return not next_word[:1].islower()


def _full_stop_ends(text: str, at: int, next_word: str) -> bool:
    # 24 characters hold every abbreviation; more would make long tokens expensive.
    before = _WORD_BEFORE.search(text[max(0, at - 24) : at])
    word = before.group() if before else ""
    folded = word.lower()
    if not next_word:
        return True
    if folded in _NEVER:
        return False
    if folded in ("no", "nos"):
        return not next_word[:1].isdigit()
    if folded in _SOMETIMES:
        return next_word in _STARTERS
    if _INITIAL.match(word):
        return word in ("I", "A") or next_word in _STARTERS
    if word.isdigit() and len(word) <= 2 and (at == len(word) or text[at - len(word) - 1] == "\n"):
        return False
    return not next_word[:1].islower()

"""Quotations: what a claim puts in quotation marks must stand word for word in a cited card."""

import re
from dataclasses import dataclass

from .shapes import Span

# One character for one character, so that offsets in the folded text are offsets in the text.
_FOLD = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛“”„‟«»‹›\"'`´", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u200a\u202f\u3000\t\n\r", " "),
    }
)
_PAIRED = (
    re.compile(r"“([^“”]*)”"),
    re.compile(r"„([^„“”]*)[“”]"),
    re.compile(r"«([^«»]*)»"),
    re.compile(r"(?<![\w\d])\"([^\"]*)\""),
    re.compile(r"(?<![\w’'])‘([^‘]*?)’(?!\w)"),
    re.compile(r"(?<![\w'])'(?=\S)([^'\n]*(?:\w'\w[^'\n]*)*)(?<=\S)'(?!\w)"),
)
# A quotation over several sentences opens in one claim and closes in another.
_OPENED = re.compile(r"(?:[“„«]|(?<!\S)\"(?=\S))([^“”„«»\"]*)$")
_CLOSED = re.compile(r"^([^“”„«»\"]*)(?:[”»]|(?<=[^\s\d])\"(?=[\s.,;:!?)]|$))")
_MARK = re.compile(r"[“”„«»‘'\"]")
_ELLIPSIS = re.compile(r"\s*(?:\[\s*(?:…|\.{3}|\. \. \.)\s*\]|\(\s*(?:…|\.{3})\s*\)|…|\.{3,}|\. \. \.)\s*")
_TRAILING = " .,;:!?-'"
_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_SAID = re.compile(
    r"\b(?:said|says?|told|called|calls?|calling|described|describes?|dismissed|dismisses|branded|brands|termed|labell?ed"
    r"|denounced|hailed|hails|praised|condemned|spoke|speaks?|warned|warns|judged|considers?|considered|found|deemed)\s"
    r"[^.;:“”\"]{0,70}$"
)
_PIECE = re.compile(r"\s*-+\s*|\s+|[^\s-]+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks; the span is of the words, without the marks."""

    span: Span
    text: str


def quotations(text: str) -> list[Quotation]:
    """The quotations in a text, in order. A single word in marks is emphasis, unless somebody is told to have
    said it.
    """
    if not _MARK.search(text):
        return []
    found: list[Span] = []
    for pattern in (*_PAIRED, _OPENED, _CLOSED):
        for match in pattern.finditer(text):
            span = Span(*match.span(1))
            overlaps = any(span.start < other.end and other.start < span.end for other in found)
            words = len(_WORD.findall(match.group(1)))
            if not overlaps and (words > 1 or (words and _SAID.search(text[: span.start - 1]))):
                found.append(span)
    found.sort(key=lambda span: span.start)
    return [Quotation(span, text[span.start : span.end]) for span in found]


def folded(text: str) -> str:
    """The text with typographic marks made plain, every character at its old place."""
    return text.translate(_FOLD)


def find(quotation: str, folded_text: str) -> Span | None:
    """Where a quotation stands in a folded text.

    Typographic marks, white space, the case of the first letter and punctuation at the end do not count. An
    ellipsis leaves something out: what is around it must follow in order. Words added in square brackets
    alter a quotation.
    """
    parts = [
        part for part in (piece.strip(_TRAILING) for piece in _ELLIPSIS.split(folded(quotation))) if part
    ]
    first, at = -1, 0
    for part in parts:
        match = _pattern(part).search(folded_text, at)
        if match is None:
            return None
        first, at = (match.start() if first < 0 else first), match.end()
    return Span(first, at) if parts else None


def _pattern(part: str) -> re.Pattern[str]:
    initial = part[0]
    either_case = f"[{initial.lower()[0]}{initial.upper()[0]}]" if initial.isalpha() else re.escape(initial)
    rest = "".join(_piece(piece) for piece in _PIECE.findall(part[1:]))
    return re.compile(rf"(?<!\w){either_case}{rest}(?!\w)")


def _piece(piece: str) -> str:
    if not piece.strip():
        return r"\s+"
    return re.escape(piece) if piece.strip(" -") else r"\s*-+\s*"

"""Text in pieces, so that templates can mark spans without building markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, marked or not."""

    text: str
    marked: bool


def marked(text: str, spans: Iterable[Sequence[int] | None]) -> tuple[Piece, ...]:
    """Cut `text` at half-open spans of characters. Spans outside it, empty or overlapping ones do no harm."""
    pieces: list[Piece] = []
    at = 0
    for start, end in sorted(_inside(text, spans)):
        if end <= at:
            continue
        start = max(start, at)
        if start > at:
            pieces.append(Piece(text[at:start], False))
        pieces.append(Piece(text[start:end], True))
        at = end
    if at < len(text):
        pieces.append(Piece(text[at:], False))
    return tuple(pieces)


def near_marks(pieces: tuple[Piece, ...], *, before: int, after: int) -> tuple[Piece, ...]:
    """The pieces, with the text before the first mark and after the last cut to so many characters."""
    places = [place for place, piece in enumerate(pieces) if piece.marked]
    if not places:
        return pieces
    shown = list(pieces)
    if places[0] > 0 and len(pieces[0].text) > before + 2:
        tail = pieces[0].text[-before:]
        shown[0] = Piece("… " + tail[tail.find(" ") + 1 :], False)
    if places[-1] < len(pieces) - 1 and len(pieces[-1].text) > after + 2:
        head = pieces[-1].text[:after]
        shown[-1] = Piece(head[: head.rfind(" ") + 1 or after].rstrip() + " …", False)
    return tuple(shown)


def _inside(text: str, spans: Iterable[Sequence[int] | None]) -> list[tuple[int, int]]:
    pairs = [span for span in spans if span is not None and len(span) == 2]
    cut = [(max(0, start), min(len(text), end)) for start, end in pairs]
    return [(start, end) for start, end in cut if start < end]

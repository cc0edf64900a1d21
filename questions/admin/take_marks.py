"""Findings in the text they are about: each faulty stretch of a compared line leads to its finding."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from questions.admin.take_audit import FindingLine
from questions.aligning import Segment, newer_text


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a sentence that a finding is about; without a place of its own it is the whole sentence."""

    start: int
    end: int
    finding: int
    open: bool


@dataclass(frozen=True, slots=True)
class TextPiece:
    """A stretch of a compared line. Of a finding's pieces `first` is the one that its line leads back to."""

    kind: str
    text: str
    finding: int = 0
    open: bool = False
    first: bool = False


class Marks:
    """What is to be marked, by sentence; a sentence that stands twice takes its findings in their order."""

    def __init__(self, lines: Iterable[FindingLine] = ()) -> None:
        self.placed: set[int] = set()
        by_claim: dict[int, list[FindingLine]] = {}
        for line in lines:
            by_claim.setdefault(line.claim, []).append(line)
        self._waiting: dict[str, list[list[Mark]]] = {}
        for found in by_claim.values():
            self._waiting.setdefault(found[0].sentence, []).append(_apart([_mark(line) for line in found]))

    def pieces(self, segments: Sequence[Segment]) -> tuple[TextPiece, ...]:
        """A compared line, cut at the findings of the sentence that it now is."""
        waiting = self._waiting.get(newer_text(segments))
        marks = waiting.pop(0) if waiting else []
        self.placed |= {mark.finding for mark in marks}
        return tuple(_cut(segments, marks))


def _mark(line: FindingLine) -> Mark:
    start, end = len(line.before), len(line.before) + len(line.marked)
    return (
        Mark(start, end, line.pk, line.open)
        if line.marked
        else Mark(0, len(line.sentence), line.pk, line.open)
    )


def _apart(marks: Sequence[Mark]) -> list[Mark]:
    """Marks that do not overlap, in the order of the text; what blocks comes before what warns, short before long."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda mark: (not mark.open, mark.end - mark.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda mark: mark.start)


def _cut(segments: Sequence[Segment], marks: Sequence[Mark]) -> Iterator[TextPiece]:
    at = 0
    for segment in segments:
        if segment.kind == "delete":
            yield TextPiece(segment.kind, segment.text)
            continue
        yield from _cut_segment(segment, at, marks)
        at += len(segment.text)


def _cut_segment(segment: Segment, at: int, marks: Sequence[Mark]) -> Iterator[TextPiece]:
    end, done = at + len(segment.text), at
    for mark in marks:
        start, stop = max(mark.start, at), min(mark.end, end)
        if start >= stop:
            continue
        if start > done:
            yield TextPiece(segment.kind, segment.text[done - at : start - at])
        text = segment.text[start - at : stop - at]
        yield TextPiece(segment.kind, text, mark.finding, mark.open, first=mark.start >= at)
        done = stop
    if done < end:
        yield TextPiece(segment.kind, segment.text[done - at :])

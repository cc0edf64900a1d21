"""How the words of two takes differ: section by section, sentence by sentence, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from questions.aligning import Segment, likeness, pairs, segments
from questions.editions import Edition, Passage, Sentence, Wire
from questions.snapshot import ConditionRecord, Named

ChangeKind = Literal["same", "changed", "added", "removed"]
# Sections without a common name belong together from this share of common words on.
_SAME_SECTION = 0.3


@dataclass(frozen=True, slots=True)
class SentenceChange:
    """A sentence of either version. `cites_added` and `cites_removed` are refs; they too make it changed."""

    kind: ChangeKind
    segments: tuple[Segment, ...]
    cites_added: tuple[str, ...] = ()
    cites_removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section of either version: its kind, its heading word by word, its sentences in reading order."""

    kind: ChangeKind
    section: str
    heading: tuple[Segment, ...]
    sentences: tuple[SentenceChange, ...]


@dataclass(frozen=True, slots=True)
class WireChange:
    """A trip-wire of either version; `before` and `after` are the positions it points to.

    The conditions are what is checked nightly, None where a version has none; their difference is a change too.
    """

    kind: ChangeKind
    before: Named | None
    after: Named | None
    segments: tuple[Segment, ...]
    condition_before: ConditionRecord | None
    condition_after: ConditionRecord | None


@dataclass(frozen=True, slots=True)
class TextDifference:
    """How the words of two takes differ; unchanged ones are in it too."""

    answer: tuple[Segment, ...]
    sections: tuple[SectionChange, ...]
    trip_wires: tuple[WireChange, ...]

    @property
    def empty(self) -> bool:
        """Whether both say the same with the same citations."""
        kinds = {section.kind for section in self.sections} | {wire.kind for wire in self.trip_wires}
        return not altered(self.answer) and kinds <= {"same"}


def text_difference(older: Edition, newer: Edition) -> TextDifference:
    """Compare the words of two takes, published or not."""
    return TextDifference(
        answer=segments(older.answer, newer.answer),
        sections=tuple(_section(before, after) for before, after in _matched(older.passages, newer.passages)),
        trip_wires=tuple(_wires(older.wires, newer.wires)),
    )


def altered(found: Sequence[Segment]) -> bool:
    """Whether anything was inserted or deleted."""
    return any(segment.kind != "equal" for segment in found)


Matched = tuple[Passage | None, Passage | None]


def _matched(older: Sequence[Passage], newer: Sequence[Passage]) -> list[Matched]:
    """Sections in the newer order, each with its older self: by id, kind and heading, kind, or likeness.

    A section that went stands behind the one that it followed.
    """
    partner: dict[int, int] = {}
    for same in (_same_id, _same_name, _same_kind, _alike):
        for new, passage in enumerate(newer):
            free = [old for old in range(len(older)) if old not in partner.values()]
            if (
                new not in partner
                and (old := next((o for o in free if same(older[o], passage)), None)) is not None
            ):
                partner[new] = old
    found: list[tuple[int, Matched]] = []
    placed = {old: new for new, old in partner.items()}
    for new, passage in enumerate(newer):
        found.append((2 * new, (older[partner[new]] if new in partner else None, passage)))
    behind = -1
    for old, passage in enumerate(older):
        behind = 2 * placed[old] if old in placed else behind
        if old not in placed:
            found.append((behind + 1, (passage, None)))
    return [pair for _place, pair in sorted(found, key=lambda entry: entry[0])]


def _same_id(older: Passage, newer: Passage) -> bool:
    return bool(older.id) and older.id == newer.id


def _same_name(older: Passage, newer: Passage) -> bool:
    return (older.kind, older.heading) == (newer.kind, newer.heading)


def _same_kind(older: Passage, newer: Passage) -> bool:
    return older.kind == newer.kind != "other"


def _alike(older: Passage, newer: Passage) -> bool:
    return likeness(older.text, newer.text) >= _SAME_SECTION


def _section(older: Passage | None, newer: Passage | None) -> SectionChange:
    before = older or Passage("", "", "", ())
    after = newer or Passage("", before.kind, "", ())
    heading = segments(before.heading, after.heading)
    lines = tuple(_sentences(before.sentences, after.sentences))
    kind: ChangeKind = "same"
    if older is None or newer is None:
        kind = "added" if older is None else "removed"
    elif altered(heading) or before.kind != after.kind or any(line.kind != "same" for line in lines):
        kind = "changed"
    return SectionChange(kind, after.kind, heading, lines)


def _sentences(older: Sequence[Sentence], newer: Sequence[Sentence]) -> Iterator[SentenceChange]:
    for old, new in pairs([line.text for line in older], [line.text for line in newer]):
        before = older[old] if old is not None else Sentence("")
        after = newer[new] if new is not None else Sentence("")
        came = tuple(ref for ref in after.cites if ref not in before.cites)
        went = tuple(ref for ref in before.cites if ref not in after.cites)
        same = before.text == after.text and not came and not went
        yield SentenceChange(_kind(old, new, same), segments(before.text, after.text), came, went)


def _wires(older: Sequence[Wire], newer: Sequence[Wire]) -> Iterator[WireChange]:
    for old, new in pairs([wire.text for wire in older], [wire.text for wire in newer]):
        before = older[old] if old is not None else None
        after = newer[new] if new is not None else None
        yield WireChange(
            kind=_kind(old, new, before == after),
            before=Named(slug=before.towards, label=before.label) if before else None,
            after=Named(slug=after.towards, label=after.label) if after else None,
            segments=segments(before.text if before else "", after.text if after else ""),
            condition_before=before.condition if before else None,
            condition_after=after.condition if after else None,
        )


def _kind(old: int | None, new: int | None, same: bool) -> ChangeKind:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    return "same" if same else "changed"

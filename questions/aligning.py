"""Two texts side by side: which sentences belong together, and which words of them differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

SegmentKind = Literal["equal", "insert", "delete"]
Pair = tuple[int | None, int | None]

# A word with the space before it, so that a changed phrase is one stretch and not a row of islands.
_TOKEN = re.compile(r"\s*(?:\w+(?:[.,'’/-]\w+)*%?|[^\w\s])|\s+")
_WORD = re.compile(r"\w+")
# Above this share of common words two sentences are the same one, reworded.
_ALIKE = 0.5
# Longer stretches are told as wholly replaced: pairing takes the product of both lengths.
_MOST_PAIRS = 300_000


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch that both texts have, or that only the newer (insert) or the older one (delete) has."""

    kind: SegmentKind
    text: str


def segments(older: str, newer: str) -> tuple[Segment, ...]:
    """Both texts as one run of segments, word by word; without inserted ones the older text."""
    if older == newer:
        return (Segment("equal", older),) if older else ()
    before, after = _TOKEN.findall(older), _TOKEN.findall(newer)
    found: list[Segment] = []
    for kind, old_start, old_end, new_start, new_end in _steps(before, after):
        if kind == "equal":
            found.append(Segment("equal", "".join(before[old_start:old_end])))
        else:
            found += _replaced("".join(before[old_start:old_end]), "".join(after[new_start:new_end]))
    return tuple(_joined(found))


def older_text(found: Sequence[Segment]) -> str:
    """The older text that the segments were made of."""
    return "".join(segment.text for segment in found if segment.kind != "insert")


def newer_text(found: Sequence[Segment]) -> str:
    """The newer text that the segments were made of."""
    return "".join(segment.text for segment in found if segment.kind != "delete")


def pairs(older: Sequence[str], newer: Sequence[str]) -> list[Pair]:
    """Places of texts that belong together, in the order of both; None where one has no partner.

    Equal texts are paired first, what lies between them by the words they share. The order of both is kept: a
    text that moved is removed in one place and added in the other.
    """
    found: list[Pair] = []
    for kind, old_start, old_end, new_start, new_end in _steps(older, newer):
        if kind == "equal":
            found += zip(range(old_start, old_end), range(new_start, new_end), strict=True)
            continue
        alike = _alike(older[old_start:old_end], newer[new_start:new_end])
        found += _merged(alike, (old_start, old_end), (new_start, new_end))
    return found


def likeness(older: str, newer: str) -> float:
    """The share of different words that two texts have in common, 0 to 1."""
    before, after = set(_words(older)), set(_words(newer))
    return 2 * len(before & after) / (len(before) + len(after)) if before or after else 1.0


def _steps(before: Sequence[str], after: Sequence[str]) -> Sequence[tuple[str, int, int, int, int]]:
    """Steps of one kind each; very long texts that share neither beginning nor end are one single step."""
    if len(before) * len(after) <= _MOST_PAIRS:
        return SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    start = _common(before, after)
    end = _common(before[start:][::-1], after[start:][::-1])
    last_old, last_new = len(before) - end, len(after) - end
    steps = [
        ("equal", 0, start, 0, start),
        ("replace", start, last_old, start, last_new),
        ("equal", last_old, len(before), last_new, len(after)),
    ]
    return [step for step in steps if step[1] < step[2] or step[3] < step[4]]


def _common(before: Sequence[str], after: Sequence[str]) -> int:
    shorter = min(len(before), len(after))
    return next((n for n in range(shorter) if before[n] != after[n]), shorter)


def _replaced(old: str, new: str) -> Iterator[Segment]:
    """The space before both belongs to both."""
    space = old[: len(old) - len(old.lstrip())]
    if old and new and space and new.startswith(space):
        yield Segment("equal", space)
        old, new = old[len(space) :], new[len(space) :]
    yield Segment("delete", old)
    yield Segment("insert", new)


def _joined(found: Sequence[Segment]) -> Iterator[Segment]:
    """Without empty segments, and neighbours of one kind as one."""
    last: Segment | None = None
    for segment in found:
        if not segment.text:
            continue
        if last is not None and last.kind == segment.kind:
            last = Segment(last.kind, last.text + segment.text)
            continue
        if last is not None:
            yield last
        last = segment
    if last is not None:
        yield last


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _alike(older: Sequence[str], newer: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of reworded texts with the most words in common altogether, crossing each other nowhere."""
    if not older or not newer or len(older) * len(newer) > _MOST_PAIRS:
        return []
    bits: dict[str, int] = {}
    masks = [[_mask(text, bits) for text in texts] for texts in (older, newer)]
    scores = [[_score(old, new) for new in masks[1]] for old in masks[0]]
    best = _best(scores)
    found: list[tuple[int, int]] = []
    old, new = 0, 0
    while old < len(older) and new < len(newer):
        here = scores[old][new]
        if here and best[old][new] == here + best[old + 1][new + 1]:
            found.append((old, new))
            old, new = old + 1, new + 1
        elif best[old][new] == best[old + 1][new]:
            old += 1
        else:
            new += 1
    return found


def _best(scores: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each place, the most that can be had from there to the end of both."""
    width = len(scores[0])
    best = [[0] * (width + 1) for _ in range(len(scores) + 1)]
    for old in range(len(scores) - 1, -1, -1):
        row, below, line = best[old], best[old + 1], scores[old]
        for new in range(width - 1, -1, -1):
            most = below[new] if below[new] > row[new + 1] else row[new + 1]
            paired = line[new] + below[new + 1] if line[new] else 0
            row[new] = paired if paired > most else most
    return best


def _mask(text: str, bits: dict[str, int]) -> int:
    """The text's different words as a set of bits, so that a comparison is one step."""
    mask = 0
    for word in _words(text):
        mask |= 1 << bits.setdefault(word, len(bits))
    return mask


def _score(old: int, new: int) -> int:
    """Likeness in thousandths, 0 for texts that are not alike."""
    total = old.bit_count() + new.bit_count()
    share = 2000 * (old & new).bit_count() // total if total else 0
    return share if share >= 1000 * _ALIKE else 0


def _merged(
    alike: Sequence[tuple[int, int]], older: tuple[int, int], newer: tuple[int, int]
) -> Iterator[Pair]:
    """The pairs with what stands between them: first what went, then what came."""
    old, new = older[0], newer[0]
    for paired_old, paired_new in [*((older[0] + a, newer[0] + b) for a, b in alike), (older[1], newer[1])]:
        yield from ((place, None) for place in range(old, paired_old))
        yield from ((None, place) for place in range(new, paired_new))
        if paired_old < older[1] and paired_new < newer[1]:
            yield paired_old, paired_new
        old, new = paired_old + 1, paired_new + 1

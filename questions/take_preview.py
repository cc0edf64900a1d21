"""A draft as readers would see it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.safestring import SafeString, mark_safe

from evidence.citations import cited_ids, numbered
from evidence.models import Card
from questions.conditions import condition_words
from questions.take_text import sections_of
from questions.wires import condition_record

if TYPE_CHECKING:
    from questions.models.take import Take


@dataclass(frozen=True, slots=True)
class PreviewSection:
    """A heading and its sanitised text."""

    heading: str
    html: SafeString


@dataclass(frozen=True, slots=True)
class PreviewSource:
    """A cited card with its number."""

    n: int
    ref: str
    headline: str
    source: str


@dataclass(frozen=True, slots=True)
class PreviewWire:
    """A trip-wire in words, and what the nightly check looks for."""

    text: str
    checked: str


@dataclass(frozen=True, slots=True)
class TakePreview:
    """What the preview shows of a draft."""

    question: str
    verdict: str
    answer: str
    sections: tuple[PreviewSection, ...]
    trip_wires: tuple[PreviewWire, ...]
    sources: tuple[PreviewSource, ...]


def preview_of(take: Take) -> TakePreview:
    """Shape a draft, saved or not; citations are numbered as a version would number them."""
    sections = sections_of(take)
    cited = list(dict.fromkeys(pk for section in sections for pk in cited_ids(section.html)))
    cards = Card.objects.with_source().in_bulk(cited)
    numbers = {pk: n for n, pk in enumerate((pk for pk in cited if pk in cards), start=1)}
    seen: Counter[int] = Counter()
    return TakePreview(
        question=take.question.title,
        verdict=take.verdict.label if take.verdict else "",
        answer=take.answer,
        sections=tuple(
            # `numbered` writes allowed markup only.
            PreviewSection(section.heading, mark_safe(numbered(section.html, numbers, seen=seen)))  # noqa: S308
            for section in sections
        ),
        trip_wires=tuple(
            PreviewWire(wire.text, condition_words(condition_record(wire))) for wire in take.trip_wires.all()
        ),
        sources=tuple(
            PreviewSource(n, cards[pk].ref or "", cards[pk].headline, cards[pk].source.name)
            for pk, n in numbers.items()
        ),
    )

"""A draft against the version that stands, for the reviewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from evidence.citations import cited_ids, numbered
from evidence.models import Card
from questions.aligning import Segment, segments
from questions.blocks import SectionKind
from questions.editions import Edition, Passage, Wire, edition_of, read
from questions.models import Position, Take
from questions.snapshot import parse
from questions.take_text import sections_of, trip_wires_of
from questions.wording_difference import SectionChange, TextDifference, WireChange, text_difference

_NOTHING = Edition("", "", (), ())


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section with the name of its kind, for one without a heading."""

    name: str
    change: SectionChange


@dataclass(frozen=True, slots=True)
class DraftComparison:
    """How a draft differs from the version that stands; against none, everything in it is new."""

    verdict: tuple[Segment, ...]
    answer: tuple[Segment, ...]
    sections: tuple[ComparedSection, ...]
    trip_wires: tuple[WireChange, ...]


def compare_draft(standing: Take | None, draft: Take) -> DraftComparison:
    """Sentence by sentence and word by word. Reads the draft as it is at hand, saved or not; two queries."""
    before = edition_of(parse(standing.snapshot)) if standing and standing.snapshot else _NOTHING
    after = edition_of_take(draft)
    found: TextDifference = text_difference(before, after)
    kinds = dict(SectionKind.choices)
    return DraftComparison(
        verdict=segments(before.verdict, after.verdict),
        answer=found.answer,
        sections=tuple(
            ComparedSection(str(kinds.get(change.section, _("Section"))), change) for change in found.sections
        ),
        trip_wires=found.trip_wires,
    )


def edition_of_take(take: Take) -> Edition:
    """The words of a draft, read the way those of a version are."""
    sections = sections_of(take)
    cited = list(dict.fromkeys(pk for section in sections for pk in cited_ids(section.html)))
    known = dict(Card.objects.filter(pk__in=cited).values_list("pk", "ref"))
    numbers = {pk: n for n, pk in enumerate(cited, start=1)}
    refs = {n: known.get(pk) or f"#{pk}" for pk, n in numbers.items()}
    places = {place.pk: place for place in Position.objects.filter(question=take.question_id)}
    wires = [(places.get(wire.towards or 0), wire.text) for wire in trip_wires_of(take)]
    return Edition(
        verdict=take.verdict.label if take.verdict else "",
        answer=take.answer,
        passages=tuple(
            Passage(section.id, section.kind, section.heading, read(numbered(section.html, numbers), refs))
            for section in sections
        ),
        wires=tuple(
            Wire(place.slug if place else "", place.label if place else "", text) for place, text in wires
        ),
    )

"""A draft against a published version, for the reviewer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from evidence.citations import cited_ids, numbered
from evidence.models import Card
from questions.admin.take_marks import Marks, TextPiece
from questions.aligning import Segment, segments
from questions.blocks import SectionKind
from questions.claim_records import claim_records
from questions.differing import EvidenceDifference, count_changes, evidence_difference
from questions.editions import Edition, Passage, Wire, edition_of, read
from questions.freezing import source_record
from questions.models import Audit, Take
from questions.shapes.comparisons import ComparedWire, CountLine, compared_wire, count_line
from questions.snapshot import Snapshot, SourceRecord, parse
from questions.take_text import sections_of
from questions.wires import condition_record
from questions.wording_difference import SectionChange, SentenceChange, WireChange, text_difference

_NOTHING = Edition("", "", (), ())


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """A sentence of either side, in pieces that lead to the findings about it."""

    change: SentenceChange
    pieces: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True)
class ComparedTripWire:
    """A trip-wire of either side, what is checked of it, and pieces that lead to the findings about it."""

    wire: ComparedWire
    pieces: tuple[TextPiece, ...]


@dataclass(frozen=True, slots=True)
class ComparedSection:
    """A section with the name of its kind, for one without a heading, and its lines."""

    name: str
    change: SectionChange
    lines: tuple[ComparedLine, ...]


@dataclass(frozen=True, slots=True)
class DraftComparison:
    """How a draft differs from a version; against none, everything in it is new and there are no counts."""

    verdict: tuple[Segment, ...]
    answer: tuple[TextPiece, ...]
    sections: tuple[ComparedSection, ...]
    trip_wires: tuple[ComparedTripWire, ...]
    evidence: EvidenceDifference
    counts: tuple[CountLine, ...]


def compare_draft(
    against: Take | None, draft: Take, *, audit: Audit | None = None, marks: Marks | None = None
) -> DraftComparison:
    """Sentence by sentence and word by word, with the cards and the audit's counts of both.

    Reads the draft as it is at hand, saved or not; `audit` is that of its text. `marks` lead from its faulty
    stretches to the findings about them.
    """
    version = parse(against.snapshot) if against and against.snapshot else None
    sources = _sources(draft)
    before, after = edition_of(version) if version else _NOTHING, edition_of_take(draft, sources)
    found = text_difference(before, after)
    marking = marks or Marks()
    return DraftComparison(
        verdict=segments(before.verdict, after.verdict),
        answer=marking.pieces(found.answer),
        sections=tuple(_section(change, marking) for change in found.sections),
        trip_wires=tuple(_trip_wire(change, marking) for change in found.trip_wires),
        evidence=evidence_difference(version["sources"] if version else (), sources),
        counts=_counts(version, audit) if version and audit else (),
    )


def edition_of_take(take: Take, sources: Sequence[SourceRecord]) -> Edition:
    """The words of a draft, read the way those of a version are."""
    numbers = {source["card"]: source["n"] for source in sources}
    refs = {source["n"]: source["ref"] or f"#{source['card']}" for source in sources}
    return Edition(
        verdict=take.verdict.label if take.verdict else "",
        answer=take.answer,
        passages=tuple(
            Passage(section.id, section.kind, section.heading, read(numbered(section.html, numbers), refs))
            for section in sections_of(take)
        ),
        wires=_wires(take),
    )


def _wires(take: Take) -> tuple[Wire, ...]:
    """In the editor's order; one that is not filled in yet leads nowhere."""
    wires = sorted(take.trip_wires.all(), key=lambda wire: wire.sort_order or 0)
    prefetch_related_objects(wires, "towards", "indicator", "position", "topic")
    towards = [wire.towards if wire.towards_id else None for wire in wires]
    return tuple(
        Wire(place.slug if place else "", place.label if place else "", wire.text, condition_record(wire))
        for wire, place in zip(wires, towards, strict=True)
    )


def _sources(take: Take) -> list[SourceRecord]:
    """The cards that a draft cites and that exist, as a version would keep them today."""
    cited = list(dict.fromkeys(pk for section in sections_of(take) for pk in cited_ids(section.html)))
    cards = Card.objects.with_source().prefetch_related("links").in_bulk(cited)
    return [source_record(n, cards[pk]) for n, pk in enumerate((pk for pk in cited if pk in cards), start=1)]


def _section(change: SectionChange, marking: Marks) -> ComparedSection:
    kinds = dict(SectionKind.choices)
    lines = tuple(ComparedLine(line, marking.pieces(line.segments)) for line in change.sentences)
    return ComparedSection(str(kinds.get(change.section, _("Section"))), change, lines)


def _trip_wire(change: WireChange, marking: Marks) -> ComparedTripWire:
    return ComparedTripWire(compared_wire(change), marking.pieces(change.segments))


def _counts(version: Snapshot, audit: Audit) -> tuple[CountLine, ...]:
    claims = [claim for block in claim_records(audit, {}, {}).values() for claim in block]
    now = {
        "claims": audit.claims_total,
        "traced": audit.claims_traced,
        "waived": sum(claim["result"] == "waived" for claim in claims),
        "figures": audit.figures_total,
        "figures_traced": audit.figures_traced,
        "quotations": audit.quotations_total,
        "quotations_matched": audit.quotations_matched,
    }
    return tuple(count_line(change) for change in count_changes(version["audit"], now))

"""Cited cards as margin notes: frozen with the version, withdrawn cards blanked over it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from evidence.models import Card
from questions.shapes.marking import Piece, marked, near_marks
from questions.snapshot import ClaimRecord, FindingRecord, Snapshot, SourceRecord

_EXCERPT_LETTERS = 160
_BEFORE, _AFTER = 24, 90


@dataclass(frozen=True, slots=True)
class LinkShape:
    """Where the item can be read: http or https."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class NoteShape:
    """A cited card beside the text; `quoted` says that the snippet is the source's own words.

    Of a withdrawn card only number, ref, source and date are left.
    """

    n: int
    ref: str
    path: str
    headline: str
    source_name: str
    source_path: str
    published_on: date
    date_estimated: bool
    origin: str
    quoted: bool
    snippet: tuple[Piece, ...]
    links: tuple[LinkShape, ...]
    cited_at: str
    withdrawn: bool


def claims_of(snapshot: Snapshot) -> list[ClaimRecord]:
    """Every audited sentence: the answer's, the sections', the trip-wires'."""
    return [
        *snapshot["answer_claims"],
        *(claim for section in snapshot["sections"] for claim in section["claims"]),
        *(claim for wire in snapshot["trip_wires"] for claim in wire["claims"]),
    ]


def withdrawn_cards(snapshot: Snapshot) -> frozenset[int]:
    """Ids of cited cards that were withdrawn since; one query."""
    cited = [source["card"] for source in snapshot["sources"]]
    rows = Card.objects.filter(pk__in=cited, state=Card.State.WITHDRAWN)
    return frozenset(rows.values_list("pk", flat=True))


def notes_of(
    snapshot: Snapshot, withdrawn: frozenset[int], cited_at: Mapping[int, str]
) -> tuple[NoteShape, ...]:
    """The notes in the order of citation, each with the span that the audit matched."""
    findings: dict[int, list[FindingRecord]] = {}
    for claim in claims_of(snapshot):
        for finding in claim["findings"]:
            if finding["source"] is not None and finding["snippet"] and finding["snippet_span"]:
                findings.setdefault(finding["source"], []).append(finding)
    return tuple(
        _note(
            source,
            findings.get(source["n"], ()),
            withdrawn=source["card"] in withdrawn,
            cited_at=cited_at.get(source["n"], ""),
        )
        for source in snapshot["sources"]
    )


def _note(
    source: SourceRecord, findings: Sequence[FindingRecord], *, withdrawn: bool, cited_at: str
) -> NoteShape:
    return NoteShape(
        n=source["n"],
        ref=source["ref"],
        path=f"/cards/{source['slug']}/",
        headline="" if withdrawn else source["headline"],
        source_name=source["source"]["label"],
        source_path=f"/sources/{source['source']['slug']}/",
        published_on=date.fromisoformat(source["published_on"]),
        date_estimated=source["date_estimated"],
        origin=str(dict(Card.Origin.choices).get(source["excerpt_origin"], "")),
        quoted=source["excerpt_origin"] != Card.Origin.SUMMARY,
        snippet=() if withdrawn else _snippet(source, findings),
        links=() if withdrawn else links_of(source),
        cited_at=cited_at,
        withdrawn=withdrawn,
    )


def _snippet(source: SourceRecord, findings: Sequence[FindingRecord]) -> tuple[Piece, ...]:
    """The stretch of the card that most findings point into; else the excerpt's beginning, unmarked."""
    beyond = [finding for finding in findings if finding["snippet"].strip() != source["headline"].strip()]
    if not beyond:
        return (Piece(_beginning(source["excerpt"]), False),) if source["excerpt"] else ()
    texts = [finding["snippet"] for finding in beyond]
    text = max(dict.fromkeys(texts), key=texts.count)
    pieces = marked(text, [finding["snippet_span"] for finding in beyond if finding["snippet"] == text])
    return near_marks(pieces, before=_BEFORE, after=_AFTER)


def _beginning(text: str) -> str:
    if len(text) <= _EXCERPT_LETTERS:
        return text
    return text[:_EXCERPT_LETTERS].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"


def links_of(source: SourceRecord) -> tuple[LinkShape, ...]:
    """The card's addresses, web addresses only."""
    return tuple(
        LinkShape(link["url"], link["label"])
        for link in source["links"]
        if link["url"].startswith(("https://", "http://"))
    )

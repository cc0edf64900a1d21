"""The audit page: claim by claim, with the spans in the sentence and in the card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from evidence.models import CardEdit
from questions.audit.shapes import FindingKind
from questions.disclosure import Disclosure, disclosure
from questions.models import Claim, Question, Take
from questions.shapes.marking import Piece, marked
from questions.shapes.notes import withdrawn_cards
from questions.shapes.pages import QuestionShape, question_shape, site_wording
from questions.shapes.takes import AuditBox, WaiverShape, audit_box, moment
from questions.snapshot import ClaimRecord, FindingRecord, Snapshot, SourceRecord, parse

_FOUND = (
    FindingKind.TRACED_NUMBER,
    FindingKind.TRACED_BY_ARITHMETIC,
    FindingKind.MATCHED_QUOTATION,
    FindingKind.LEDGER_NUMBER,
)


@dataclass(frozen=True, slots=True)
class CitedShape:
    """A source as a claim names it."""

    n: int
    ref: str
    path: str
    headline: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class FindingShape:
    """Findings of one kind in one stretch of a card. `found` is good news.

    Of a withdrawn card neither notes nor snippet are left.
    """

    name: str
    texts: tuple[str, ...]
    notes: tuple[str, ...]
    found: bool
    waived: bool
    source: CitedShape | None
    field: str
    snippet: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ClaimShape:
    """One sentence with its findings' places marked."""

    n: int
    text: tuple[Piece, ...]
    result: str
    result_name: str
    sources: tuple[CitedShape, ...]
    findings: tuple[FindingShape, ...]
    waivers: tuple[WaiverShape, ...]


@dataclass(frozen=True, slots=True)
class PartShape:
    """Claims that stand under one heading of the take."""

    heading: str
    claims: tuple[ClaimShape, ...]


@dataclass(frozen=True, slots=True)
class EditShape:
    """A cited card's later edit."""

    ref: str
    path: str
    field: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AuditPageShape:
    """The audit of one version."""

    question: QuestionShape
    number: int
    verdict: str
    is_demo: bool
    disclosure: Disclosure
    audit: AuditBox
    parts: tuple[PartShape, ...]
    edits: tuple[EditShape, ...]
    footer: str


def audit_page(question: Question, take: Take) -> AuditPageShape:
    """The audit that a published version was published with; four queries."""
    snapshot = parse(take.snapshot)
    withdrawn = withdrawn_cards(snapshot)
    sources = {source["n"]: _cited(source, withdrawn) for source in snapshot["sources"]}
    wording = site_wording()
    return AuditPageShape(
        question=question_shape(question),
        number=snapshot["number"],
        verdict=snapshot["verdict"]["label"],
        is_demo=snapshot["demo"],
        disclosure=disclosure(snapshot, wording),
        audit=audit_box(snapshot),
        parts=tuple(_parts(snapshot, sources)),
        edits=_edits(snapshot, withdrawn),
        footer=wording.footer,
    )


def _parts(snapshot: Snapshot, sources: dict[int, CitedShape]) -> Iterable[PartShape]:
    groups: list[tuple[str, Sequence[ClaimRecord]]] = [
        (_("The answer in one sentence"), snapshot["answer_claims"]),
        *((section["heading"], section["claims"]) for section in snapshot["sections"]),
        (
            _("What would change this verdict"),
            [claim for wire in snapshot["trip_wires"] for claim in wire["claims"]],
        ),
    ]
    for heading, claims in groups:
        if claims:
            yield PartShape(heading, tuple(_claim(claim, sources) for claim in claims))


def _claim(claim: ClaimRecord, sources: dict[int, CitedShape]) -> ClaimShape:
    names = {
        **{str(value): str(label) for value, label in Claim.Result.choices},
        # Names are looked for all the same, and told of only where one is missing.
        str(Claim.Result.NOTHING): _("No figure or quotation to check"),
        "waived": _("Waived"),
    }
    return ClaimShape(
        n=claim["n"],
        text=marked(claim["text"], [finding["claim_span"] for finding in claim["findings"]]),
        result=claim["result"],
        result_name=names.get(claim["result"], claim["result"]),
        sources=tuple(sources[n] for n in claim["sources"] if n in sources),
        findings=tuple(_finding(group, sources) for group in _groups(claim["findings"])),
        waivers=tuple(
            WaiverShape(claim["text"], waiver["byline"], waiver["reason"], moment(waiver["at"]))
            for waiver in claim["waivers"]
        ),
    )


def _groups(findings: Iterable[FindingRecord]) -> Iterable[list[FindingRecord]]:
    """Findings that point into the same stretch of the same card stand together."""
    groups: dict[tuple[object, ...], list[FindingRecord]] = {}
    for finding in findings:
        alike = tuple(finding[key] for key in ("kind", "source", "field", "snippet", "waived"))
        groups.setdefault(alike, []).append(finding)
    return groups.values()


def _finding(group: Sequence[FindingRecord], sources: dict[int, CitedShape]) -> FindingShape:
    first = group[0]
    source = sources.get(first["source"]) if first["source"] is not None else None
    gone = source is not None and source.withdrawn
    return FindingShape(
        name=finding_names().get(first["kind"], first["kind"]),
        texts=tuple(dict.fromkeys(finding["text"] for finding in group if finding["text"])),
        notes=() if gone else tuple(dict.fromkeys(finding["note"] for finding in group if finding["note"])),
        found=first["kind"] in _FOUND,
        waived=first["waived"],
        source=source,
        field=_field_names().get(first["field"], ""),
        snippet=() if gone else marked(first["snippet"], [finding["snippet_span"] for finding in group]),
    )


def _cited(source: SourceRecord, withdrawn: frozenset[int]) -> CitedShape:
    gone = source["card"] in withdrawn
    return CitedShape(
        n=source["n"],
        ref=source["ref"],
        path=f"/cards/{source['slug']}/",
        headline="" if gone else source["headline"],
        withdrawn=gone,
    )


def _edits(snapshot: Snapshot, withdrawn: frozenset[int]) -> tuple[EditShape, ...]:
    cards = {source["card"]: source for source in snapshot["sources"] if source["card"] not in withdrawn}
    since = moment(snapshot["published_at"])
    rows = CardEdit.objects.filter(card__in=cards, at__gt=since).order_by("-at", "-pk")
    return tuple(
        EditShape(cards[card]["ref"], f"/cards/{cards[card]['slug']}/", _field_names().get(field, field), at)
        for card, field, at in rows.values_list("card_id", "field", "at")
    )


def _field_names() -> dict[str, str]:
    return {
        "headline": _("headline"),
        "excerpt": _("excerpt"),
        "excerpt_origin": _("origin of the excerpt"),
        "published_on": _("date"),
        "stored_text": _("stored text"),
        "text": _("stored text"),
    }


def finding_names() -> dict[str, str]:
    """What each kind of finding is called before readers."""
    return {
        FindingKind.UNCITED: _("No citation"),
        FindingKind.DEAD_CITATION: _("Citation leads nowhere"),
        FindingKind.UNPUBLISHED_CITATION: _("Cited card is not public"),
        FindingKind.OUT_OF_WINDOW: _("Cited card lies outside the window"),
        FindingKind.UNTRACED_NUMBER: _("Figure not found"),
        FindingKind.ALTERED_QUOTATION: _("Quotation differs"),
        FindingKind.WRONG_NOUN: _("Count of something else"),
        FindingKind.NAME_NOT_FOUND: _("Name not found"),
        FindingKind.DIRECTION: _("Direction not confirmed"),
        FindingKind.BORROWED_FIGURE: _("Figure belongs to something else"),
        FindingKind.WRONG_YEAR: _("Figure belongs to another time"),
        FindingKind.WRONG_SUBJECT: _("Said of somebody else"),
        FindingKind.NEGATION: _("Affirmed here, denied there"),
        FindingKind.CHANGED_NOUN: _("Something else was counted"),
        FindingKind.WEAK_SUPPORT: _("Little of this in the card"),
        FindingKind.NOT_WEIGHED: _("Too long to be weighed"),
        FindingKind.TRACED_BY_ARITHMETIC: _("Follows by arithmetic"),
        FindingKind.TRACED_NUMBER: _("Figure found"),
        FindingKind.MATCHED_QUOTATION: _("Quotation matches"),
        FindingKind.LEDGER_NUMBER: _("Count of the evidence"),
    }

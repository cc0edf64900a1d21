"""What a take claims, sentence by sentence, with the cards behind it: for the reviewer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F

from evidence.models import Card
from questions.admin.take_cards import CardLink, card_url, ref_of
from questions.audit.shapes import FindingKind
from questions.claim_records import place_in_card
from questions.models import Audit, Claim, Finding
from questions.shapes.audits import finding_names
from questions.shapes.marking import Piece, marked

_FOUND = frozenset(
    {
        FindingKind.TRACED_NUMBER,
        FindingKind.TRACED_BY_ARITHMETIC,
        FindingKind.MATCHED_QUOTATION,
        FindingKind.LEDGER_NUMBER,
    }
)


@dataclass(frozen=True, slots=True)
class FoundLine:
    """A figure or quotation that was found: as written, how, and the words of the card around it."""

    text: str
    name: str
    card: CardLink | None
    snippet: tuple[Piece, ...]
    note: str


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """One sentence: what kind it is, what the audit says of it, the cards it cites, what was found where.

    `support` is the share of its words that its cards hold, in percent; None where it cites none.
    """

    n: int
    text: str
    kind: str
    result: str
    support: int | None
    cards: tuple[CardLink, ...]
    found: tuple[FoundLine, ...]


def claim_lines(audit: Audit, *, weakest_first: bool = False) -> tuple[ClaimLine, ...]:
    """The claims of an audit in the order of the text, or those first that their cards support least.

    Five queries, however many there are.
    """
    order = [F("support").asc(nulls_last=True), "n"] if weakest_first else ["n"]
    claims = audit.claims.order_by(*order).prefetch_related("citations__card", "findings__card")
    return tuple(_claim(claim) for claim in claims)


def _claim(claim: Claim) -> ClaimLine:
    citations = sorted(claim.citations.all(), key=lambda citation: citation.order)
    findings = sorted(claim.findings.all(), key=lambda finding: finding.order)
    return ClaimLine(
        n=claim.n,
        text=claim.text,
        kind=claim.get_kind_display() if claim.kind != Claim.Kind.CLAIM else "",
        result=claim.get_result_display(),
        support=round(claim.support * 100) if claim.support is not None and citations else None,
        cards=tuple(_link(citation.card) for citation in citations),
        found=tuple(_found(finding) for finding in findings if finding.kind in _FOUND),
    )


def _found(finding: Finding) -> FoundLine:
    words, span = place_in_card(finding, finding.card)
    return FoundLine(
        text=finding.text,
        name=finding_names().get(finding.kind, finding.kind),
        card=_link(finding.card) if finding.card else None,
        snippet=marked(words, [span]),
        note=finding.note,
    )


def _link(card: Card) -> CardLink:
    return CardLink(ref=ref_of(card), url=card_url(card.pk), headline=card.headline)

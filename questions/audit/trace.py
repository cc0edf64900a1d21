"""The audit itself: every claim of a take against the cards it cites."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from .directions import flipped
from .evidence import Place, ReadCard, Shelf, find_figure, find_figure_within, find_quotation, nearest
from .ledger import counted, entries_for, renamed
from .names import missing, names
from .quantities import quantities
from .quotations import Quotation, folded, quotations
from .shapes import (
    AuditedClaim,
    AuditReport,
    CardText,
    Claim,
    Finding,
    FindingKind,
    LedgerEntry,
    Quantity,
    Result,
    Span,
)

_CHECKED = frozenset({FindingKind.TRACED_NUMBER, FindingKind.LEDGER_NUMBER, FindingKind.MATCHED_QUOTATION})


def audit(
    claims: Sequence[Claim],
    cards: Mapping[int, CardText],
    ledger: Sequence[LedgerEntry] = (),
    *,
    labels: Collection[str] = (),
) -> AuditReport:
    """Audit a take: the same claims, cards and ledger always give the same report.

    A claim's figures, quotations and names are looked for in the published cards it cites; those of the
    answer and of trip-wires in every published card that the take cites. `labels` are words that may stand
    in quotation marks without being a quotation, such as the positions of the scale; labels of stances in
    the ledger are added. A label of the scale or of an indicator, written out, needs no card to name it.
    """
    shelf = Shelf(cards)
    everything = shelf.live(card_id for claim in claims for card_id in claim.card_ids)
    known = {*labels, *(entry.label for entry in ledger if entry.kind == "stance")}
    quotable = frozenset(_label(label) for label in known)
    phrases = frozenset(known | {entry.label for entry in ledger if entry.kind == "reading"}) - {""}
    audited = []
    for claim in claims:
        cited = shelf.live(claim.card_ids)
        readable = (
            cited if claim.kind == "claim" else [*cited, *(read for read in everything if read not in cited)]
        )
        audited.append(_audited(_Check(claim, readable, ledger, quotable, phrases), cards))
    return AuditReport(tuple(audited))


def _audited(check: "_Check", cards: Mapping[int, CardText]) -> AuditedClaim:
    findings = (*_citations(check.claim, cards), *check.findings())
    kinds = {finding.kind for finding in findings}
    if FindingKind.UNCITED in kinds:
        result = Result.UNCITED
    elif any(finding.blocking for finding in findings):
        result = Result.UNTRACED
    else:
        result = Result.TRACED if kinds & _CHECKED else Result.NOTHING
    return AuditedClaim(check.claim, result, findings)


def _citations(claim: Claim, cards: Mapping[int, CardText]) -> Iterator[Finding]:
    if not claim.card_ids and claim.kind == "claim":
        note = "This sentence cites no card."
        yield Finding(FindingKind.UNCITED, note, None, None, "", None, "")
    for card_id in dict.fromkeys(claim.card_ids):
        card = cards.get(card_id)
        if card is None:
            note = "This sentence cites a card that does not exist."
            yield Finding(FindingKind.DEAD_CITATION, note, None, card_id, "", None, "")
        elif not card.usable:
            note = f"The cited card {card.ref} is not published."
            yield Finding(FindingKind.UNPUBLISHED_CITATION, note, None, card_id, "", None, card.ref)
        elif not card.in_window:
            note = f"The cited card {card.ref} lies outside the evidence window of the take."
            yield Finding(FindingKind.OUT_OF_WINDOW, note, None, card_id, "", None, card.ref)


@dataclass(slots=True)
class _Check:
    """One claim with everything that it is held against."""

    claim: Claim
    cards: list[ReadCard]
    ledger: Sequence[LedgerEntry]
    labels: frozenset[str]
    phrases: frozenset[str]

    def _not_found(self, what: str) -> str:
        if not self.cards:
            return f"{what}: there is no published card to look in."
        return (
            f"{what} in any card that {'this sentence' if self.claim.kind == 'claim' else 'the take'} cites."
        )

    def findings(self) -> Iterator[Finding]:
        matched: list[tuple[Span, Place]] = []
        for quotation in quotations(self.claim.text):
            if _label(quotation.text) in self.labels:
                continue
            place = find_quotation(quotation.text, self.cards)
            if place is not None:
                matched.append((quotation.span, place))
            yield self._quotation(quotation, place)
        yield from self._figures(matched)
        yield from self._names(matched)

    def _quotation(self, quotation: Quotation, place: Place | None) -> Finding:
        if place is None:
            note = self._not_found(f"The quotation “{quotation.text}” is not found word for word")
            return Finding(
                FindingKind.ALTERED_QUOTATION, note, quotation.span, None, "", None, quotation.text
            )
        note = f"The quotation is word for word in the {place.field} of {place.card.ref}."
        return _found(FindingKind.MATCHED_QUOTATION, note, quotation.span, place, quotation.text)

    def _figures(self, matched: list[tuple[Span, Place]]) -> Iterator[Finding]:
        figures = quantities(self.claim.text)
        in_ledger = entries_for(self.claim.text, figures, self.ledger) if self.ledger else {}
        by_id = {read.card.id: read for read in self.cards}
        for number, figure in enumerate(figures):
            quoted = next((place for span, place in matched if span.holds(figure.span)), None)
            if quoted is not None:
                yield self._traced(figure, find_figure_within(figure, by_id[quoted.card.id], quoted))
            elif number in in_ledger:
                yield _in_ledger(figure, in_ledger[number])
            else:
                yield from self._in_cards(figure, by_id)

    def _in_cards(self, figure: Quantity, by_id: Mapping[int, ReadCard]) -> Iterator[Finding]:
        place = find_figure(figure, self.cards)
        if place is None:
            yield self._untraced(figure)
            return
        yield self._traced(figure, place)
        words = flipped(self.claim.text, by_id[place.card.id].sentence_at(place))
        if words is not None:
            said, known = words
            note = f"“{said}” here, “{known}” in {place.card.ref}: check who and which way."
            yield _found(FindingKind.DIRECTION, note, figure.span, place, figure.raw)

    def _traced(self, figure: Quantity, place: Place) -> Finding:
        where = f"in the {place.field}" if place.field else "the day of publication"
        note = f"“{figure.raw}” is {where} of {place.card.ref}."
        return _found(FindingKind.TRACED_NUMBER, note, figure.span, place, figure.raw)

    def _untraced(self, figure: Quantity) -> Finding:
        text, kind = self.claim.text, FindingKind.UNTRACED_NUMBER
        entry = renamed(text, figure, self.ledger)
        other = counted(text, figure, self.ledger)
        close = nearest(figure, self.cards)
        if entry is not None:
            kind = FindingKind.WRONG_NOUN
            note = f"“{figure.raw}” is how many {entry.noun_plural} “{entry.label}” counts; keep that noun."
        elif other is not None:
            note = (
                f"The brief counted {other.count} {other.noun_plural} (“{other.label}”), not “{figure.raw}”."
            )
        else:
            note = self._not_found(f"“{figure.raw}” is not found")
        if close is not None and close.low == figure.low and figure.approx:
            note += f" “{close.raw}” is there, but not as “{figure.approx}” that."
        elif close is not None and entry is None:
            note += f" Closest there: “{close.raw}”."
        return Finding(kind, note, figure.span, None, "", None, figure.raw)

    def _names(self, matched: list[tuple[Span, Place]]) -> Iterator[Finding]:
        if not self.cards:
            return
        known = frozenset().union(*(read.words for read in self.cards))
        spared = [span for span, _ in matched]
        for phrase in self.phrases:
            found = re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.claim.text)
            spared += [Span(*place.span()) for place in found]
        for name in names(self.claim.text):
            absent = missing(name, known)
            if absent and not any(span.holds(name.span) for span in spared):
                note = self._not_found(f"The name “{name.text}” ({', '.join(absent)}) is not found")
                yield Finding(FindingKind.NAME_NOT_FOUND, note, name.span, None, "", None, name.text)


def _found(kind: FindingKind, note: str, claim_span: Span, place: Place, text: str) -> Finding:
    return Finding(kind, note, claim_span, place.card.id, place.field, place.span, text)


def _in_ledger(figure: Quantity, entry: LedgerEntry) -> Finding:
    of = f" of {entry.of}" if entry.of is not None else ""
    note = f"The brief counted {entry.count}{of} {entry.noun_plural} (“{entry.label}”)."
    return Finding(FindingKind.LEDGER_NUMBER, note, figure.span, None, "", None, figure.raw)


def _label(text: str) -> str:
    return " ".join(folded(text).strip(" .,;:!?'").casefold().split())

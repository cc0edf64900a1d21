"""The audit itself: every claim of a take against the cards it cites."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from .aliases import Aliases, Given
from .assignment import Strays
from .clauses import Parsed, Pool
from .designations import misnumbered
from .evidence import Place, ReadCard, Shelf, find_figure_within, find_quotation, nearest, pool
from .figures import Sightings, look_up
from .ledger import counted, entries_for, renamed
from .naming import unknown_names
from .quotations import Quotation, folded, quotations
from .relations import flips
from .shapes import (
    AuditedClaim,
    AuditReport,
    CardText,
    Claim,
    Finding,
    FindingKind,
    LedgerEntry,
    Quantity,
    QuantityKind,
    Result,
    Span,
)
from .support import better_card, support, weak
from .telling import Flip

_CHECKED = frozenset(
    {
        FindingKind.TRACED_NUMBER,
        FindingKind.LEDGER_NUMBER,
        FindingKind.MATCHED_QUOTATION,
        FindingKind.TRACED_BY_ARITHMETIC,
    }
)
_FLIPS = {
    "direction": FindingKind.DIRECTION,
    "negation": FindingKind.NEGATION,
    "subject": FindingKind.WRONG_SUBJECT,
    "noun": FindingKind.CHANGED_NOUN,
}


def audit(
    claims: Sequence[Claim],
    cards: Mapping[int, CardText],
    ledger: Sequence[LedgerEntry] = (),
    *,
    labels: Collection[str] = (),
    aliases: Given | Aliases = (),
) -> AuditReport:
    """Audit a take: the same claims, cards and ledger always give the same report.

    A claim's figures, quotations and names are looked for in the published cards it cites; those of the
    answer and of trip-wires in every published card that the take cites. `labels` are words that may stand
    in quotation marks without being a quotation, such as the positions of the scale; labels of stances in
    the ledger are added. A label of the scale or of an indicator, written out, needs no card to name it.
    `aliases` are names that mean the same: a mapping of alias to name, or groups of names. Raises AliasCycle.
    """
    same_names = aliases if isinstance(aliases, Aliases) else Aliases(aliases)
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
        others = [] if claim.kind != "claim" else [read for read in shelf.live(cards) if read not in cited]
        audited.append(
            _audited(_Check(claim, readable, others, ledger, quotable, phrases, same_names), cards)
        )
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
    return AuditedClaim(check.claim, result, findings, round(check.support, 3))


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


@dataclass
class _Check:
    """One claim with everything that it is held against."""

    claim: Claim
    cards: list[ReadCard]
    others: list[ReadCard]
    ledger: Sequence[LedgerEntry]
    labels: frozenset[str]
    phrases: frozenset[str]
    aliases: Aliases

    @cached_property
    def parsed(self) -> Parsed:
        return Parsed(self.claim.text, self.pool.names)

    @cached_property
    def pool(self) -> Pool:
        return pool(tuple(read.card for read in self.cards))

    @cached_property
    def strays(self) -> Strays:
        """The figures and dates of the claim that belong elsewhere in the cards."""
        return Strays(self.parsed, self.sightings.of, self.pool)

    @cached_property
    def sightings(self) -> Sightings:
        return Sightings(self.parsed, self.cards)

    @cached_property
    def in_ledger(self) -> Mapping[int, LedgerEntry]:
        """Which of the claim's figures count the evidence itself, by their place."""
        return entries_for(self.claim.text, self.parsed.figures, self.ledger) if self.ledger else {}

    @property
    def _speaks_of_cards(self) -> bool:
        """Whether the sentence says what cards say; one that counts them is held against the ledger alone."""
        return bool(self.cards) and self.claim.kind == "claim" and not self.in_ledger

    @cached_property
    def support(self) -> float:
        return support(self.parsed, self.pool)

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
        figures = list(self._figures(matched))
        yield from figures
        yield from self._names(matched)
        yield from self._relations(matched)
        # What gives a figure of the cards, or one that follows from them, speaks of them in its own words.
        if not figures or not all(finding.kind in _CHECKED for finding in figures):
            yield from self._support()

    def _quotation(self, quotation: Quotation, place: Place | None) -> Finding:
        if place is None:
            note = self._not_found(f"The quotation “{quotation.text}” is not found word for word")
            return Finding(
                FindingKind.ALTERED_QUOTATION, note, quotation.span, None, "", None, quotation.text
            )
        note = f"The quotation is word for word in the {place.field} of {place.card.ref}."
        return _found(FindingKind.MATCHED_QUOTATION, note, quotation.span, place, quotation.text)

    def _figures(self, matched: list[tuple[Span, Place]]) -> Iterator[Finding]:
        figures = self.parsed.figures
        in_ledger = self.in_ledger
        by_id = {read.card.id: read for read in self.cards}
        for number, figure in enumerate(figures):
            quoted = next((place for span, place in matched if span.holds(figure.span)), None)
            if quoted is not None:
                yield self._traced(figure, find_figure_within(figure, by_id[quoted.card.id], quoted))
            elif number in in_ledger:
                yield _in_ledger(figure, in_ledger[number])
            elif not _only_order(figure, self.cards):
                yield self._in_cards(figure)

    def _in_cards(self, figure: Quantity) -> Finding:
        sight = look_up(figure, self.sightings, self.pool, self.strays)
        if sight is None or sight.place is None:
            return self._untraced(figure)
        if sight.kind is FindingKind.TRACED_NUMBER:
            return self._traced(figure, sight.place)
        return _found(sight.kind, sight.note, figure.span, sight.place, figure.raw)

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

    def _spared(self, matched: list[tuple[Span, Place]]) -> list[Span]:
        """The stretches of the claim that no card has to bear out: matched quotations and labels."""
        spared = [span for span, _ in matched]
        for phrase in self.phrases:
            found = re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.claim.text, re.IGNORECASE)
            spared += [Span(*place.span()) for place in found]
        return spared

    def _names(self, matched: list[tuple[Span, Place]]) -> Iterator[Finding]:
        if not self.cards:
            return
        spared = self._spared(matched)
        unknown = unknown_names(self.parsed, self.cards, self.pool, self.aliases)
        for name, absent in chain(unknown, misnumbered(self.claim.text, self.cards)):
            if not any(span.holds(name.span) for span in spared):
                note = self._not_found(f"The name “{name.text}” ({', '.join(absent)}) is not found")
                yield Finding(FindingKind.NAME_NOT_FOUND, note, name.span, None, "", None, name.text)

    def _relations(self, matched: list[tuple[Span, Place]]) -> Iterator[Finding]:
        if not self._speaks_of_cards:
            return
        spared = self._spared(matched)
        for flip in flips(self.parsed, self.pool):
            if not any(span.holds(flip.said.span) for span in spared):
                yield self._flip(flip)

    def _flip(self, flip: Flip) -> Finding:
        place = next(iter(_places(flip, self.cards)), None)
        where = place.card.ref if place is not None else "the card"
        note = _flip_note(flip, where)
        if place is None:
            return Finding(_FLIPS[flip.kind], note, flip.said.span, None, "", None, flip.said.text)
        return _found(_FLIPS[flip.kind], note, flip.said.span, place, flip.said.text)

    def _support(self) -> Iterator[Finding]:
        if not self._speaks_of_cards:
            return
        other = better_card(self.parsed, self.support, self.others)
        if other is not None:
            note = f"Hardly a word of this is in what it cites, but {other.card.ref} says it."
        elif weak(self.parsed, self.pool, self.support):
            note = "Hardly a word of this is in the cards that it cites: check the citation."
        else:
            return
        yield Finding(FindingKind.WEAK_SUPPORT, note, None, None, "", None, "")


def _only_order(figure: Quantity, cards: Sequence[ReadCard]) -> bool:
    """Whether a "first" only says what came before what, in cards that give no ranks."""
    return figure.raw.lower() == "first" and not any(
        entry.figures.get(QuantityKind.ORDINAL) for entry in cards
    )


def _places(flip: Flip, cards: Sequence[ReadCard]) -> Iterator[Place]:
    """Where the card's word of a flip stands; tokens are one object wherever a card's text is read."""
    for read in cards:
        for name, parsed in read.parsed.items():
            if any(token is flip.known for piece in parsed.pieces for token in piece.tokens):
                yield Place(read.card, name, flip.known.span)


def _flip_note(flip: Flip, where: str) -> str:
    said, known = flip.said.text, flip.known.text
    match flip.kind:
        case "negation":
            return f"“{said}” here, “{known}” in {where}: one of the two denies what the other says."
        case "subject":
            return f"“{said}” stands here where {where} has “{known}”: check who did what."
        case "noun":
            return f"“{said}” here, “{known}” in {where}: check that both are the same."
        case _:
            return f"“{said}” here, “{known}” in {where}: check who and which way."


def _found(kind: FindingKind, note: str, claim_span: Span, place: Place, text: str) -> Finding:
    return Finding(kind, note, claim_span, place.card.id, place.field, place.span, text)


def _in_ledger(figure: Quantity, entry: LedgerEntry) -> Finding:
    of = f" of {entry.of}" if entry.of is not None else ""
    note = f"The brief counted {entry.count}{of} {entry.noun_plural} (“{entry.label}”)."
    return Finding(FindingKind.LEDGER_NUMBER, note, figure.span, None, "", None, figure.raw)


def _label(text: str) -> str:
    return " ".join(folded(text).strip(" .,;:!?'").casefold().split())

"""One claim held against its cards: every finding about its figures, quotations, names and ties."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from .aliases import Aliases
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
    CardText,
    Claim,
    Finding,
    FindingKind,
    LedgerEntry,
    Quantity,
    QuantityKind,
    Span,
)
from .support import better_card, support, weak
from .telling import Flip

CHECKED = frozenset(
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


@dataclass(frozen=True)
class Setting:
    """What all claims of a take are held against; equal ones give the same findings for the same claim."""

    cards: Mapping[int, CardText]
    ledger: tuple[LedgerEntry, ...]
    labels: frozenset[str]
    phrases: frozenset[str]
    aliases: Aliases

    @cached_property
    def shelf(self) -> Shelf:
        return Shelf(self.cards)

    @cached_property
    def _key(self) -> tuple[object, ...]:
        return tuple(self.cards.values()), self.ledger, self.labels, self.phrases, self.aliases

    @cached_property
    def _hash(self) -> int:
        return hash(self._key)

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Setting) and (self is other or self._key == other._key)


@dataclass
class Check:
    """One claim with everything that it is held against; `weighs` says whether its ties are looked at."""

    claim: Claim
    cards: list[ReadCard]
    setting: Setting
    weighs: bool = True

    @cached_property
    def parsed(self) -> Parsed:
        return Parsed(self.claim.text, self.pool.names)

    @cached_property
    def pool(self) -> Pool:
        return pool(tuple(read.card for read in self.cards))

    @cached_property
    def _others(self) -> list[ReadCard]:
        """The cards that the claim does not cite."""
        if self.claim.kind != "claim":
            return []
        return [read for read in self.setting.shelf.live(self.setting.cards) if read not in self.cards]

    @cached_property
    def strays(self) -> Strays | None:
        """The figures and dates of the claim that belong elsewhere in the cards."""
        return Strays(self.parsed, self.sightings.of, self.pool) if self.weighs else None

    @cached_property
    def sightings(self) -> Sightings:
        return Sightings(self.parsed, self.cards)

    @cached_property
    def in_ledger(self) -> Mapping[int, LedgerEntry]:
        """Which of the claim's figures count the evidence itself, by their place."""
        return (
            entries_for(self.claim.text, self.parsed.figures, self.setting.ledger)
            if self.setting.ledger
            else {}
        )

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
            if label(quotation.text) in self.setting.labels:
                continue
            place = find_quotation(quotation.text, self.cards)
            if place is not None:
                matched.append((quotation.span, place))
            yield self._quotation(quotation, place)
        figures = list(self._figures(matched))
        yield from figures
        yield from self._names(matched)
        yield from self._relations(matched) if self.weighs else self._unweighed()
        # What gives a figure of the cards, or one that follows from them, speaks of them in its own words.
        if not figures or not all(finding.kind in CHECKED for finding in figures):
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
        entry = renamed(text, figure, self.setting.ledger)
        other = counted(text, figure, self.setting.ledger)
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
        for phrase in self.setting.phrases:
            found = re.finditer(rf"(?<!\w){re.escape(phrase)}(?!\w)", self.claim.text, re.IGNORECASE)
            spared += [Span(*place.span()) for place in found]
        return spared

    def _names(self, matched: list[tuple[Span, Place]]) -> Iterator[Finding]:
        if not self.cards:
            return
        spared = self._spared(matched)
        unknown = unknown_names(self.parsed, self.cards, self.pool, self.setting.aliases)
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

    def _unweighed(self) -> Iterator[Finding]:
        note = (
            "The text is too long: from here on figures, quotations and names were looked for, but not what "
            "is told of what, nor what follows by arithmetic."
        )
        yield Finding(FindingKind.NOT_WEIGHED, note, None, None, "", None, "")

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
        other = better_card(self.parsed, self.support, self._others)
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


def label(text: str) -> str:
    """A quotation as it is compared with a label: marks, case and spaces folded."""
    return " ".join(folded(text).strip(" .,;:!?'").casefold().split())

"""What the cards say of one figure of a claim: found and rightly tied, found but told of something else, or
absent.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .arithmetic import Derived, counted_list, derived, summed, years_between
from .assignment import Misplaced, misplaced
from .binding import told_otherwise
from .clauses import Parsed, Pool
from .dates import implies
from .evidence import Place, ReadCard, Sighting, day_of_publication, sightings
from .matching import matches
from .names import tokens
from .nouns import names_a_thing
from .reckoning import reckoned
from .shapes import FindingKind, Quantity, QuantityKind, Span
from .ties import Mistie, points_down

_KINDS = {
    "subject": FindingKind.BORROWED_FIGURE,
    "pair": FindingKind.BORROWED_FIGURE,
    "year": FindingKind.WRONG_YEAR,
    "noun": FindingKind.BORROWED_FIGURE,
}


@dataclass(frozen=True, slots=True)
class Sight:
    """The answer for one figure: a kind of finding, where, and why."""

    kind: FindingKind
    place: Place | None
    note: str = ""


def elsewhere(claim: Parsed, cards: Sequence[ReadCard], pool: Pool) -> dict[Span, Misplaced]:
    """The figures and dates of a claim whose words belong to another one of the cards, by where they stand."""

    def seen(figure: Quantity) -> list[Sighting]:
        return list(_seen(figure, claim, cards))

    return {one.said.span: one for one in misplaced(claim, seen, pool)}


def look_up(
    figure: Quantity, claim: Parsed, cards: Sequence[ReadCard], pool: Pool, strays: Mapping[Span, Misplaced]
) -> Sight | None:
    """What the cards make of a figure; None where no card gives it and nothing derives it."""
    wrong: tuple[Mistie, Sighting] | None = None
    named = _numbered(figure, claim, cards)
    if named is not None:
        return named
    if _denied_bound(figure, cards):
        return None
    found = list(_seen(figure, claim, cards))
    # A headline leaves out what a figure is tied to; it decides only where the text under it is silent.
    telling = [seen for seen in found if seen.place.field != "headline"] or found
    for seen in telling:
        fault = told_otherwise(figure, claim, seen, telling, pool, strays)
        if fault is None:
            return Sight(FindingKind.TRACED_NUMBER, found[0].place)
        wrong = wrong or (fault, seen)
    day = day_of_publication(figure, cards)
    if day is not None:
        return Sight(FindingKind.TRACED_NUMBER, day)
    for otherwise in (
        _ranked(figure, cards),
        _dated(figure, cards),
        _period(figure, cards),
        _both(figure, cards),
        _ends(figure, cards),
        _reckoned(figure, claim, cards),
    ):
        if otherwise is not None:
            return otherwise
    if wrong is None:
        return None
    fault, seen = wrong
    return Sight(_KINDS[fault.kind], seen.place, _why(figure, fault, seen))


def _ends(figure: Quantity, cards: Sequence[ReadCard]) -> Sight | None:
    """A range whose two ends the cards give apart."""
    if figure.low == figure.high or figure.kind is QuantityKind.DATE:
        return None
    ends = [replace(figure, low=end, high=end, approx="") for end in (figure.low, figure.high)]
    seen = [next(iter(sightings(end, cards)), None) for end in ends]
    if seen[0] is None or seen[1] is None:
        return None
    note = f"“{figure.raw}” reaches from “{seen[0].known.raw}” to “{seen[1].known.raw}” in the cards."
    return Sight(FindingKind.TRACED_BY_ARITHMETIC, seen[0].place, note)


_OPPOSED = {
    "over": ("under", "at most"),
    "at least": ("under", "at most"),
    "under": ("over", "at least"),
    "at most": ("over", "at least"),
}


def _denied_bound(figure: Quantity, cards: Sequence[ReadCard]) -> bool:
    """Whether the cards give this very value with the opposite bound, and never without one."""
    against = _OPPOSED.get(figure.approx, ())
    if not against:
        return False
    bare = replace(figure, approx="")
    bounds = [seen.known.approx for seen in sightings(bare, cards) if seen.known.low == figure.low]
    return any(bound in against for bound in bounds) and not any(bound not in against for bound in bounds)


def _seen(figure: Quantity, claim: Parsed, cards: Sequence[ReadCard]) -> Iterator[Sighting]:
    yield from sightings(figure, cards)
    for spelled in claim.spelled_out(figure):
        yield from sightings(spelled, cards)
    yield from _aged(figure, claim, cards)
    yield from _unspelled(figure, cards)
    turned = replace(figure, low=-figure.low, high=-figure.high)
    for seen in sightings(turned, cards) if figure.low else ():
        # "fell 3 %" and "-3 %" say the same; a sign that no word stands for does not go away.
        positive = (claim, figure) if figure.low > 0 else (seen.parsed, seen.known)
        if points_down(*positive):
            yield seen


def _unspelled(figure: Quantity, cards: Sequence[ReadCard]) -> Iterator[Sighting]:
    """Bare numbers of a card that take their unit from another figure of their sentence."""
    if not figure.unit and figure.kind in (QuantityKind.COUNT, QuantityKind.ORDINAL, QuantityKind.DATE):
        return
    for entry in cards:
        for name, known in entry.figures.get(QuantityKind.COUNT, ()):
            parsed = entry.parsed[name]
            alike = known.number.as_tuple().digits[:1] == figure.number.as_tuple().digits[:1]
            bare = not known.unit and alike
            if bare and any(matches(figure, spelled) for spelled in parsed.spelled_out(known)):
                yield Sighting(Place(entry.card, name, known.span), known, parsed)


def _aged(figure: Quantity, claim: Parsed, cards: Sequence[ReadCard]) -> Iterator[Sighting]:
    """Ages: "a man of 71" and "a 71-year-old man"; and "both" for two."""
    bare = figure.kind is QuantityKind.COUNT and not figure.unit
    if figure.kind is not QuantityKind.COUNT or figure.unit not in ("", "month"):
        return
    for entry in cards:
        for name, known in entry.figures.get(QuantityKind.COUNT, ()):
            parsed, ours = entry.parsed[name], claim.text[figure.span.end : figure.span.end + 4]
            old = _OLD.match(parsed.text[known.span.end :][:5] if bare else ours)
            if old and known.number == figure.number and {known.unit, figure.unit} == {"", "month"}:
                yield Sighting(Place(entry.card, name, known.span), known, parsed)


_OLD = re.compile(r"[-\s]old")


def _both(figure: Quantity, cards: Sequence[ReadCard]) -> Sight | None:
    if figure.kind is QuantityKind.COUNT and not figure.unit and figure.low == 2:
        for entry in cards:
            for name, text in entry.fields:
                match = re.search(r"\b(?:both|pair|couple|duo|twins?)\b", text, re.IGNORECASE)
                if match:
                    return Sight(FindingKind.TRACED_NUMBER, Place(entry.card, name, Span(*match.span())))
    return None


def _numbered(figure: Quantity, claim: Parsed, cards: Sequence[ReadCard]) -> Sight | None:
    """A number that is part of a name: Unit 1, Olkiluoto 3, where the card has name and number together."""
    if figure.kind is not QuantityKind.COUNT or figure.unit or not figure.raw.isdigit():
        return None
    before = _NAME_BEFORE.search(claim.text[max(0, figure.span.start - 30) : figure.span.start])
    if before is None:
        return None
    written = re.compile(rf"(?<!\w){re.escape(before['name'])} {figure.raw}(?![\w]|[.,]\d)")
    for entry in cards:
        for name, text in entry.fields:
            match = written.search(text)
            if match:
                return Sight(FindingKind.TRACED_NUMBER, Place(entry.card, name, Span(*match.span())))
    return None


_NAME_BEFORE = re.compile(r"(?P<name>[A-Z][\w-]+)\s$")


# Other words that say that something is the first or the second of its kind.
_RANKED_BY = {
    "first": r"first|never|debut|premi[eè]re|maiden|inaugural|beg[aiu]n|previously|originally|initial(?:ly)?"
    r"|pioneer\w*|earliest",
    "second": r"second|runner-up|again|another",
}


def _ranked(figure: Quantity, cards: Sequence[ReadCard]) -> Sight | None:
    """An ordinal that the card has as a word, though not before a noun: "The first, at Lyon, opened in
    1882".
    """
    if (figure.kind is QuantityKind.ORDINAL and figure.raw.isalpha()) or figure.raw.lower() in (
        "half",
        "a million",
        "one million",
        "a billion",
    ):
        for entry in cards:
            for name, text in entry.fields:
                written = _RANKED_BY.get(figure.raw.lower(), figure.raw.split()[-1])
                match = re.search(rf"(?<![\w-])(?:{written})(?![\w-])(?!\stime)", text, re.IGNORECASE)
                if match:
                    return Sight(FindingKind.TRACED_NUMBER, Place(entry.card, name, Span(*match.span())))
    return None


def _dated(figure: Quantity, cards: Sequence[ReadCard]) -> Sight | None:
    """A day that the card gives without its year; the year is one written before it, or that of
    publication.
    """
    wanted = figure.date
    if wanted is None or wanted.year is None or wanted.month is None:
        return None
    for entry in cards:
        years: set[int | None] = {entry.card.published_on.year}
        for name, known in entry.figures.get(QuantityKind.DATE, ()):
            given = known.date
            if given is None:
                continue
            years |= {given.year} - {None}
            if (
                given.year is None
                and implies(replace(given, year=wanted.year), wanted)
                and wanted.year in years
            ):
                return Sight(FindingKind.TRACED_NUMBER, Place(entry.card, name, known.span))
    return None


_PERIODS = {3: "quarter", 6: "half"}


def _period(figure: Quantity, cards: Sequence[ReadCard]) -> Sight | None:
    """Three months are a quarter, six are half a year."""
    word = _PERIODS.get(int(figure.low)) if figure.unit == "month" and figure.low < 12 else None
    for entry in cards if word else ():
        for name, text in entry.fields:
            match = re.search(
                rf"(?<![\w-])(?:first|second|third|fourth|final|last|previous|same|this)[\s-]{word}(?!\w)",
                text,
                re.IGNORECASE,
            )
            if match:
                return Sight(FindingKind.TRACED_NUMBER, Place(entry.card, name, Span(*match.span())))
    return None


def _reckoned(figure: Quantity, claim: Parsed, cards: Sequence[ReadCard]) -> Sight | None:
    entries = [
        (entry, name, spelled)
        for entry in cards
        for kind in entry.figures.values()
        for name, known in kind
        for spelled in (known, *(() if known.raw.isalpha() else entry.parsed[name].spelled_out(known)))
    ]
    fits = _Fits(claim, entries)
    known = [known for _, _, known in entries]
    plain = (
        [replace(figure, low=figure.number, high=figure.number, unit="")] if figure.unit == "month" else []
    )
    asked = (figure, *_as_points(figure, claim), *claim.spelled_out(figure), *plain)
    found = next(
        (one for wanted in asked if (one := derived(claim.text, wanted, known, fits)) is not None), None
    )
    if found is not None:
        entry, name, term = next(one for one in entries if one[2] is found.terms[0])
        note = f"“{figure.raw}” follows: {found.formula}, in {_homes(found, entries)}."
        return Sight(FindingKind.TRACED_BY_ARITHMETIC, Place(entry.card, name, term.span), note)
    for entry in cards:
        for field, parsed in entry.parsed.items():
            for wanted in (figure, *claim.spelled_out(figure)):
                reached = reckoned(wanted, claim, parsed, entry.card.published_on)
                if reached is not None:
                    note = f"“{figure.raw}” follows: {reached.formula}, in {entry.card.ref}."
                    place = Place(entry.card, field, reached.term.span)
                    return Sight(FindingKind.TRACED_BY_ARITHMETIC, place, note)
    own = summed(claim.text, figure, claim.figures) or years_between(figure, claim.figures)
    if own is not None and cards:
        note = f"“{figure.raw}” follows: {own}, as this sentence gives them."
        return Sight(FindingKind.TRACED_BY_ARITHMETIC, Place(cards[0].card, "", None), note)
    words = frozenset[str]().union(*(entry.words for entry in cards))
    listed = counted_list(claim.text, figure, lambda item: tokens(item) <= words)
    if listed is not None and cards:
        note = f"“{figure.raw}” counts the list: {listed}."
        return Sight(FindingKind.TRACED_BY_ARITHMETIC, Place(cards[0].card, "", None), note)
    return None


def _as_points(figure: Quantity, claim: Parsed) -> list[Quantity]:
    """ "A 12-point jump" between two shares means percentage points."""
    plain = figure.kind is QuantityKind.COUNT and not figure.unit
    if plain and _POINT.match(claim.text, figure.span.end):
        return [replace(figure, kind=QuantityKind.POINTS)]
    return []


_POINT = re.compile(r"[-\s]points?\b")


def _homes(found: Derived, entries: Sequence[tuple[ReadCard, str, Quantity]]) -> str:
    homes = [entry.card.ref for term in found.terms for entry, _, known in entries if known is term]
    return " and ".join(dict.fromkeys(homes))


# A claim that gives both figures itself reckons with these and no others.
_TWO_GIVEN = 2


class _Fits:
    """Whether the claim speaks of what both figures measure: it gives them, or names what sets each apart."""

    def __init__(self, claim: Parsed, entries: Sequence[tuple[ReadCard, str, Quantity]]) -> None:
        self._claim = claim
        self._home = {id(known): entry.parsed[name] for entry, name, known in entries}  # type: ignore[index]

    def __call__(self, one: Quantity, other: Quantity) -> bool:
        known = [self._given(term) or self._spoken_of(term) for term in (one, other)]
        if all(known):
            return True
        measure = (one.kind, one.unit)
        own = [figure for figure in self._claim.figures if (figure.kind, figure.unit) == measure]
        return any(known) and len(own) < _TWO_GIVEN and self._neighbours(one, other)

    def _neighbours(self, one: Quantity, other: Quantity) -> bool:
        """Whether both stand in one sentence or in two that follow each other."""
        home, there = self._home[id(one)], self._home[id(other)]
        piece, beside = home.piece_of(one), there.piece_of(other)
        if piece is None or beside is None or home is not there:
            return False
        places = [
            next(n for n, pieces in enumerate(home.sentences) if pieces is one.siblings)
            for one in (piece, beside)
        ]
        if one.kind is QuantityKind.COUNT and not one.unit:
            return places[0] == places[1] and abs(piece.at - beside.at) < _TWO_GIVEN
        return abs(places[0] - places[1]) < _TWO_GIVEN

    def _given(self, term: Quantity) -> bool:
        same = [known for known in self._claim.figures if known.kind in (term.kind, QuantityKind.COUNT)]
        return any(
            term.low in (known.low, *(spelled.low for spelled in self._claim.spelled_out(known)))
            for known in same
        )

    def _spoken_of(self, term: Quantity) -> bool:
        piece = self._home[id(term)].piece_of(term)
        if piece is None:
            return False
        said = [token for token in self._claim.content if token.says_something]
        told = piece.content
        if not any(names_a_thing(token) for token in told):
            told = [token for before in piece.siblings[: piece.at + 1] for token in before.content]
        if any(token.like(other) for token in told for other in said):
            return True
        days = [figure.date for figure in self._claim.figures if figure.kind is QuantityKind.DATE]
        return any(token.figure is not None and token.figure.date in days for token in piece.dates)


def _why(figure: Quantity, fault: Mistie, seen: Sighting) -> str:
    ref, said, known = seen.place.card.ref, fault.said.text, fault.known.text
    match fault.kind:
        case "year":
            return f"“{figure.raw}” is told of “{said}” here; {ref} gives it for “{known}”."
        case "noun":
            return f"“{figure.raw}” counts “{known}” in {ref}, not “{said}”."
        case "pair":
            return f"“{said}” and “{known}” stand in the other order in {ref}."
        case _:
            return f"“{figure.raw}” is in {ref}, but of “{known}”; of “{said}” it says another."

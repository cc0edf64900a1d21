"""What the cards say of one figure of a claim: found and rightly tied, found but told of something else, or
absent.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .arithmetic import Derived, counted_list, derived, summed, years_between
from .assignment import Strays
from .binding import UNTIED, wrongly_tied
from .clauses import Parsed, Pool
from .counting import counts_what_is_named
from .evidence import Place, ReadCard, Sighting, day_of_publication, sightings
from .matching import matches
from .names import tokens
from .otherwise import told_otherwise
from .rates import other_rate, rate
from .reckoning import reckoned
from .shapes import FindingKind, Quantity, QuantityKind, Span
from .spans import apart, own_days
from .stated import stated
from .terms import Terms
from .ties import Mistie, points_down
from .wording import YEN_OR_YUAN

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


class Sightings:
    """Where the cards give each figure of a claim, looked for once."""

    def __init__(self, claim: Parsed, cards: Sequence[ReadCard]) -> None:
        self.claim, self.cards = claim, cards
        self._found: dict[Span, list[Sighting]] = {}

    def of(self, figure: Quantity) -> list[Sighting]:
        found = self._found.get(figure.span)
        if found is None:
            found = self._found[figure.span] = list(_seen(figure, self.claim, self.cards))
        return found


def look_up(figure: Quantity, sightings_of: Sightings, pool: Pool, strays: Strays | None) -> Sight | None:
    """What the cards make of a figure; None where no card gives it and nothing derives it.

    Without `strays` any place that gives the figure will do, whatever it is told of there, and nothing is
    reckoned.
    """
    claim, cards = sightings_of.claim, sightings_of.cards
    wrong: tuple[Mistie, Sighting] | None = None
    named = _numbered(figure, claim, cards)
    if named is not None:
        return named
    if _denied_bound(figure, cards):
        return None
    plus = _PLUS.search(claim.text[max(0, figure.span.start - 6) : figure.span.start + 1]) is not None
    said = rate(claim.text, figure.span.end)
    found = [
        seen
        for seen in sightings_of.of(figure)
        if not (said and other_rate(said, rate(seen.parsed.text, seen.known.span.end)))
        and not _ratio_for_count(figure, claim.text, seen)
        and not (plus and points_down(seen.parsed, seen.known))
    ]
    # A headline leaves out what a figure is tied to; it decides only where the text under it is silent.
    telling = [seen for seen in found if seen.place.field != "headline"] or found
    for seen in telling:
        fault = wrongly_tied(figure, claim, seen, telling, pool, strays) if strays is not None else None
        if fault is None:
            return Sight(FindingKind.TRACED_NUMBER, found[0].place)
        wrong = wrong or (fault, seen)
    day = day_of_publication(figure, cards)
    if day is not None:
        return Sight(FindingKind.TRACED_NUMBER, day)
    told = None
    if wrong is None or figure.kind in UNTIED:
        told = told_otherwise(figure, claim, cards) or counts_what_is_named(figure, claim, cards)
    if told is not None:
        return Sight(FindingKind.TRACED_NUMBER, told)
    followed = _ends(figure, cards) or (_reckoned(figure, claim, cards) if strays is not None else None)
    if followed is not None:
        return followed
    if wrong is None:
        return None
    fault, seen = wrong
    return Sight(_KINDS[fault.kind], seen.place, _why(figure, fault, seen))


# A sign that is written out says that something rose.
_PLUS = re.compile(r"(?:^|\s)(?:\+|plus\s)[^\s\d]?\d?$")
_AS_MUCH = re.compile(
    r"\s(?:as|more|the|its|their|that|those|what|higher|larger|greater|bigger|faster|fewer|less|lower)\b"
)


def _ratio_for_count(figure: Quantity, text: str, seen: Sighting) -> bool:
    """Whether one of the two is "four times as much" and the other counts four things."""
    sides = ((figure, text), (seen.known, seen.parsed.text))
    if {figure.kind, seen.known.kind} != {QuantityKind.COUNT, QuantityKind.MULTIPLE}:
        return False
    return any(
        one.kind is QuantityKind.MULTIPLE and _AS_MUCH.match(told, one.span.end) for one, told in sides
    )


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
    signed = figure.low < 0 or (figure.low and any(entry.goes_below_zero for entry in cards))
    if not signed:
        return
    turned = replace(figure, low=-figure.low, high=-figure.high)
    for seen in sightings(turned, cards):
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
    """Ages: "a man of 71" and "a 71-year-old man"."""
    bare = figure.kind is QuantityKind.COUNT and not figure.unit
    if figure.kind is not QuantityKind.COUNT or figure.unit not in ("", "month"):
        return
    for entry in cards:
        for name, known in entry.figures.get(QuantityKind.COUNT, ()):
            parsed, ours = entry.parsed[name], claim.text[figure.span.end : figure.span.end + 4]
            old = _OLD.match(parsed.text[known.span.end :][:5] if bare else ours)
            in_years = all(one.low == 12 * one.number for one in (known, figure) if one.unit)
            alike = known.number == figure.number and {known.unit, figure.unit} == {"", "month"}
            alike = alike and known.high * (1 if known.unit else 12) == figure.high * (
                1 if figure.unit else 12
            )
            if old and alike and in_years:
                yield Sighting(Place(entry.card, name, known.span), known, parsed)


_OLD = re.compile(r"[-\s]old")


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


def _reckoned(figure: Quantity, claim: Parsed, cards: Sequence[ReadCard]) -> Sight | None:
    if not claim.is_written:
        return None
    own = stated(figure, claim)
    if own is not None:
        return _as_given(figure, own.formula, cards) if own.follows else None
    entries = [(entry, name, known) for entry in cards for name, known in entry.terms]
    terms = Terms(claim, figure, entries)
    known = [known for _, _, known in entries]
    # Ages stand without their unit: "four years younger" than 22.
    plain = (
        [replace(figure, low=figure.number, high=figure.number, unit="")] if figure.unit == "month" else []
    )
    asked = (figure, *_as_points(figure, claim), *claim.spelled_out(figure), *plain, *_of_either(figure))
    found = next(
        (one for wanted in asked if (one := derived(claim.text, wanted, known, terms.fit)) is not None), None
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
    given = (
        summed(claim.text, figure, claim.figures, lambda part: any(True for _ in sightings(part, cards)))
        or years_between(figure, claim.figures)
        or apart(figure, claim, [entry.card.published_on for entry in cards])
        or own_days(figure, claim, [entry.card.published_on for entry in cards])
    )
    if given is not None:
        return _as_given(figure, given, cards)
    listed = counted_list(claim.text, figure, lambda item: _all_known(item, cards))
    if listed is not None and cards:
        note = f"“{figure.raw}” counts the list: {listed}."
        return Sight(FindingKind.TRACED_BY_ARITHMETIC, Place(cards[0].card, "", None), note)
    return None


def _of_either(figure: Quantity) -> list[Quantity]:
    """The yen and the yuan that a bare ¥ may mean."""
    return [replace(figure, unit=unit) for unit in sorted(YEN_OR_YUAN)] if figure.unit == "¥" else []


def _as_given(figure: Quantity, formula: str, cards: Sequence[ReadCard]) -> Sight | None:
    note = f"“{figure.raw}” follows: {formula}, as this sentence gives them."
    place = Place(cards[0].card, "", None) if cards else None
    return Sight(FindingKind.TRACED_BY_ARITHMETIC, place, note)


def _all_known(item: str, cards: Sequence[ReadCard]) -> bool:
    """Whether the cards have every word of an item of a list."""
    return all(any(word in entry.words for entry in cards) for word in tokens(item))


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

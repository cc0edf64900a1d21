"""Figures that a card gives in other words: a rank for a number, a weekday for a date, "a year" for one year."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from .clauses import Parsed
from .dates import implies
from .evidence import Place, ReadCard
from .hedges import hedge
from .matching import matches
from .relative import told_days, year_of
from .shapes import PartialDate, Quantity, QuantityKind, Span
from .tokens import Token
from .wording import MONTHS, ONES, TEENS

_Rule = Callable[[Quantity, Parsed, ReadCard], Iterator[tuple[str, Span]]]


def told_otherwise(figure: Quantity, claim: Parsed, cards: Sequence[ReadCard]) -> Place | None:
    """Where a card says a figure of the claim in other words, or None."""
    for rule in _RULES.get(figure.kind, ()):
        for entry in cards:
            for name, span in rule(figure, claim, entry):
                return Place(entry.card, name, span)  # type: ignore[arg-type]
    return None


def _searched(pattern: str, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    for name, text in entry.fields:
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            yield name, Span(*match.span())


# Other words that say that something is the first or the second of its kind.
_RANKED_BY = {
    "first": r"first|never|debut|premi[eè]re|maiden|inaugural|beg[aiu]n|previously|originally|initial(?:ly)?"
    r"|pioneer\w*|earliest",
    "second": r"second|runner-up|again|another",
}
_BARE = frozenset({"half", "a million", "one million", "a billion"})


def _ranked(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """An ordinal that the card has as a word, though not before a noun: "The first, at Lyon, opened in
    1882".
    """
    word = figure.raw.lower()
    if (figure.kind is QuantityKind.ORDINAL and word.isalpha()) or word in _BARE:
        written = _RANKED_BY.get(word, figure.raw.split()[-1])
        yield from _searched(rf"(?<![\w-])(?:{written})(?![\w-])(?!\stime)", entry)


_BOTH = r"\b(?:both|pair|couple|duo|twins?|either|neither)\b"


def _both(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    if not figure.unit and figure.low == 2:
        yield from _searched(_BOTH, entry)


# How many words after a rank its noun may come: "the 14th and last classical game".
_NOUN_WITHIN = 3


def _numbered(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """ "The ninth lap" and "lap 9", "18 women have won it" and "the 18th woman to win it"."""
    if figure.unit or figure.is_range:
        return
    ours = claim.piece_of(figure)
    other = QuantityKind.COUNT if figure.kind is QuantityKind.ORDINAL else QuantityKind.ORDINAL
    for name, known in entry.figures.get(other, ()):
        if known.low != figure.low or known.unit or known.is_range or known.approx or figure.approx:
            continue
        card = entry.parsed[name]
        theirs = card.piece_of(known)
        if ours is None or theirs is None:
            continue
        if figure.kind is QuantityKind.ORDINAL:
            numbered = _before(theirs.sentence, known)[:1] + _after(theirs.sentence, known)
            same = any(one.like(two) for one in _after(ours.sentence, figure) for two in numbered)
        else:
            noun = _after(theirs.sentence, known)
            said = _before(ours.sentence, figure)[:1] + [one for one in ours.sentence if one.says_something]
            same = any(one.like(two) for one in noun for two in said)
        if same:
            yield name, known.span


def _after(sentence: Sequence[Token], figure: Quantity) -> list[Token]:
    """The words that belong to a figure: those up to the next figure, mark or preposition."""
    found: list[Token] = []
    for token in sentence:
        if token.span.start < figure.span.end or token.text.lower() == "and":
            continue
        if not token.says_something or len(found) == _NOUN_WITHIN:
            break
        found.append(token)
    return found


def _before(sentence: Sequence[Token], figure: Quantity) -> list[Token]:
    """The word right before a figure, if it is one."""
    leading = [one for one in sentence if one.span.end <= figure.span.start]
    close = leading and figure.span.start - leading[-1].span.end == 1 and leading[-1].says_something
    return [leading[-1]] if close else []


_MONTHS = list(MONTHS)[:12]


def _quarter(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """The third quarter is July to September, the first half January to June."""
    after = re.match(r"[-\s](?:\w+\s)?(quarter|half|six\smonths)\b", claim.text[figure.span.end :][:30])
    size = {"quarter": 3, "half": 6, "six months": 6}.get(after[1] if after else "")
    if size is None or not 1 <= figure.low <= 12 // size:
        return
    last = int(figure.low) * size
    start, end = _MONTHS[last - size][:3], _MONTHS[last - 1][:3]
    length = r"(?:three\smonths|quarter)" if size == 3 else r"(?:six\smonths|half)"
    yield from _searched(
        rf"\b{start}[a-z]*\.?\s?(?:[-–—]|to|through|and|until)\s?{end}|\b{length}[^.;]{{0,25}}\b{end}"
        rf"|\b{'Q' if size == 3 else 'H'}{last // size}\b|\b{last // size}{'Q' if size == 3 else 'H'}\b",
        entry,
    )


_STRETCH = re.compile(
    r"\b(?P<which>first|second|third|fourth|final|last)[-\s](?:(?P<n>\w+)\s)?(?P<unit>quarter|half|month)s?\b",
    re.IGNORECASE,
)
_WHICH = {"first": 1, "second": 2, "third": 3, "fourth": 4, "final": 0, "last": 0}
_MONTHS_IN = {"quarter": 3, "half": 6, "month": 1}


def _month_of_stretch(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """July or September, where the card says "the third quarter"; January for "the first nine months"."""
    date = figure.date
    if date is None or date.month is None or date.day is not None or date.part:
        return
    years = {entry.card.published_on.year, entry.card.published_on.year - 1}
    years |= {
        known.date.year
        for _, known in entry.figures.get(QuantityKind.DATE, ())
        if known.date and known.date.year
    }
    for name, text in entry.fields if date.year is None or date.year in years else ():
        for match in _STRETCH.finditer(text):
            size = _MONTHS_IN[match["unit"].lower()]
            many = _small(match["n"]) if match["n"] else 1
            first = (_WHICH[match["which"].lower()] - 1) * size + 1
            first = 13 - size * many if first <= 0 else first
            if size * many > 1 and date.month in (first, first + size * many - 1):
                yield name, Span(*match.span())


def _small(word: str) -> int:
    return int(word) if word.isdigit() and len(word) < 3 else (ONES | TEENS).get(word.lower(), 1)


def _dated(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """A day that the card tells from its own, or gives without its year; the year is one written before it,
    that of publication, or that of the last such day.
    """
    wanted = figure.date
    if wanted is None:
        return
    published = entry.card.published_on
    for name, text in entry.fields:
        for span, day in told_days(text, published):
            if implies(day, wanted):
                yield name, span
    if wanted.year is None or wanted.month is None:
        return
    years: set[int | None] = {published.year, year_of(wanted.month, wanted.day, published)}
    for name, known in entry.figures.get(QuantityKind.DATE, ()):
        given = known.date or PartialDate()
        years |= {given.year} - {None}
        if given.year is None and implies(replace(given, year=wanted.year), wanted) and wanted.year in years:
            yield name, known.span


_PERIODS = {3: "quarter", 6: "half"}


def _period(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """Three months are a quarter, six are half a year."""
    word = _PERIODS.get(int(figure.low)) if figure.unit == "month" and figure.low < 12 else None
    if word:
        order = "first|second|third|fourth|final|last|previous|same|this"
        yield from _searched(rf"(?<![\w-])(?:{order})[\s-]{word}(?!\w)", entry)


# One of a unit, as it is said without a number.
_ONE_OF: dict[tuple[str, Decimal | int], str] = {
    ("month", 1): "month",
    ("month", 12): "year|12-month|twelve-month",
    ("month", 120): "decade",
    ("month", 1200): "century",
    ("s", 1): "second",
    ("s", 60): "minute",
    ("s", 3600): "hour",
    ("s", 86400): "day",
    ("s", 604800): "week",
    ("s", 1209600): "fortnight",
    ("kg", 1): "kilogram(?:me)?|kilo",
    ("kg", 1000): "tonne|metric ton|ton",
    ("m", 1): "metre|meter",
    ("m", 1000): "kilometre|kilometer",
    ("m", Decimal("1609.344")): "mile",
}
_ARTICLE = r"an?|one|another|per|each|every|single|the|whole|full|extra|further|additional|more"
_SCALES = {1000: "thousand", 10**6: "million", 10**9: "billion"}


def _single(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """One year as "a year" or "one more year", a million as "per million"."""
    word = _ONE_OF.get((figure.unit, figure.low))
    if figure.raw.lower().startswith(("a ", "an ", "one ", "1 ")):
        word = word or _SCALES.get(int(figure.number))
    if word is None or figure.is_range:
        return
    pattern = re.compile(rf"(?<![\w-])(?:{_ARTICLE})[\s-](?:more\s)?(?:{word})(?!\w)", re.IGNORECASE)
    for name, text in entry.fields:
        for match in pattern.finditer(text):
            if matches(figure, replace(figure, approx=hedge(text, match.start(), match.end()))):
                yield name, Span(*match.span())


# These two are asked of lower case.
_TOP = re.compile(
    r"\b(?:longest|highest|most|max\w*|upper|largest|oldest|heaviest|biggest|greatest|latest|dearest|tallest|peak|ceiling|up\sto)\b"
)
_BOTTOM = re.compile(
    r"\b(?:shortest|lowest|least|min\w*|lower|smallest|youngest|lightest|fewest|earliest|cheapest|floor|start\w*|from|beg[aiu]n\w*)\b"
)
_SCORE = re.compile(r"\d{1,3}[-–]\d{1,3}$")
_AROUND = 45


def _end(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """One end of a card's range, where the claim says which ("the longest"), or of its score."""
    around = claim.text[max(0, figure.span.start - _AROUND) : figure.span.end + _AROUND].lower()
    top, bottom = _TOP.search(around) is not None, _BOTTOM.search(around) is not None
    asked = (figure, *claim.spelled_out(figure))
    for name, known in entry.figures.get(figure.kind, ()):
        if not known.is_range:
            continue
        score = not known.unit and _SCORE.match(known.raw) is not None and figure.low < 100
        ends = [known.low] * (bottom or score) + [known.high] * (top or score)
        alone = [replace(known, low=end, high=end, approx="") for end in ends]
        if any(matches(wanted, end) for wanted in asked for end in alone):
            yield name, known.span


_POINTS = re.compile(r"[-\s]points?\b", re.IGNORECASE)


def _points(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """ "0.2 points" for 0.2 percentage points, in claim or card."""
    if figure.kind is QuantityKind.POINTS:
        for name, known in entry.figures.get(QuantityKind.COUNT, ()):
            plain = _POINTS.match(entry.parsed[name].text, known.span.end)
            if plain and matches(replace(figure, kind=QuantityKind.COUNT), known):
                yield name, known.span
    elif _POINTS.match(claim.text, figure.span.end) and not figure.unit:
        for name, known in entry.figures.get(QuantityKind.POINTS, ()):
            if matches(replace(figure, kind=QuantityKind.POINTS), known):
                yield name, known.span


_JOINED = re.compile(r"(?:\s[^\W\d]+){1,4},?\s(?:and|or)\s")


def _hedged_with(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """The second of two figures that one hedge stands before: "more than 65,000 cases and 1,700 deaths"."""
    if not figure.approx:
        return
    for name, known in entry.figures.get(figure.kind, ()):
        if known.approx or not matches(replace(figure, approx=""), known):
            continue
        parsed = entry.parsed[name]
        before = next((one for one in reversed(parsed.figures) if one.span.end < known.span.start), None)
        between = parsed.text[before.span.end : known.span.start] if before is not None else ""
        if before is not None and before.approx == figure.approx and _JOINED.fullmatch(between):
            yield name, known.span


_BEYOND = re.compile(
    r"\b(?:(?P<over>more|higher|larger|greater|longer|above|over|beyond)|(?P<under>less|fewer|lower|smaller|shorter|below|under))"
    r"\s(?:than\s)?(?:the|its|their|his|her|this|that)\s(?:[^\W\d]+\s)?$",
    re.IGNORECASE,
)


def _beyond(figure: Quantity, claim: Parsed, entry: ReadCard) -> Iterator[tuple[str, Span]]:
    """A bound that the card words as a comparison: "more than the present 22 euros"."""
    side = {"over": "over", "at least": "over", "under": "under", "at most": "under"}.get(figure.approx)
    for name, known in entry.figures.get(figure.kind, ()) if side else ():
        text = entry.parsed[name].text
        told = _BEYOND.search(text[max(0, known.span.start - 40) : known.span.start])
        if told and told.lastgroup == side and matches(replace(figure, approx=""), known):
            yield name, known.span


_RULES: dict[QuantityKind, tuple[_Rule, ...]] = {
    QuantityKind.ORDINAL: (_ranked, _numbered, _quarter),
    QuantityKind.DATE: (_dated, _month_of_stretch),
    QuantityKind.COUNT: (_ranked, _period, _both, _single, _numbered, _end, _points, _hedged_with, _beyond),
    QuantityKind.FRACTION: (_ranked,),
    QuantityKind.POINTS: (_points,),
    QuantityKind.MONEY: (_end, _hedged_with, _beyond),
    QuantityKind.PERCENT: (_end, _hedged_with, _beyond),
}

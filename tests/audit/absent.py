"""Faults whose wrong part is nowhere in the cited card: each planter yields (faulty claim, wrong part)."""

import re
from collections.abc import Iterator
from decimal import Decimal

from .base import BasePair
from .figures import MONTHS, WORDS, Figure, figures, hedged, inside, quotations, values
from .items import pick
from .tables import COUNTS, CURRENCIES, CURRENCY_WORDS, OPPOSED, PARTS, SIZES, STRANGERS, UNITS

Planted = Iterator[tuple[str, str]]

_BOUNDED = re.compile(rf"\b({'|'.join(sorted(OPPOSED, key=len, reverse=True))})(?=\s+[$€£]?(\d[\d.,]*))")


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def _plain(pair: BasePair, wording: str) -> Iterator[Figure]:
    """Figures which may simply be changed: no years, no derived ones, none an "over" would leave true."""
    for figure in figures(wording):
        if not (figure.is_year or figure.hedged or figure.digits in pair.derived):
            yield figure


def digit(pair: BasePair, wording: str) -> Planted:
    known = values(pair.cited)
    for figure in _plain(pair, wording):
        places = [place for place, sign in enumerate(figure.digits) if sign.isdigit()]
        place = places[pick(wording + figure.digits, len(places))]
        for step in range(1, 10):
            new_digit = str((int(figure.digits[place]) + step) % 10)
            if place == 0 and new_digit == "0":
                continue
            new = _put(figure.digits, place, place + 1, new_digit)
            value = Decimal(new.replace(",", ""))
            scale = figure.value / Decimal(figure.digits.replace(",", "")) if figure.value else Decimal(1)
            if not {value.normalize(), (value * scale).normalize()} & known:
                start = figure.start + len(figure.cur)
                yield _put(wording, start, start + len(figure.digits), new), new
                break


def magnitude(pair: BasePair, wording: str) -> Planted:
    known = values(pair.cited)
    for figure in _plain(pair, wording):
        size = figure.size.strip()
        start = figure.start + len(figure.cur)
        if size.lower() in SIZES:
            new = SIZES[size.lower()]
            new = new.upper() if size.isupper() else new
            if not re.search(rf"\b{re.escape(figure.digits)}\s?{new}", pair.cited, re.IGNORECASE):
                yield _put(wording, figure.end - len(size), figure.end, new), f"{figure.digits} {new}"
        elif not size and len(figure.digits) > 1:
            value = Decimal(figure.digits.replace(",", "")) * (Decimal("0.1") if figure.unit == "%" else 10)
            if value.normalize() not in known:
                new = f"{value:,f}"
                yield _put(wording, start, figure.end, new), new


def unit(pair: BasePair, wording: str) -> Planted:
    for figure in figures(wording):
        new = UNITS.get(figure.unit)
        if new and not figure.is_year and new.split()[-1].rstrip("s").lower() not in pair.cited.lower():
            start = wording.lower().index(figure.unit, figure.end)
            yield _put(wording, start, start + len(figure.unit), new), new.strip()


def currency(pair: BasePair, wording: str) -> Planted:
    names = {"€": "euro", "£": "pound", "$": "dollar", "¥": "yen", "₹": "rupee"}
    for figure in figures(wording):
        new = CURRENCIES.get(figure.cur)
        if new and new not in pair.cited and names[new] not in pair.cited.lower():
            yield _put(wording, figure.start, figure.start + 1, new), new + figure.digits
    for match in re.finditer(rf"\b({'|'.join(CURRENCY_WORDS)})\b", wording):
        new = CURRENCY_WORDS[match[1]]
        if not inside(match.start(), quotations(wording)) and new[:4] not in pair.cited.lower():
            yield _put(wording, *match.span(), new), new


def sign(pair: BasePair, wording: str) -> Planted:
    for match in re.finditer(r"(?<!\w)[−-](?=\d)|\bminus\s(?=\d|\w+\sdegrees)", wording):
        yield _put(wording, *match.span(), ""), match.group()
    for match in re.finditer(r"\bbelow zero\b", wording):
        yield _put(wording, *match.span(), "above zero"), "above zero"


def date(pair: BasePair, wording: str) -> Planted:
    known = values(pair.cited)
    for figure in figures(wording):
        if figure.is_year and not figure.hedged:
            for step in (1, -1, 2, -2, 3, 4):
                if figure.value + step not in known and figure.value + step <= 2035:
                    new = str(int(figure.digits) + step)
                    yield _put(wording, figure.start, figure.start + 4, new), new
                    break
    quoted = quotations(wording)
    for match in re.finditer(rf"\b({'|'.join(MONTHS)})\b", wording):
        free = [name for name in MONTHS if _month_absent(name, pair)]
        if free and not inside(match.start(), quoted):
            new = free[pick(wording, len(free))]
            yield _put(wording, *match.span(), new), new
    for match in re.finditer(rf"\b(\d{{1,2}})(?=\s(?:{'|'.join(MONTHS)})\b)", wording):
        new = str(int(match[1]) % 28 + 1)
        if Decimal(new) not in known and not inside(match.start(), quoted):
            yield _put(wording, *match.span(), new), new


def _month_absent(name: str, pair: BasePair) -> bool:
    number = f"-{MONTHS.index(name) + 1:02d}-"
    return name[:3] not in pair.cited and number not in pair.cited


def quotation(pair: BasePair, wording: str) -> Planted:
    source = _folded(pair.cited)
    for left, right in quotations(wording):
        inner = wording[left:right]
        words = list(re.finditer(r"\b[a-z]{4,}\b", inner))
        if len(words) < 2:
            continue
        word = words[pick(inner, len(words))]
        free = [stranger for stranger in STRANGERS if stranger not in source]
        for new in (free[pick(wording, len(free))], ""):
            altered = (
                re.sub(r"  +", " ", _put(inner, *word.span(), new)).replace("“ ", "“").replace(" ”", "”")
            )
            if _folded(altered.strip('“”" ,.')) not in source:
                yield _put(wording, left, right, altered), altered


def _folded(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("‘", "'")).lower()


def word_number(pair: BasePair, wording: str) -> Planted:
    known, source, quoted = values(pair.cited), pair.cited.lower(), quotations(wording)
    for match in re.finditer(rf"\b(?:{'|'.join(COUNTS)})\b", wording, re.IGNORECASE):
        old = match.group()
        compound = wording[: match.start()].endswith("-")
        if compound or inside(match.start(), quoted) or hedged(wording, match.start()):
            continue
        if old.lower() in pair.derived:
            continue
        free = [word for word in COUNTS if WORDS[word].normalize() not in known and word not in source]
        if free:
            new = free[pick(wording + old, len(free))]
            new = new.capitalize() if old[0].isupper() else new
            yield _put(wording, *match.span(), new), new
    for match in re.finditer(rf"\b(?:{'|'.join(PARTS)})\b", wording):
        new = PARTS[match.group()]
        clear = not hedged(wording, match.start()) and match.group() not in pair.derived
        if clear and new not in source and not inside(match.start(), quoted):
            yield _put(wording, *match.span(), new), new


def arithmetic(pair: BasePair, wording: str) -> Planted:
    """The result of a sum the claim invites, made wrong by a third or more."""
    known = values(pair.cited)
    for figure in figures(wording):
        if figure.digits in pair.derived:
            bare = Decimal(figure.digits.replace(",", ""))
            places = Decimal(1).scaleb(int(bare.as_tuple().exponent))
            for factor in ("1.4", "0.6", "1.9"):
                value = (bare * Decimal(factor)).quantize(places)
                if value != bare and value.normalize() not in known:
                    start = figure.start + len(figure.cur)
                    yield _put(wording, start, start + len(figure.digits), f"{value:,f}"), f"{value:,f}"
                    break
    for match in re.finditer(r"[a-z]+", wording.lower()):
        word = match.group()
        if word in pair.derived and (word in PARTS or word in WORDS):
            new = PARTS.get(word) or next(count for count in COUNTS if WORDS[count] > WORDS[word] + 1)
            if new not in pair.cited.lower() and values(new).isdisjoint(known):
                yield _put(wording, *match.span(), new), new


def rounding(pair: BasePair, wording: str) -> Planted:
    """A rounded figure hedged the other way round, or an exact one rounded and hedged the wrong way."""
    for match in _BOUNDED.finditer(wording):
        # A bound the card itself states is no rounding.
        if match[2].rstrip(".,") not in pair.cited:
            yield _put(wording, *match.span(1), OPPOSED[match[1]]), match[2]
    known = values(pair.cited)
    for figure in _plain(pair, wording):
        bare = Decimal(figure.digits.replace(",", ""))
        # "405B" names a model; it is not rounded.
        if len(bare.normalize().as_tuple().digits) < 3 or figure.size in {"B", "T"}:
            continue
        place = Decimal(1).scaleb(bare.adjusted() - 1)
        down = (bare // place) * place
        hedge, value = ("over", down + place) if pick(wording, 2) else ("nearly", down)
        if value.normalize() not in known and value != bare:
            new = f"{value.normalize():,f}"
            yield (
                _put(
                    wording,
                    figure.start,
                    figure.start + len(figure.cur + figure.digits),
                    f"{hedge} {figure.cur}{new}",
                ),
                new,
            )

"""Numbers as they are written: digits, powers of ten, words."""

import re
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from functools import lru_cache

from .wording import ONES, TEENS, TENS

# Wide enough that no figure of a text is ever rounded: rounding would make different figures equal.
HALF = Decimal("0.5")
EXACT = Context(prec=2000)
_SMALL_VALUES = ONES | TEENS | TENS
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")
_GLYPHS = {"½": "0.5", "¼": "0.25", "¾": "0.75"}

# Thousands are grouped by commas or by the spaces that never break; an ordinary space separates two figures.
NUMERAL = (
    r"(?:\d{1,3}(?:,\d{3})++(?:\.\d++)?|\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})++(?:\.\d++)?"
    r"|\d++(?:\.\d++|,\d{1,2}(?=\s?%))?[½¼¾]?|(?<!\d)\.\d++|[½¼¾])(?!\d)"
)
POWER = r"10(?:(?:\^|\*\*)[{(]?[-−]?\d{1,3}[)}]?(?!\d)|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"
SCIENTIFIC = rf"(?:\s?[×x*·⋅]\s?{POWER}|[eE]\+?\d{{1,3}}(?!\w))"

_ones, _teens, _tens = "|".join(ONES), "|".join(TEENS), "|".join(TENS)
_RANKS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_SMALL = rf"(?:(?:{_tens})(?!-(?:{_RANKS})(?!\w))(?:[-\s](?:{_ones})(?![\w]))?|{_teens}|{_ones})"
_BIG = r"(?:million|billion|trillion)"
WORDS = (
    rf"(?i:half\sa(?=\s{_BIG})|an?(?=\s{_BIG})"
    rf"|(?:{_SMALL}|an?|half\sa)[-\s](?:hundred|thousand|dozen)(?!\w)(?:\s(?:and\s)?{_SMALL}(?!\w))?"
    rf"|{_SMALL}\sand\sa\shalf|{_SMALL})(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Number:
    """A number and how exactly it was written: `step` is the place of the last significant digit."""

    value: Decimal
    step: Decimal
    rounded: bool


# A claim repeats the figures of its card, so most numerals come at least twice.
@lru_cache(maxsize=8192)
def from_digits(numeral: str) -> Number:
    """Read what NUMERAL matched."""
    glyph = _GLYPHS.get(numeral[-1])
    body = numeral[:-1] if glyph else numeral
    # No figure has a thousand digits; the cut keeps hostile ones within what Decimal can scale.
    body = re.sub(r"[\u00a0\u202f\u2009]", "", body)[:1000]
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", body):
        body = body.replace(",", "")
    value = Decimal(body.replace(",", ".")) if body else Decimal(0)
    return with_step(EXACT.add(value, Decimal(glyph)) if glyph else value)


@lru_cache(maxsize=1024)
def from_words(words: str) -> Number:
    """Read what WORDS matched."""
    value, current = Decimal(0), Decimal(0)
    for word in re.split(r"[-\s]+", words.lower()):
        if word in _SMALL_VALUES:
            current += _SMALL_VALUES[word]
        elif word == "half" and current:
            current += Decimal("0.5")
        elif word in ("a", "an"):
            current = current or Decimal(1)
        elif word == "half":
            current = Decimal("0.5")
        elif word in ("dozen", "hundred", "thousand"):
            value, current = current * {"dozen": 12, "hundred": 100, "thousand": 1000}[word], Decimal(0)
    number = with_step(value + current)
    # "Seven and a half" is told to the half.
    return (
        replace(number, step=Decimal("0.5"))
        if "half" in words.lower() and value + current != HALF
        else number
    )


def with_step(value: Decimal) -> Number:
    """The number with the place of its last digit; zeros at the end of a whole number are not significant."""
    _, digits, exponent = value.as_tuple()
    place = int(exponent)
    if place < 0:
        return Number(value, Decimal(1).scaleb(place), False)
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0")) if any(digits) else 0
    return Number(value, Decimal(1).scaleb(place + zeros), zeros > 0)


def exponent_of(power: str) -> int:
    """The exponent in what POWER or SCIENTIFIC matched."""
    plain = power.translate(_SUPERSCRIPTS)
    digits = re.search(r"(?:10(?:\^|\*\*)?[{(]?|[eE]\+?)(-?\d+)[)}]?$", plain)
    return int(digits.group(1)) if digits else 0


def scaled(number: Number, exponent: int) -> Number:
    """The number times a power of ten, exactly."""
    if not exponent:
        return number
    return Number(number.value.scaleb(exponent, EXACT), number.step.scaleb(exponent, EXACT), number.rounded)

"""Units and currencies as they are written beside a figure."""

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .shapes import QuantityKind
from .wording import CURRENCIES, DOLLARS, MAGNITUDES, UNIT_SIGNS, UNIT_WORDS

CURRENCY = r"(?:(?:US|HK|NT|NZ|AU|CA|MX|[ACSR])\$|CN¥|(?:RMB|CNY|USD|EUR|GBP|JPY)(?=[\s\u00a0]?\d)|[$€£¥₩₹])"

_words = "|".join(
    re.escape(word).replace(r"\ ", r"s?[\s-]").replace(r"\-", r"[\s-]")
    for word in sorted(UNIT_WORDS, key=len, reverse=True)
)
_signs = "|".join(sorted(UNIT_SIGNS, key=len, reverse=True))
_POINTS = r"[\s\u00a0-]?percentage[\s-]points?(?!\w)|\s?%[\s-]points?(?!\w)|\s?pp(?:ts?)?(?!\w)"
_BASIS = r"\s?(?:basis[\s-]points?|bps)(?!\w)"
_PERCENT = r"[\s\u00a0\u202f]?[%％]|[\s\u00a0-]?(?i:percent|per\scent|pct|pc)(?!\w)"
_MULTIPLE = r"[\s\u00a0]?×(?!\s?\d)|[xX](?!\w|\s?\d)|[\s-]times(?!\w)|-?fold(?!\w)"
_MONEY = (
    r"[\s\u00a0-](?:(?:[A-Z][a-z]+\s){1,2}(?=dollars?|pounds?|euros?))?(?i:(?:US[\s-])?dollars?|euros?|pounds?\ssterling|pounds?|yuan|renminbi|rmb|cny|usd|eur|gbp|yen"
    r"|jpy|rupees?|kron(?:or|er|a|e|ur)|(?:swiss\s)?francs?|shillings?|rand|pesos?|lira|zloty|rubles?|roubles?|reais|dirhams?|ringgit|baht)(?!\w)|[\s\u00a0]?€|(?:(?<=illion)|(?<=\d{3}))\swon(?!\w)"
)
_CENTS = r"[\s\u00a0-]cents?(?!\w)"
_RANK = r"(?:st|nd|rd|th)(?!\w)"
_SOFT = r"[\s-](?:active|total|context|output|input|training|trainable)"
UNIT = (
    rf"(?:{_POINTS}|{_BASIS}|{_PERCENT}|{_MULTIPLE}|{_MONEY}|{_CENTS}|{_RANK}|[\s\u00a0-]?(?:{_signs})(?!\w)"
    rf"|(?:{_SOFT})?[\s\u00a0-](?i:{_words})(?:e?s)?(?!\w))"
)
_PATTERNS = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (_POINTS, QuantityKind.POINTS),
        (_BASIS, QuantityKind.POINTS),
        (_PERCENT, QuantityKind.PERCENT),
        (_MULTIPLE, QuantityKind.MULTIPLE),
        (_RANK, QuantityKind.ORDINAL),
    )
)


@dataclass(frozen=True, slots=True)
class Unit:
    kind: QuantityKind
    name: str = ""
    factor: Decimal = Decimal(1)


def currency_of(sign: str | None) -> str:
    return CURRENCIES[sign.lower()] if sign else ""


def magnitude_of(written: str | None) -> int:
    """The power of ten of "billion", "bn", "B"; 0 for none."""
    return MAGNITUDES[written.strip(" \u00a0-").lower()] if written else 0


@lru_cache(maxsize=4096)
def unit_of(written: str | None, currency: str) -> Unit:
    """What UNIT matched, together with the currency sign before the figure."""
    if currency:
        return Unit(QuantityKind.MONEY, currency)
    if not written:
        return Unit(QuantityKind.COUNT)
    for pattern, kind in _PATTERNS:
        if pattern.fullmatch(written):
            factor = Decimal("0.01") if "b" in written.lower() and kind is QuantityKind.POINTS else Decimal(1)
            return Unit(kind, "", factor)
    return _measure(written.strip(" \u00a0-"))


def _measure(word: str) -> Unit:
    if word in UNIT_SIGNS:
        name, factor = UNIT_SIGNS[word]
        return Unit(QuantityKind.COUNT, name, Decimal(factor))
    folded = re.sub(r"[\s-]+", " ", word.lower())
    people, _, noun = folded.rpartition(" ")
    if people and noun.removesuffix("s") in CURRENCIES and folded.removesuffix("s") not in CURRENCIES:
        return Unit(QuantityKind.MONEY, _currency_of(people, noun.removesuffix("s")))
    if folded.removesuffix("s") == "cent":
        return Unit(QuantityKind.MONEY, "USD", Decimal("0.01"))
    singular = re.sub(r"(?<=watt|gree)s(?=\s)", "", folded)
    for name in (folded, singular, singular.removesuffix("s"), singular.removesuffix("es"), _last(singular)):
        if name in CURRENCIES:
            return Unit(QuantityKind.MONEY, CURRENCIES[name])
        if name in UNIT_WORDS:
            base, factor = UNIT_WORDS[name]
            return Unit(QuantityKind.COUNT, base, Decimal(factor))
    return Unit(QuantityKind.MONEY, CURRENCIES[folded.replace("-", " ").removesuffix("s")])


def _currency_of(people: str, noun: str) -> str:
    """Whose dollars or pounds they are; most currencies need no people to tell them apart."""
    if noun == "dollar":
        return DOLLARS.get(people, f"{people} dollar")
    return f"{people} pound" if noun == "pound" and people not in ("british", "english") else CURRENCIES[noun]


def _last(words: str) -> str:
    return words.split(" ")[-1].removesuffix("s")

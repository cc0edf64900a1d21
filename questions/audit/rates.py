"""What a figure is told for: "£180 a night" is not £180 a week, "€15 a square metre" not €15 a square foot."""

import re

from .wording import listed

_MEASURES = {
    "second": "second",
    "minute": "minute",
    "hour": "hour",
    "day": "day",
    "night": "day",
    "week": "week",
    "fortnight": "fortnight",
    "month": "month",
    "quarter": "quarter",
    "year": "year",
    "annum": "year",
    "decade": "decade",
    "kilo": "kilo",
    "kilogram": "kilo",
    "kilogramme": "kilo",
    "kg": "kilo",
    "tonne": "tonne",
    "metric ton": "tonne",
    "ton": "tonne",
    "hundredweight": "hundredweight",
    "ounce": "ounce",
    "litre": "litre",
    "liter": "litre",
    "gallon": "gallon",
    "barrel": "barrel",
    "bushel": "bushel",
    "square metre": "square metre",
    "square meter": "square metre",
    "square foot": "square foot",
    "hectare": "hectare",
    "acre": "acre",
    "mile": "mile",
    "kilometre": "kilometre",
    "kilometer": "kilometre",
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_TIMES = frozenset(listed("second minute hour day week fortnight month quarter year decade"))
_names = "|".join(name.replace(" ", r"\s") for name in _MEASURES if not name.endswith("ly"))
_adverbs = "|".join(name for name in _MEASURES if name.endswith("ly"))
_PER = re.compile(
    rf"(?:\s[^\W\d_]+){{0,2}}?(?:\s?/\s?|\s(?:an?|per|each|every)\s)(?P<period>{_names})(?!\w)"
    rf"(?!\s(?:ago|earlier|later|before|after|previously|old|or|and|long))|\s(?P<adverb>{_adverbs})(?!\w)",
    re.IGNORECASE,
)


def rate(text: str, end: int) -> str:
    """The length of time or the amount for which the figure that ends here is told, or nothing."""
    match = _PER.match(text, end, end + 40)
    return _MEASURES[" ".join((match["period"] or match["adverb"]).lower().split())] if match else ""


def other_rate(said: str, told: str) -> bool:
    """Whether both name a length of time or both an amount, and not the same."""
    return bool(said and told) and said != told and (said in _TIMES) is (told in _TIMES)

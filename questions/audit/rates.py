"""For how long a figure is told: "£180 a night" is not £180 a week."""

import re

_PERIODS = {
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
    "hourly": "hour",
    "daily": "day",
    "nightly": "day",
    "weekly": "week",
    "monthly": "month",
    "quarterly": "quarter",
    "yearly": "year",
    "annually": "year",
}
_names = "|".join(name for name in _PERIODS if not name.endswith("ly"))
_adverbs = "|".join(name for name in _PERIODS if name.endswith("ly"))
_PER = re.compile(
    rf"(?:\s[^\W\d_]+){{0,2}}?(?:\s?/\s?|\s(?:an?|per|each|every)\s)(?P<period>{_names})(?!\w)"
    rf"(?!\s(?:ago|earlier|later|before|after|previously|old|or|and|long))|\s(?P<adverb>{_adverbs})(?!\w)",
    re.IGNORECASE,
)


def period(text: str, end: int) -> str:
    """The length of time for which the figure that ends here is told, or nothing."""
    match = _PER.match(text, end, end + 40)
    return _PERIODS[(match["period"] or match["adverb"]).lower()] if match else ""


def other_period(said: str, told: str) -> bool:
    """Whether both name a length of time, and not the same."""
    return bool(said and told) and said != told

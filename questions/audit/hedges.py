"""Words beside a figure that say how exactly it is meant."""

import re

from .shapes import Approx

_UP = r"more|greater|higher|larger|bigger|longer|older|heavier|taller|deeper|wider|further|farther"
_DOWN = r"less|fewer|lower|smaller|shorter|younger|lighter|cheaper|shallower|narrower"
# Searched from the left, so that "no more than" wins over "more than".
_BEFORE: dict[str, tuple[Approx, str]] = {
    "least": (
        "at least",
        rf"at\sleast|not?\s(?:{_DOWN})\sthan|(?:not|never|no\slonger)\s(?:under|below)|a?\s?minimum\sof|≥|>=",
    ),
    "most": (
        "at most",
        r"at\s(?:the\s)?most|within|up\sto|(?:cannot|can't|can’t|not|never|must\snot|may\snot)\sexceed|not\sexceeding"
        rf"|not?\s(?:{_UP})\sthan|(?:not|never)\s(?:over|above|beyond)|a?\s?maximum\sof|≤|<=|as\s(?:many|much|high|long|large)\sas",
    ),
    "nearly": ("nearly", r"nearly|almost|close\sto|just\s(?:under|below|shy\sof)|shy\sof|approaching"),
    "over": (
        "over",
        rf"over|(?:{_UP})\sthan|above|exceed(?:ing|s|ed)?|upwards?\sof|north\sof|in\sexcess\sof|"
        r"surpass(?:ing|es|ed)|beyond|>",
    ),
    "under": ("under", rf"under|below|(?:{_DOWN})\sthan|beneath|south\sof|<"),
    "about": (
        "about",
        r"about|around|roughly|approximately|approx\.?|some|circa|c\.|ca\.|~|≈|∼|an?\sestimated",
    ),
}
# Both are asked of lower case: a pattern that has to look at either case takes several times as long.
_HEDGE = re.compile(
    rf"(?:(?<=\W)|^)(?:{'|'.join(f'(?P<{key}>{words})' for key, (_, words) in _BEFORE.items())})\s?$"
)
_AFTER = re.compile(
    r"(?P<least>\+|\s?-?plus\b|\s(?:\w+\s)?(?:or|and)\s(?:more|over|above|up|upwards?|higher|longer|older|larger)\b(?!\sthan))"
    r"|(?P<most>\s(?:\w+\s)?(?:or|and)\s(?:less|fewer|under|below|lower|younger|shorter|smaller)\b(?!\sthan))|(?P<about>\s(?:\w+\s)?or\sso\b|-ish\b)"
)
_REACH = 30
# "No class will have more than 26": the denial stands with the noun.
_NOBODY = re.compile(
    rf"(?:\b(?:no|not|none|nobody|never|neither|without|cannot)|n['’]t)\s[^.,;:\d]{{1,40}}\s(?:{_UP}|{_DOWN})\sthan\s$"
)


def hedge(text: str, start: int, end: int) -> Approx:
    """How the words right before and after text[start:end] qualify it."""
    before = _HEDGE.search(text[max(0, start - _REACH) : start].lower())
    if before and _NOBODY.search(text[max(0, start - 2 * _REACH) : start].lower()):
        return "at most" if before.lastgroup == "over" else "at least"
    if before:
        return _BEFORE[str(before.lastgroup)][0]
    if text[end - 1 : end] == "+":
        return "at least"
    after = _AFTER.match(text, end)
    return _BEFORE[str(after.lastgroup)][0] if after else ""

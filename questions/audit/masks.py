"""Digits that are no figures: model names, versions, references, numbering."""

import re
from collections.abc import Iterable

from .hints import Hint, one_of
from .shapes import Span
from .wording import FAMILIES

FILLER = "\x00"

_PREFIXES = (
    "top|mid|pre|post|sub|early|late|under|over|near|about|least|most|than|to|of|the|in|by|for|per|an?"
)
_NOT_A_NAME = rf"(?:{_PREFIXES})-\d"
_CODES = r"(?:US\$|RMB|CNY|USD|EUR|GBP|JPY)\d"
_AFTER_FAMILY = (
    r"(?![\w.,]*\d)(?!\s?(?:%|percent|per\scent|million|billion|trillion|thousand|bn\b|times|x\b|×|days?\b|weeks?\b"
    r"|months?\b|years?\b|hours?\b|points?\b|of\s\d|models?\b|releases?\b))"
)
_PATTERNS: tuple[tuple[Hint, re.Pattern[str]], ...] = (
    (one_of("http", "www."), re.compile(r"https?://\S++|www\.\S++")),
    (one_of("#"), re.compile(r"\d{4}-\d{2}-\d{2}#\d++")),
    (one_of("["), re.compile(r"\[\d{1,3}\](?:\[\d{1,3}\])*+")),
    (re.compile(r"\d[.)]\s").search, re.compile(r"^\s*+\(?\d{1,2}[.)]\s(?=\S)", re.MULTILINE)),
    (one_of("("), re.compile(r"(?<!\S)\(\d\)(?=\s[a-zA-Z])")),
    (
        one_of("24/7", "9/11", "irst"),
        re.compile(
            r"(?<!\w)(?:24/7|9/11|[Ii]n\sthe\sfirst\splace|[Ff]or\sthe\sfirst\stime|[Ff]irst\stime)(?!\w)"
        ),
    ),
    # A token that starts with letters and holds a digit: GLM-5.1, V4, Qwen3.6-Max, v1.2, CO2.
    (
        re.compile(r"\d(?:(?<=[^\W\d_]\d)|(?<=[^\W\d_][-\u2010\u2011]\d))").search,
        re.compile(
            rf"(?<![\w$€£¥])(?!{_NOT_A_NAME}|{_CODES})(?![a-z]+-\d[\d.,]*\s?(?:%|percent|×|million|billion))"
            r"[^\W\d_]{1,20}(?:[-\u2010\u2011][^\W\d_]{1,20}){0,3}[-\u2010\u2011]?\d++(?:[.\-\u2010\u2011/]?\w++)*+"
        ),
    ),
    # Digits with letters that are no magnitude and no unit: 910C, 5G, 35B-A3B; versions with two dots.
    (
        one_of("-A", "\u2011A"),
        re.compile(r"(?<![\w.$€£¥])\d++(?:\.\d++)?[BMT][-\u2011]A\d++(?:\.\d++)?B(?!\w)"),
    ),
    (
        re.compile(r"\d[A-Z]").search,
        re.compile(r"(?<![\w.,$€£¥])\d{1,4}[ACDEFGHIJLNOPQRSUVWYZ]\d{0,3}(?!\w)"),
    ),
    (re.compile(r"\.\d+\.\d").search, re.compile(r"(?<![\w.])\d++\.\d++(?:\.\d++)++")),
    (
        re.compile(r"[\s\u00a0]\d").search,
        re.compile(
            rf"(?<!\w)(?:{'|'.join(FAMILIES)})(?:\s(?:Pro|Max|Opus|Sonnet|Haiku|Ultra|Flash|Coder|Plus))?"
            rf"[\s\u00a0]\d{{1,4}}(?:\.\d++)?[A-Z]?(?!\w){_AFTER_FAMILY}(?:\(\d{{1,2}}\))*+"
        ),
    ),
)


def masked(text: str) -> str:
    """The text, as long as before, with names and references that hold digits blotted out."""
    for hint, pattern in _PATTERNS:
        if hint(text):
            text = pattern.sub(_blot, text)
    return text


def blotted(text: str, spans: Iterable[Span]) -> str:
    """The text, as long as before, with these stretches blotted out; they come in order without overlap."""
    pieces, at = [], 0
    for span in spans:
        pieces += [text[at : span.start], FILLER * (span.end - span.start)]
        at = span.end
    return "".join([*pieces, text[at:]])


def _blot(match: re.Match[str]) -> str:
    return FILLER * len(match.group())

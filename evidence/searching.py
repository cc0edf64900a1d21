"""Finding cards by words or by their ref."""

from __future__ import annotations

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q

from evidence.cleaning import clean_line
from evidence.models.card import CardQuerySet
from evidence.refs import NotARef, parse_ref

_LONGEST = 200
_REF_BEGUN = re.compile(r"[0-9-]+(#[0-9]*)?")
_OPERATOR = re.compile(r'["“”]|(^|\s)-\S|(^|\s)or(\s|$)', re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\W_]+\Z")


def search_cards(cards: CardQuerySet, text: str) -> CardQuerySet:
    """Those of the cards that a reader's words find; all of them when there are no words.

    Digits and dashes are the beginning of a ref. Anything else is a web search (`"a phrase"`, `-not`, `or`);
    without such operators its last word may be unfinished. What stands past 200 characters is left out; no
    input is an error.
    """
    text = clean_line(text[: 2 * _LONGEST])[:_LONGEST].strip()
    if not text:
        return cards
    if _REF_BEGUN.fullmatch(text):
        return cards.filter(_ref_begins(text))
    return cards.filter(fts=_words(text))


def _ref_begins(text: str) -> Q:
    """A number without a dash may also be a figure in the text."""
    try:
        return Q(ref=str(parse_ref(text)))
    except NotARef:
        begins = Q(ref__startswith=text)
        return begins if "-" in text or "#" in text else begins | Q(fts=_words(text))


def _words(text: str) -> SearchQuery:
    whole = _query(text, "websearch")
    last = _LAST_WORD.search(text)
    if last is None or _OPERATOR.search(text):
        return whole
    unfinished = _query(f"'{last[0]}':*", "raw")
    before = text[: last.start()].strip()
    return whole | (_query(before, "websearch") & unfinished if before else unfinished)


def _query(text: str, kind: str) -> SearchQuery:
    return SearchQuery(text, config="english", search_type=kind)

"""Citations in rich text: `<a linktype="citation" id="42">[2026-04-14#0]</a>` ties a sentence to a card.

The stored text is the card's ref, so that plain text, comparisons and search show which card is meant;
readers get numbers instead. All of it holds for text from outside: what is not allowed does not come out.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from html.parser import HTMLParser

import nh3
from wagtail.rich_text import LinkHandler

from evidence.models import Card

LINK_TYPE = "citation"

_ID = re.compile(r"[1-9][0-9]{0,17}")
_TAGS = frozenset(
    {"a", "b", "blockquote", "br", "code", "del", "em", "h2", "h3", "h4", "h5", "h6", "hr", "i", "li", "ol"}
    | {"p", "s", "strong", "sub", "sup", "ul"}
)
_VOID = frozenset({"br", "hr"})
ATTRIBUTES = {"a": {"href", "id", "linktype"}}
SCHEMES = {"http", "https", "mailto"}


def cited_ids(html: str) -> list[int]:
    """The primary keys of the cards that a rich text cites, each once, in the order of first use."""
    reader = _CitationReader()
    reader.feed(tidy(html))
    reader.close()
    return list(dict.fromkeys(reader.ids))


def numbered(html: str, numbers: Mapping[int, int], *, seen: Counter[int] | None = None) -> str:
    """Public HTML of a rich text, its citations turned into links to the numbered sources.

    `numbers` maps a card's primary key to its number in the list of sources; a citation of any other card is
    dropped with its text. The k-th citation of source n reads
    `<a class="cite" id="cite-n-k" href="#source-n">n</a>`; pass the same `seen` for every text of a page, so
    that ids stay unique on it. The result holds text markup and http, https and mailto links only, whatever
    came in.
    """
    writer = _NumberWriter(numbers, Counter() if seen is None else seen)
    writer.feed(tidy(html))
    writer.close()
    return "".join(writer.parts)


class CitationHandler(LinkHandler):
    """How Wagtail renders a stored citation, and which card it refers to."""

    identifier = LINK_TYPE

    @staticmethod
    def get_model() -> type[Card]:
        """The model that citations refer to."""
        return Card

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict[str, str]]) -> list[str]:
        """The opening tag of each citation, in one query: a link to a public card's page, or a dead one."""
        ids = [card_id(attrs) for attrs in attrs_list]
        cards = Card.objects.public().defer("fts").in_bulk({pk for pk in ids if pk is not None})
        return [_opening_tag(cards.get(pk or 0)) for pk in ids]

    @classmethod
    def extract_references(cls, attrs: dict[str, str]) -> Iterator[tuple[type[Card], str, str, str]]:
        """What the reference index keeps: the card, found by its primary key."""
        pk = card_id(attrs)
        if pk is not None:
            yield Card, str(pk), "", ""


def card_id(attrs: Mapping[str, str | None]) -> int | None:
    """The primary key that a citation's attributes name; None for anything unusable."""
    value = attrs.get("id") or ""
    return int(value) if _ID.fullmatch(value) else None


def tidy(html: str) -> str:
    """Well-formed HTML of text markup; scripts, styles, handlers and foreign attributes are gone."""
    return nh3.clean(html, tags=set(_TAGS), attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)


def _opening_tag(card: Card | None) -> str:
    if card is None or card.path is None:
        return '<a class="cite missing">'
    return f'<a class="cite" data-card="{card.pk}" href="{escape(card.path)}">'


class _CitationReader(HTMLParser):
    """Collects the ids of citations, in whatever order their attributes stand."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.ids: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a citation."""
        found = dict(attrs)
        if tag == "a" and found.get("linktype") == LINK_TYPE and (pk := card_id(found)) is not None:
            self.ids.append(pk)


class _NumberWriter(HTMLParser):
    """Writes tidy HTML anew from allowed parts alone, with numbers in place of citations."""

    def __init__(self, numbers: Mapping[int, int], seen: Counter[int]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._numbers = numbers
        self._seen = seen
        self._in_citation = False
        self._in_link = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write the bare tag, or what stands for the citation that begins here."""
        if tag == "a":
            self._start_link(dict(attrs))
        elif not self._in_citation:
            self.parts.append(f"<{tag}>")

    def handle_endtag(self, tag: str) -> None:
        """Close what was written."""
        if tag == "a":
            if self._in_link:
                self.parts.append("</a>")
            self._in_citation = self._in_link = False
        elif not self._in_citation and tag not in _VOID:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Write text, except the ref inside a citation."""
        if not self._in_citation:
            self.parts.append(escape(data, quote=False))

    def _start_link(self, attrs: Mapping[str, str | None]) -> None:
        if attrs.get("linktype") == LINK_TYPE:
            self._in_citation = True
            self._write_number(card_id(attrs))
        elif "linktype" not in attrs and (href := attrs.get("href")):
            self._in_link = True
            self.parts.append(f'<a href="{escape(href)}">')

    def _write_number(self, pk: int | None) -> None:
        number = None if pk is None else self._numbers.get(pk)
        if number is not None:
            self._seen[number] += 1
            mark = f"cite-{number}-{self._seen[number]}"
            self.parts.append(f'<a class="cite" id="{mark}" href="#source-{number}">{number}</a>')

"""From the rich text of a take to its claims: one sentence is one claim, its cards are its citations."""

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from .sentences import sentences
from .shapes import Claim, ClaimKind
from .wording import listed

_UNITS = frozenset(
    listed(
        "p li ul ol td tr table tbody thead blockquote div section article figure figcaption dl dt dd pre "
        "hr aside"
    )
)
_HEADINGS = frozenset(listed("h1 h2 h3 h4 h5 h6"))
_SILENT = _HEADINGS | frozenset(listed("th caption script style"))
_ROWS = frozenset(listed("td tr table"))
# What a citation shows. Anything else inside one is prose in disguise and is read as prose.
_MARKER = re.compile(r"\s*(?:\[(?:card[\s-]?)?[\w#:.-]{0,24}\]|\d{4}-\d{2}-\d{2}#\d+|\d{1,3})?\s*")
_SUPERSCRIPT = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")
_MARK = "\ue000"
_CLUSTER = re.compile(rf"{_MARK}(?:[\s,;]*{_MARK})*")
_IN_BRACKETS = re.compile(rf"[(\[]\s*({_MARK}+)\s*[)\]]")
# A tag that never closes is text; HTMLParser would take quadratic time over many of them.
_UNCLOSED = re.compile(r"<(?=[^<>]*(?:<|$))")
_LARGEST_ID = 2**63 - 1
_CLOSERS = " \"'”’»“›)]}"


@dataclass(frozen=True, slots=True)
class TextBlock:
    """The rich text (HTML) of one block of a take; `kind` is what its sentences are."""

    block_id: str
    html: str
    kind: ClaimKind = "claim"


def claims(blocks: Iterable[TextBlock]) -> list[Claim]:
    """The claims of a take in reading order, numbered from 1; headings and questions are none.

    A citation belongs to the sentence it stands in, or, after a full stop, to the one before it. A citation
    whose id is no number cites card 0, which does not exist.
    """
    found: list[Claim] = []
    for block in blocks:
        parser = _Units()
        parser.feed(_UNCLOSED.sub("&lt;", block.html))
        parser.close()
        parser.finish_unit()
        for marked, card_ids in parser.units:
            for text, cited in _sentences_of(marked, card_ids):
                found.append(Claim(block.block_id, len(found) + 1, text, cited, block.kind))
    return found


@dataclass(slots=True)
class _Open:
    """The unit being read: its text, with a mark where a citation stood, and the cards of the marks."""

    pieces: list[str] = field(default_factory=list)
    card_ids: list[int] = field(default_factory=list)


class _Units(HTMLParser):
    """Cuts HTML into units of prose: a paragraph, a list item, a table cell, a quote."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units: list[tuple[str, list[int]]] = []
        self._open = _Open()
        self._silent: list[str] = []
        self._marker: list[str] | None = None
        self._raised = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNITS or tag in _SILENT:
            self.finish_unit()
        if tag in _UNITS:
            # Markup that forgot to close a heading must not silence what follows it.
            ended = _SILENT if tag in _ROWS else _HEADINGS
            self._silent = [silent for silent in self._silent if silent not in ended]
        if tag in _SILENT:
            self._silent.append(tag)
        elif tag == "br":
            self._open.pieces.append(" ")
        elif tag == "sup":
            self._raised += 1
        elif tag == "a":
            self._finish_marker()
            given = dict(attrs)
            if given.get("linktype") == "citation" and not self._silent:
                self._open.pieces.append(_MARK)
                self._open.card_ids.append(_card_id(given.get("id")))
                self._marker = []

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNITS or tag in _SILENT:
            self.finish_unit()
        if tag in self._silent:
            self._silent.remove(tag)
        elif tag == "sup":
            self._raised = max(0, self._raised - 1)
        elif tag == "a":
            self._finish_marker()

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        text = data.replace(_MARK, "")
        pieces = self._open.pieces if self._marker is None else self._marker
        pieces.append(text.translate(_SUPERSCRIPT) if self._raised else text)

    def _finish_marker(self) -> None:
        shown = "".join(self._marker or ())
        if not _MARKER.fullmatch(shown):
            self._open.pieces.append(shown)
        self._marker = None

    def finish_unit(self) -> None:
        self._finish_marker()
        marked = "".join(self._open.pieces)
        if marked.strip():
            self.units.append((marked, self._open.card_ids))
        self._open = _Open()


def _card_id(given: str | None) -> int:
    if given is None or not re.fullmatch(r"[0-9]{1,19}", given.strip()):
        return 0
    number = int(given)
    return number if number <= _LARGEST_ID else 0


def _sentences_of(marked: str, card_ids: list[int]) -> list[tuple[str, tuple[int, ...]]]:
    text, places = _plain(marked)
    spans = sentences(text)
    cited: list[list[int]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for place, card_id in zip(places, card_ids, strict=True):
        at = max(0, bisect_left(starts, place) - 1)
        if cited and card_id not in cited[at]:
            cited[at].append(card_id)
    found = ((text[span.start : span.end], tuple(ids)) for span, ids in zip(spans, cited, strict=True))
    return [(sentence, ids) for sentence, ids in found if _asserts(sentence)]


def _asserts(sentence: str) -> bool:
    return not sentence.rstrip(_CLOSERS).endswith("?") and any(map(str.isalnum, sentence))


def _plain(marked: str) -> tuple[str, list[int]]:
    """The text without marks, tidied where they stood, and the offset of every citation in it."""
    marked = _IN_BRACKETS.sub(r"\1", re.sub(r"\s+", " ", marked))
    marked = _IN_BRACKETS.sub(r"\1", _CLUSTER.sub(lambda match: _MARK * match.group().count(_MARK), marked))
    pieces: list[str] = []
    places: list[int] = []
    length, at, last = 0, 0, ""
    for cluster in re.finditer(rf"\s*({_MARK}+)", marked):
        before = marked[at : cluster.start()]
        last = before[-1:] or last
        length += len(before)
        places += [length] * len(cluster.group(1))
        at = cluster.end()
        following = marked[at : at + 1]
        apart = cluster.group()[0] == " " or last in ".!?"
        space = " " if apart and following not in " .,;:!?)]}”’»" else ""
        pieces += [before, space]
        length += len(space)
    return "".join([*pieces, marked[at:]]), places

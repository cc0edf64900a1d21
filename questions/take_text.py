"""What a take says, read from whatever copy is at hand: the row, a revision's object, a form's instance.

Reads only the object's own text, so models may use it as well as use cases.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from questions.models.take import Take

_PARAGRAPHS = frozenset({"p", "li", "ul", "ol", "blockquote", "br"})


@dataclass(frozen=True, slots=True)
class SectionText:
    """One section as stored: `html` is rich text with citations."""

    id: str
    kind: str
    heading: str
    html: str


@dataclass(frozen=True, slots=True)
class TripWireText:
    """One condition and the id of the position that it would move the verdict to."""

    towards: int | None
    text: str


def sections_of(take: Take) -> tuple[SectionText, ...]:
    """The sections of the body in order."""
    return tuple(
        SectionText(
            id=str(block.id or ""),
            kind=str(block.value["kind"] or ""),
            heading=str(block.value["heading"] or ""),
            html=str(getattr(block.value["text"], "source", block.value["text"]) or ""),
        )
        for block in take.body
        if block.block_type == "section"
    )


def trip_wires_of(take: Take) -> tuple[TripWireText, ...]:
    """The trip-wires in the editor's order."""
    wires = sorted(take.trip_wires.all(), key=lambda wire: wire.sort_order or 0)
    return tuple(TripWireText(towards=wire.towards_id, text=wire.text) for wire in wires)


def take_text_hash(take: Take) -> str:
    """sha256 in hex over what the audit reads: answer, sections, trip-wires and the window's days."""
    said: dict[str, Any] = {
        "answer": take.answer,
        "sections": [[part.id, part.kind, part.heading, part.html] for part in sections_of(take)],
        "trip_wires": [wire.text for wire in trip_wires_of(take)],
        "window": [_day(take.window_from), _day(take.window_to)],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def prose_of(take: Take) -> str:
    """The take as readers read it: answer, headings, sentences, trip-wires as plain text without citations.

    Two copies that read the same give the same prose, however an editor's tool wrote their markup.
    """
    parts = [take.answer]
    for section in sections_of(take):
        parts += [section.heading, plain(section.html)]
    parts += [wire.text for wire in trip_wires_of(take)]
    return "\n".join(re.sub(r"\s+", " ", part).strip() for part in parts if part.strip())


def plain(html: str) -> str:
    """The words of a rich text, without the refs that citations show."""
    reader = _Words()
    reader.feed(html)
    reader.close()
    text = re.sub(r"\s+", " ", "".join(reader.parts))
    return re.sub(r" (?=[.,;:!?])", "", text).strip()


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


class _Words(HTMLParser):
    """Collects text outside citations."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._in_citation = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Part paragraphs; enter a citation."""
        if tag in _PARAGRAPHS:
            self.parts.append(" ")
        elif tag == "a":
            self._in_citation = dict(attrs).get("linktype") == "citation"

    def handle_endtag(self, tag: str) -> None:
        """Leave a citation."""
        if tag == "a":
            self._in_citation = False

    def handle_data(self, data: str) -> None:
        """Keep words."""
        if not self._in_citation:
            self.parts.append(data)

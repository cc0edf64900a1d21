"""What a take says, read for comparison: its sentences with the refs that they cite."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from questions.audit.sentences import sentences
from questions.snapshot import ConditionRecord, Named, Snapshot

_UNITS = frozenset({"p", "li", "ul", "ol", "blockquote"})
_SOURCE = re.compile(r"#source-([0-9]{1,4})")
_NO_SPACE_BEFORE = (" ", ".", ",", ";", ":", "!", "?", ")")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence without its citations, and the refs that it cites in their order."""

    text: str
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A section."""

    id: str
    kind: str
    heading: str
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        """All of it, for a look at how alike two are."""
        return " ".join([self.heading, *(sentence.text for sentence in self.sentences)])


@dataclass(frozen=True, slots=True)
class Wire:
    """A trip-wire: the position it moves the verdict to, when, and what is checked of it nightly, if anything."""

    towards: str
    label: str
    text: str
    condition: ConditionRecord | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """The words of a take, whether it is a version, a draft on the desk or what a drafter handed over."""

    verdict: str
    answer: str
    passages: tuple[Passage, ...]
    wires: tuple[Wire, ...]


def edition_of(snapshot: Snapshot) -> Edition:
    """The words of a published version."""
    refs = {source["n"]: source["ref"] for source in snapshot["sources"]}
    return Edition(
        verdict=snapshot["verdict"]["label"],
        answer=snapshot["answer"],
        passages=tuple(
            Passage(section["id"], section["kind"], section["heading"], read(section["html"], refs))
            for section in snapshot["sections"]
        ),
        wires=tuple(
            wire_of(wire["towards"], wire["text"], wire.get("condition")) for wire in snapshot["trip_wires"]
        ),
    )


def wire_of(towards: Named, text: str, condition: ConditionRecord | None = None) -> Wire:
    """A trip-wire towards a position."""
    return Wire(towards["slug"], towards["label"], text, condition)


def read(html: str, refs: Mapping[int, str]) -> tuple[Sentence, ...]:
    """The sentences of a rendered section. A citation belongs to the sentence that it stands in or behind."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.finish()
    return tuple(sentence for text, cites in reader.units for sentence in _sentences(text, cites, refs))


def _sentences(text: str, cites: Sequence[tuple[int, int]], refs: Mapping[int, str]) -> list[Sentence]:
    spans = sentences(text)
    found: list[list[str]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for place, number in cites:
        at = max(0, bisect_left(starts, place) - 1)
        if found and number in refs:
            found[at].append(refs[number])
    return [
        Sentence(text[span.start : span.end], tuple(dict.fromkeys(cited)))
        for span, cited in zip(spans, found, strict=True)
    ]


class _Reader(HTMLParser):
    """Cuts a section into paragraphs, with the offset of each citation in them."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.units: list[tuple[str, list[tuple[int, int]]]] = []
        self._text = ""
        self._cites: list[tuple[int, int]] = []
        self._in_citation = self._after_citation = self._space = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Part paragraphs; note a citation."""
        if tag in _UNITS:
            self.finish()
        elif tag == "br":
            self._say(" ")
        elif tag == "a":
            source = _SOURCE.fullmatch(dict(attrs).get("href") or "")
            if source is not None:
                self._cite(int(source[1]))

    def handle_endtag(self, tag: str) -> None:
        """Leave a paragraph or a citation."""
        if tag in _UNITS:
            self.finish()
        elif tag == "a":
            self._in_citation = False

    def handle_data(self, data: str) -> None:
        """Keep words outside citations."""
        if not self._in_citation:
            self._say(re.sub(r"\s+", " ", data))

    def finish(self) -> None:
        """Close the paragraph that is open."""
        text = self._text.rstrip()
        if text:
            self.units.append((text, self._cites))
        self._text, self._cites, self._after_citation, self._space = "", [], False, False

    def _cite(self, number: int) -> None:
        self._space = self._space or self._text.endswith(" ")
        self._text = self._text.rstrip()
        self._cites.append((len(self._text), number))
        self._in_citation = self._after_citation = True

    def _say(self, text: str) -> None:
        """Where a citation stood there is one space at most, and none before a stop."""
        if self._after_citation and text:
            parted = self._space or self._text.endswith((".", "!", "?"))
            text = f" {text}" if parted and not text.startswith(_NO_SPACE_BEFORE) else text
            self._after_citation = self._space = False
        if not self._text or self._text.endswith(" "):
            text = text.lstrip(" ")
        self._text += text

"""A version as Markdown: what is read elsewhere keeps its label, its sources and its licence."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from html.parser import HTMLParser

from evidence.api.base import LicenceRecord
from evidence.api.describing import DisclosureRecord
from questions.conditions import condition_words
from questions.snapshot import Snapshot, SourceRecord

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+[.)])", re.MULTILINE)
_SOURCE = re.compile(r"#source-([0-9]{1,4})")
_AROUND = {"b": "**", "strong": "**", "i": "*", "em": "*"}


def escaped(text: str) -> str:
    """Text on one line in which nothing is Markdown or HTML."""
    flat = _SPECIAL.sub(r"\\\1", " ".join(text.split()))
    return _LINE_START.sub(r"\1\\\2", flat)


def take_markdown(
    snapshot: Snapshot,
    *,
    label: DisclosureRecord,
    withdrawn: Collection[int],
    licence: LicenceRecord,
    url: str,
    content_hash: str,
) -> str:
    """The whole version. `withdrawn` holds the numbers of sources whose cards were withdrawn since."""
    lines = [
        f"# {escaped(snapshot['question']['title'])}",
        f"**{escaped(label['mark'])}.** {escaped(' '.join(label['sentences']))}",
        f"Verdict: **{escaped(snapshot['verdict']['label'])}** "
        f"(version {snapshot['number']}, {snapshot['published_at']})",
        escaped(snapshot["answer"]),
        *_sections(snapshot),
        *_trip_wires(snapshot),
        "## Sources",
        *(_source(source, source["n"] in withdrawn) for source in snapshot["sources"]),
        "---",
        f"<{url}> · sha256 `{content_hash}` · {escaped(licence['name'])} <{licence['url']}> · "
        f"{escaped(licence['excerpts'])}",
    ]
    return "\n\n".join(line for line in lines if line) + "\n"


def _sections(snapshot: Snapshot) -> Iterator[str]:
    for section in snapshot["sections"]:
        if section["heading"]:
            yield f"## {escaped(section['heading'])}"
        writer = _Writer()
        writer.feed(section["html"])
        writer.close()
        yield writer.text()


def _trip_wires(snapshot: Snapshot) -> Iterator[str]:
    if snapshot["trip_wires"]:
        yield "## What would change it"
    for wire in snapshot["trip_wires"]:
        checked = condition_words(wire.get("condition"))
        note = f" *Checked nightly: {escaped(checked)}.*" if checked else ""
        yield f"- Towards **{escaped(wire['towards']['label'])}**: {escaped(wire['text'])}{note}"


def _source(source: SourceRecord, withdrawn: bool) -> str:
    mark = f"[^{source['n']}]: {escaped(source['ref'])}"
    if withdrawn:
        return f"{mark}, withdrawn"
    links = " ".join(f"<{link['url']}>" for link in source["links"] if not re.search(r"[\s<>]", link["url"]))
    said = f"{escaped(source['source']['label'])}, {source['published_on']}: {escaped(source['headline'])}"
    return f"{mark}, {said} {links or 'no link on file'}"


class _Writer(HTMLParser):
    """The few tags that sections are made of."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []
        self._lists: list[int | None] = []
        self._in_cite = False

    def text(self) -> str:
        """What was written, blank lines between blocks."""
        return re.sub(r"\n{3,}", "\n\n", "".join(self._parts)).strip()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open a block, a mark or a citation."""
        if tag in _AROUND:
            self._parts.append(_AROUND[tag])
        elif tag == "p":
            self._parts.append("\n\n")
        elif tag == "br":
            self._parts.append("  \n")
        elif tag in ("ul", "ol"):
            self._lists.append(1 if tag == "ol" else None)
        elif tag == "li":
            self._parts.append(f"\n{'  ' * (len(self._lists) - 1)}{self._bullet()} ")
        elif tag == "a":
            found = _SOURCE.fullmatch(dict(attrs).get("href") or "")
            self._in_cite = found is not None
            self._parts.append(f"[^{found[1]}]" if found else "")

    def handle_endtag(self, tag: str) -> None:
        """Close it."""
        if tag in _AROUND:
            self._parts.append(_AROUND[tag])
        elif tag in ("p", "ul", "ol"):
            self._parts.append("\n\n")
            if tag != "p" and self._lists:
                self._lists.pop()
        elif tag == "a":
            self._in_cite = False

    def handle_data(self, data: str) -> None:
        """Text, with Markdown's own signs escaped; a citation's number is written already."""
        if self._in_cite:
            return
        before, after = (" " if data[:1].isspace() else ""), (" " if data[-1:].isspace() else "")
        words = escaped(data)
        self._parts.append(f"{before}{words}{after}" if words else before)

    def _bullet(self) -> str:
        number = self._lists[-1] if self._lists else None
        if number is None:
            return "-"
        self._lists[-1] = number + 1
        return f"{number}."

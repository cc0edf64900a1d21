"""What markup a take's text may hold: exactly what its editor offers.

The audit and the public page read the same text with different parsers. With nothing else in it than these
tags and attributes there is no text that one of them shows and the other does not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

_TAGS = frozenset({"a", "b", "br", "em", "i", "li", "ol", "p", "strong", "ul"})
_VALUES = {
    "data-block-key": re.compile(r"[\w-]{1,40}"),
    "linktype": re.compile(r"citation"),
    "id": re.compile(r"[0-9]{1,19}"),
}
_OF_LINKS = frozenset({"linktype", "id"})


def foreign_markup(html: str) -> list[str]:
    """Tags and attributes of a rich text that its editor does not offer; empty for what the editor wrote."""
    reader = _Tags()
    reader.feed(html)
    reader.close()
    declarations = ["<!"] if "<!" in html else ["<?"] if "<?" in html else []
    return [*declarations, *dict.fromkeys(reader.foreign)]


class _Tags(HTMLParser):
    """Notes what does not belong."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.foreign: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Hold the tag and each attribute against what is offered."""
        if tag not in _TAGS:
            self.foreign.append(tag)
        if tag == "a" and ("linktype", "citation") not in attrs:
            self.foreign.append("a")
        self.foreign += _foreign_attributes(tag, attrs)


def _foreign_attributes(tag: str, attrs: list[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in attrs:
        pattern = _VALUES.get(name)
        known = pattern is not None and pattern.fullmatch(value or "") is not None
        if not known or (name in _OF_LINKS and tag != "a"):
            yield f"{tag} {name}"

"""Texts of cards that read as if they were meant for a machine. Pure: patterns over text, nothing is obeyed.

A flagged card stays evidence. Editors are shown what was found wherever they judge the card or what was drafted
from it; a model sees it as data like every other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import Protocol

from evidence.suspicious import HIDES, LINES, PROSE


def _compiled(
    written: tuple[tuple[str, tuple[str, ...]], ...],
) -> tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]:
    return tuple(
        (reason, tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
        for reason, patterns in written
    )


_IN_PROSE, _IN_LINES = _compiled(PROSE), _compiled(LINES)
# Flags of England, Scotland and Wales are spelt with tags; nothing else is.
_FLAG = re.compile("\U0001f3f4[\U000e0020-\U000e007e]+\U000e007f")
_TAGS = re.compile("[\U000e0000-\U000e007f]")
# No reader sees these. The joiners belong to the spelling of several languages and to emoji.
_UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff]"
)
_TURNS = re.compile(
    "[\u202d\u202e\u2060-\u2064\U000e0000-\U000e007f]|(?<=[a-z])[\u200b-\u200d](?=[a-z])", re.IGNORECASE
)
# Marks of direction belong into texts that are written from right to left.
_LEANS = re.compile("[\u200e\u200f\u202a-\u202c\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff]")
MOST_FLAGS = 50
SHOWN = 160
# Of longer texts the rest is left: what a model is sent of a card is shorter.
MOST_READ = 8_000


class Screened(Protocol):
    """A card as it is screened."""

    @property
    def ref(self) -> str | None:
        """Its public name, if it has one."""
        ...

    @property
    def headline(self) -> str:
        """What it is called."""
        ...

    @property
    def excerpt(self) -> str:
        """What the source says, in brief."""
        ...

    @property
    def stored_text(self) -> str:
        """What the source says, at length."""
        ...


@dataclass(frozen=True, slots=True)
class Flag:
    """A stretch of one card that looks like an instruction; `text` shows it with a little around it."""

    ref: str
    field: str
    reason: str
    text: str

    def to_json(self) -> dict[str, str]:
        """As a run keeps it among its findings."""
        return {"kind": "instruction_in_card", **asdict(self)}


def screen(cards: Iterable[tuple[Screened, str]]) -> list[Flag]:
    """The first fifty stretches, one per card, field and reason; each card comes with its source's name."""
    found: list[Flag] = []
    for card, source in cards:
        fields = (("headline", card.headline), ("excerpt", card.excerpt), ("text", card.stored_text))
        for name, text in (*fields, ("source", source)):
            found += [Flag(card.ref or "", name, reason, shown) for reason, shown in suspicions(text)]
        if len(found) >= MOST_FLAGS:
            break
    return found[:MOST_FLAGS]


def suspicions(text: str) -> Iterator[tuple[str, str]]:
    """Each reason that a text gives, once, with the stretch that gives it; hidden characters as codes.

    White space, compatible characters, hidden characters and tags are folded before any wording is looked for.
    """
    read = text[:MOST_READ].lstrip("\ufeff")
    lines = _folded(read)
    line = " ".join(lines.split())
    for folded, patterns in ((line, _IN_PROSE), (lines, _IN_LINES)):
        for reason, wordings in patterns:
            match = next((found for each in wordings if (found := each.search(folded))), None)
            if match is not None:
                yield reason, _shown(folded, match.start(), match.end())
    hidden = _hidden(read)
    if hidden is not None:
        yield HIDES, _shown(read, *hidden.span())


def _folded(text: str) -> str:
    """What a model would read: tags as the letters that they stand for, unseen characters gone."""
    spelt = _TAGS.sub(lambda tag: _letter(tag.group()), _FLAG.sub("", text))
    return unicodedata.normalize("NFKC", _UNSEEN.sub("", spelt.replace("\u200b", ""))).replace("\r", "\n")


def _letter(tag: str) -> str:
    code = ord(tag) - 0xE0000
    return chr(code) if 0x20 <= code < 0x7F else ""


def _hidden(text: str) -> re.Match[str] | None:
    without_flags = _FLAG.sub(lambda flag: "\U0001f3f4" * len(flag.group()), text)
    turned = _TURNS.search(without_flags)
    if turned is not None or _RIGHT_TO_LEFT.search(text):
        return turned
    return _LEANS.search(text)


def _shown(text: str, start: int, end: int) -> str:
    around = text[max(0, start - 30) : end + 60].strip()
    return "".join(map(_visible, around))[:SHOWN]


def _visible(character: str) -> str:
    return character if character.isprintable() or character in "\n\t" else f"\\u{ord(character):04x}"

"""How a card's words become a sentence of a take: attributed, quoted where they are the source's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from questions.audit.sentences import sentences
from questions.drafting.casing import Casing

SHORTEST = 20
LONGEST = 400
_OPENERS = "“„«\"'‘"
_MARKS = frozenset('“”„«»"')
_PLURAL_NOUN = re.compile(r"(?:^|\s)[a-z]\w*s$")
_ATTRIBUTED = re.compile(
    r"\b(?:according\sto|announced|described|noted|posted|reported|reports|said|says|told|wrote|writes)\b",
    re.IGNORECASE,
)
_ABBREVIATED = re.compile(r"\b(?:[A-Z]|Inc|Ltd|Co|Corp)\.$")


def clean(text: str) -> str:
    """The text on one line, without control, formatting and private characters."""
    spaced = "".join(character if not character.isspace() else " " for character in text)
    kept = (
        character for character in spaced if character == " " or unicodedata.category(character)[0] != "C"
    )
    return " ".join("".join(kept).split())


def statements(text: str) -> list[str]:
    """The sentences of a source text that assert something and are of a length to be told."""
    found = []
    tidy = clean(text)
    for span in sentences(tidy):
        sentence = tidy[span.start : span.end]
        if SHORTEST <= len(sentence) <= LONGEST and not sentence.rstrip(_OPENERS + "”»’)").endswith("?"):
            found.append(sentence)
    return found


def reported(source: str, sentence: str, lead: str, turn: int, casing: Casing) -> Iterator[str]:
    """Ways to tell what a source says in the desk's words, best first; `turn` rotates, `lead` opens them.

    A sentence that names its source or whoever it quotes is told as it stands.
    """
    inner = casing.moved(sentence)
    if source.casefold() in sentence.casefold() or _ATTRIBUTED.search(sentence):
        if lead and inner:
            yield lead + _stopped(inner)
        yield _stopped(sentence)
        return
    if lead:
        yield from _led(source, inner, lead)
    yield from _turned(_framed(source, sentence, inner), turn)
    yield _stopped(sentence)


def quoted(source: str, sentence: str, lead: str, turn: int, casing: Casing) -> Iterator[str]:
    """Ways to give a source's own words, best first.

    A sentence with quotation marks of its own tells already whose words are whose, and gets no second pair.
    """
    if _MARKS & set(sentence):
        yield from reported(source, sentence, lead, turn, casing)
        return
    if lead:
        yield f"{lead}{source} writes: “{sentence}”"
    frames = [f"{source} writes: “{sentence}”", f"In the words of {source}: “{sentence}”"]
    bare = _bare(sentence)
    if bare:
        frames.append(f"“{bare},” writes {source}.")
    yield from _turned(frames, turn)


def _led(source: str, inner: str | None, lead: str) -> Iterator[str]:
    if inner and not _PLURAL_NOUN.search(source):
        yield f"{lead}{source} reports that {_stopped(inner)}"
    if inner:
        yield f"{lead}{_stopped(inner)}"


def _framed(source: str, sentence: str, inner: str | None) -> list[str]:
    frames = []
    bare = _bare(sentence)
    plural = _PLURAL_NOUN.search(source) is not None
    if inner and not plural:
        frames.append(f"{source} reports that {_stopped(inner)}")
    if bare:
        frames.append(f"{bare}, according to {source}.")
    if inner:
        frames.append(f"According to {source}, {_stopped(inner)}")
    if bare and not plural:
        frames.append(f"{bare}, {source} reports.")
    return frames


def _turned(frames: list[str], turn: int) -> list[str]:
    at = turn % len(frames) if frames else 0
    return frames[at:] + frames[:at]


def _bare(sentence: str) -> str | None:
    """The sentence without its full stop; None where the stop belongs to an abbreviation or a quotation."""
    if not sentence.endswith(".") or sentence.endswith("..") or _ABBREVIATED.search(sentence):
        return None
    return sentence[:-1]


def _stopped(sentence: str) -> str:
    return sentence if sentence.rstrip("”»’\"')").endswith((".", "!", "…")) else f"{sentence}."


def joined(parts: list[str]) -> str:
    """An enumeration: a, b and c."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)

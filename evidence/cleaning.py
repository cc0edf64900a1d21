"""Text from outside as plain text: no markup, no control characters, nothing that reorders what is seen."""

from __future__ import annotations

import re
import unicodedata

# Controls but tab and newline, lone surrogates, bidi embeddings, overrides and isolates, invisible tag
# characters, zero-width space and byte order mark.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200b\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f]"
)
_TAG = re.compile(r"<+[A-Za-z/!?][^<>]*>")
_TAG_START = re.compile(r"<+(?=[A-Za-z/!?])")
_LINE_BREAK = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_BLANK_LINES = re.compile(r"\n{3,}")
_SPACES = re.compile(r"[^\S\n]+")
_NESTED_TAGS = 4


def clean_line(text: str) -> str:
    """Plain text on one line, spaces collapsed."""
    return " ".join(clean_text(text).split())


def clean_text(text: str) -> str:
    """Plain text with its paragraphs: at most one blank line between them, none around."""
    text = _LINE_BREAK.sub("\n", text)
    text = without_markup(unicodedata.normalize("NFC", _UNWANTED.sub("", text)))
    lines = (_SPACES.sub(" ", line).strip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def without_markup(text: str) -> str:
    """The text without tags; `5 < 6` stays. Linear in the length, however deep tags are nested."""
    for _ in range(_NESTED_TAGS):
        stripped = _TAG.sub("", text)
        if stripped == text:
            return text
        text = stripped
    return _TAG_START.sub("", text) if _TAG.search(text) else text

"""Numbers that are part of a name: "Article 6", "Gemini 3", "the 910C"; masked as figures, they are compared here."""

import re
from collections.abc import Iterator, Sequence

from .evidence import ReadCard
from .names import Name
from .shapes import Span
from .wording import FAMILIES

_HEADS = "|".join(sorted(FAMILIES, key=len, reverse=True))
_NAMED = re.compile(
    rf"(?<![\w.-])(?P<head>{_HEADS})[\s\u00a0-](?P<number>\d{{1,4}}(?:\.\d{{1,3}})?)(?P<letter>[A-Z]?)(?![\w%]|[.,:]\d)"
    r"(?!\s(?:percent|per\scent|million|billion|trillion|days?|weeks?|months?|years?|hours?|times|of)\b)"
)
_LISTED = r"s?[\s\u00a0-](?:\d+(?:\.\d+)?[A-Z]?(?:,\s|\s(?:and|or|to)\s|,\s(?:and|or)\s|[-–—]))*"


def misnumbered(text: str, cards: Sequence[ReadCard]) -> Iterator[tuple[Name, list[str]]]:
    """The numbered names that the cards have with other numbers, and never with this one."""
    if not any(map(str.isdigit, text)):
        return
    for match in _NAMED.finditer(text):
        number = match["number"] + match["letter"]
        head = rf"(?<!\w){re.escape(match['head'])}{_LISTED}"
        this = re.compile(rf"{head}{re.escape(number)}(?!\w|\.\d)", re.IGNORECASE)
        texts = [written for entry in cards for _, written in entry.fields]
        if any(map(this.search, texts)):
            continue
        if any(re.search(rf"{head}\d", written, re.IGNORECASE) for written in texts):
            yield Name(Span(*match.span()), match.group()), [number]

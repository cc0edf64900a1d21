"""A draft's sentences as the rich text that editors work on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from questions.drafting.drafter import DraftSentence


def paragraph(sentences: Sequence[DraftSentence], refs: Mapping[int, str]) -> str:
    """One paragraph; every sentence is followed by its citations. All text is escaped."""
    return (
        "<p>" + " ".join(escape(each.text) + _citations(each.card_ids, refs) for each in sentences) + "</p>"
    )


def rich_text(paragraphs: Iterable[Sequence[DraftSentence]], refs: Mapping[int, str]) -> str:
    """The text of one section; `refs` are the public refs of cards by id."""
    return "".join(paragraph(sentences, refs) for sentences in paragraphs if sentences)


def _citations(card_ids: Iterable[int], refs: Mapping[int, str]) -> str:
    return "".join(
        f'<a linktype="citation" id="{card_id}">[{escape(refs[card_id])}]</a>'
        for card_id in dict.fromkeys(card_ids)
    )

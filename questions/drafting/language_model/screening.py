"""Texts of cards that read as if they were meant for a machine. Pure: patterns over text, nothing is obeyed.

A flagged card stays evidence. The editor is shown what was found; a model sees it as data like every other.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from questions.drafting.brief import BriefCard

_I = re.IGNORECASE
_OBJECT = r"(?:instructions?|prompts?|rules?|guidelines?|directions?|commands?|context|training)"
PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "sets instructions aside",
        re.compile(
            rf"\b(?:ignore|disregard|forget|override|bypass)\b[^.!?\n]{{0,60}}\b{_OBJECT}\b"
            r"|\b(?:ignore|disregard|forget) (?:all|everything|anything)\b[^.!?\n]{0,30}"
            r"\b(?:above|before|previous)",
            _I,
        ),
    ),
    (
        "speaks to a model",
        re.compile(
            r"\b(?:you are|act as|pretend to be|behave as|roleplay as) (?:now )?(?:an?|the)[^.!?\n]{0,30}"
            r"\b(?:assistant|model|chatbot|bot|llm|ai|gpt|drafter)\b"
            r"|\b(?:dear|hey|attention|note to)[ ,:]{1,3}(?:the )?"
            r"(?:ai|llm|llms|language models?|assistants?|chatbots?)\b"
            r"|\bas an? (?:ai|large|language)[ -](?:language )?(?:model|assistant)\b"
            r"|\b(?:developer|dan|god|jailbreak) mode\b|\bjailbreak\b",
            _I,
        ),
    ),
    (
        "orders an answer",
        re.compile(
            r"\b(?:respond|reply|answer|output|return|print|write)\b[^.!?\n]{0,20}"
            r"\b(?:only|exactly|with|nothing but)\b"
            r"[^.!?\n]{0,40}\b(?:json|words?|following|verdict|yes|no|text|phrase)\b"
            r"|\b(?:set|choose|pick|select|change|make|declare|give|return)\b[^.!?\n]{0,20}"
            r"\b(?:the |your )?verdict\b"
            r"|\byour (?:new )?(?:task|job|goal|role|instructions?) (?:is|are)\b"
            r"|\b(?:do not|don't|never|must not) (?:cite|mention|reveal|use|quote)\b[^.!?\n]{0,40}"
            r"\b(?:cards?|sources?|instructions?|prompt|evidence)\b",
            _I,
        ),
    ),
    (
        "names the prompt",
        re.compile(
            r"\b(?:system|developer|hidden|initial|previous|original) (?:prompt|message|instructions?)\b"
            r"|\b(?:reveal|repeat|print|show|leak)\b[^.!?\n]{0,30}\b(?:prompt|instructions)\b"
            r"|\bprompt injection\b",
            _I,
        ),
    ),
    (
        "imitates a conversation",
        re.compile(
            r"<\|?/?(?:im_start|im_end|system|assistant|user|endoftext|tool|instructions?)[^>\n]{0,20}\|?>"
            r"|\[/?(?:INST|SYS|SYSTEM)\]|<<SYS>>|(?:^|\n)\s*(?:system|assistant|user|human)\s*:\s"
            r"|(?:^|\n)\s*#{2,}\s*(?:system|instructions?|task|new)\b"
            r"|-{3,}\s*(?:begin|end)\b[^\n]{0,40}",
            _I,
        ),
    ),
    (
        "hides characters",
        re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]"),
    ),
)
MOST_FLAGS = 50
SHOWN = 160


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


def screen(cards: Iterable[BriefCard]) -> list[Flag]:
    """The first fifty stretches, one per card, field and reason, in the order of the cards."""
    found: list[Flag] = []
    for card in cards:
        fields = (("headline", card.headline), ("excerpt", card.excerpt), ("text", card.stored_text))
        for name, text in (*fields, ("source", card.source_name)):
            found += [Flag(card.ref, name, reason, shown) for reason, shown in suspicions(text)]
        if len(found) >= MOST_FLAGS:
            break
    return found[:MOST_FLAGS]


def suspicions(text: str) -> Iterator[tuple[str, str]]:
    """Each reason that a text gives, once, with the stretch that gives it; hidden characters as codes."""
    for reason, pattern in PATTERNS:
        match = pattern.search(text)
        if match is not None:
            start, end = max(0, match.start() - 30), min(len(text), match.end() + 60)
            yield reason, "".join(map(_visible, text[start:end].strip()))[:SHOWN]


def _visible(character: str) -> str:
    return character if character.isprintable() or character in "\n\t" else f"\\u{ord(character):04x}"

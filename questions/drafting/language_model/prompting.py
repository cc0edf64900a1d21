"""The words that are sent: a versioned file, filled with a brief whose cards are fenced off as data."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from string import Template

from questions.drafting.brief import Brief, BriefCard, BriefReading
from questions.drafting.choosing import strongest_first

CURRENT = "draft-2"
# Prompts of a time when cards were sent without their topics; they are filled as they were then.
WITHOUT_TOPICS = frozenset({"draft-1"})
FOLDER = Path(__file__).parent / "prompts"
MOST_CARDS = 120
MOST_TEXT = 1_200
MOST_EXCERPT = 4_000
MOST_PREVIOUS = 40_000
_PARTS = re.compile(r"^=== (\w+) ===\n", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Prompt:
    """A prompt file: its name, its sha256, and its parts."""

    name: str
    sha256: str
    instructions: str
    task: str
    mending: str


@dataclass(frozen=True, slots=True)
class Mending:
    """What the model handed over last, as it wrote it, and what is wrong with it."""

    previous: str
    problems: Sequence[str]


def recorded(name: str, sha256: str) -> Prompt | None:
    """The prompt of an earlier run, if its file is here and still the same byte by byte."""
    if name not in {path.stem for path in FOLDER.glob("*.md")}:
        return None
    prompt = load(name)
    return prompt if prompt.sha256 == sha256 else None


@cache
def load(name: str = CURRENT) -> Prompt:
    """Read a prompt; the hash is that of the whole file, byte by byte."""
    content = (FOLDER / f"{name}.md").read_bytes()
    pieces = _PARTS.split(content.decode("utf-8"))
    parts = dict(zip(pieces[1::2], (piece.strip("\n") for piece in pieces[2::2]), strict=True))
    return Prompt(name, hashlib.sha256(content).hexdigest(), **parts)


def shown_cards(brief: Brief) -> list[BriefCard]:
    """The cards that a model is given, newest first; if there are too many, the strongest with a side."""
    ordered = strongest_first([card for card in brief.cards if card.stance], brief)
    ordered += [card for card in brief.cards if not card.stance]
    return sorted(ordered[:MOST_CARDS], key=lambda card: (-card.published_on.toordinal(), -card.id))


def message(
    prompt: Prompt, brief: Brief, cards: Sequence[BriefCard], fence: str, mending: Mending | None = None
) -> str:
    """The user's message: the brief, and after a first answer what was wrong with it.

    `fence` is a word that nobody outside can guess; angle brackets inside data are escaped, so that no card
    can close its own fence.
    """
    text = Template(prompt.task).substitute(
        question=_line(brief.question),
        first=brief.first.isoformat(),
        last=brief.last.isoformat(),
        scale="\n".join(f"- {position.slug}: {_line(position.label)}" for position in brief.scale),
        standing=brief.standing or "none yet",
        ledger="\n".join(
            f"- {entry.count}{f' of {entry.of}' if entry.of is not None else ''} "
            f"{entry.noun_singular if entry.count == 1 else entry.noun_plural}: {_line(entry.label)}"
            for entry in brief.ledger
        ),
        fence=fence,
        indicators="\n".join(_fenced(_indicator(each), "indicator", fence) for each in brief.readings)
        or "There are none.",
        previous=_fenced(_data(asdict(brief.previous)), "previous", fence)
        if brief.previous
        else "There is none.",
        cards="\n".join(
            _fenced(_card(card, topics=prompt.name not in WITHOUT_TOPICS), "card", fence) for card in cards
        ),
    )
    if mending is None:
        return text
    again = Template(prompt.mending).substitute(
        fence=fence,
        previous=_fenced(_data(mending.previous[:MOST_PREVIOUS]), "answer", fence),
        problems="\n".join(f"- {_line(problem)}" for problem in mending.problems),
    )
    return f"{text}\n\n{again}"


def _card(card: BriefCard, *, topics: bool) -> str:
    told = {
        "ref": card.ref,
        "source": card.source_name,
        "published_on": card.published_on.isoformat(),
        "supports": card.stance,
        "headline": card.headline[:MOST_TEXT],
        "excerpt": card.excerpt[:MOST_EXCERPT],
        "text": card.stored_text[:MOST_TEXT],
    }
    return _data({**told, "topics": card.topics} if topics else told)


def _indicator(reading: BriefReading) -> str:
    return _data(
        {
            "slug": reading.slug,
            "name": reading.name,
            "value": reading.value,
            "counts": reading.noun_singular if reading.value == 1 else reading.noun_plural,
            "window_days": reading.window_days,
            "threshold": reading.threshold,
            "crossed_when": reading.comparison,
            "crossed": reading.crossed,
            "speaks_for": reading.speaks_for,
            "why": reading.why[:MOST_TEXT],
        }
    )


def _data(value: object) -> str:
    # JSON on one line, without angle brackets: whatever a stranger wrote stays inside its marks.
    written = json.dumps(value, ensure_ascii=False)
    return written.translate({ord("<"): "\\u003c", ord(">"): "\\u003e", 0x2028: "\\u2028", 0x2029: "\\u2029"})


def _fenced(data: str, what: str, fence: str) -> str:
    return f"<<<{what} {fence}>>>\n{data}\n<<<end {fence}>>>"


def _line(text: str) -> str:
    """One line without angle brackets."""
    return " ".join(text.replace("<", "‹").replace(">", "›").split())

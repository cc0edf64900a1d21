"""What a drafter is, and what it hands over."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:
    from datetime import datetime

    from questions.drafting.brief import Brief
    from questions.models import Run

SectionKind = Literal["answer", "for", "against", "uncertain", "other"]
ConditionKind = Literal["indicator_crosses", "indicator_uncrosses", "cards"]
DrafterKind = Literal["extractive", "model", "partner"]
Progress = Callable[[str], None]


class EvidenceTooThin(Exception):
    """Too few cards or sources for any verdict; the message gives the counts, for an editor."""


class DraftRefused(Exception):
    """The draft is refused whole; the message names what is wrong with it, for an editor.

    `code` is the name of the reason for programs.
    """

    code = "draft_refused"


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence in plain text, ended by its full stop, and the ids of the cards it rests on."""

    text: str
    card_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class DraftSection:
    """One section: paragraphs of sentences under a heading of its own."""

    kind: SectionKind
    heading: str
    paragraphs: tuple[tuple[DraftSentence, ...], ...]

    @property
    def sentences(self) -> tuple[DraftSentence, ...]:
        """All of them, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True, slots=True)
class DraftCondition:
    """What is to be checked nightly: an indicator's threshold, or `at_least` new cards of a stance, a topic or both."""

    kind: ConditionKind
    indicator_slug: str = ""
    position_slug: str = ""
    at_least: int | None = None
    topic_name: str = ""


@dataclass(frozen=True, slots=True)
class DraftTripWire:
    """A condition under which the verdict would move to the position with this slug."""

    position_slug: str
    text: str
    condition: DraftCondition | None = None


@dataclass(frozen=True, slots=True)
class Draft:
    """A verdict of the question's scale, its answer in one sentence, the sections and the trip-wires."""

    verdict_slug: str
    answer: str
    sections: tuple[DraftSection, ...]
    trip_wires: tuple[DraftTripWire, ...] = ()

    @property
    def card_ids(self) -> tuple[int, ...]:
        """Every card it cites, in order of first citation."""
        cited = [
            card_id
            for section in self.sections
            for sentence in section.sentences
            for card_id in sentence.card_ids
        ]
        return tuple(dict.fromkeys(cited))

    def to_json(self) -> dict[str, Any]:
        """What a run keeps as its output."""
        return asdict(self)


class Drafter(Protocol):
    """Whoever makes drafts."""

    name: str
    version: str
    kind: DrafterKind

    @property
    def description(self) -> str:
        """What it is, in a sentence or two for whoever chooses."""
        ...

    def for_run(self, run: Run, clock: Callable[[], datetime]) -> Callable[[Brief, Progress], Draft]:
        """What answers the brief of this run.

        Progress is called between steps and raises once the run ended. Raises EvidenceTooThin or
        DraftRefused.
        """
        ...

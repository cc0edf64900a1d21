"""What a model answered, once its form is right and before anybody believes a word of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from questions.drafting.drafter import SectionKind
from questions.drafting.wire_conditions import WrittenCondition


@dataclass(frozen=True, slots=True)
class AnsweredSentence:
    """One sentence and the refs that it names."""

    text: str
    cards: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnsweredSection:
    """Paragraphs of sentences under a heading."""

    kind: SectionKind
    heading: str
    paragraphs: tuple[tuple[AnsweredSentence, ...], ...]

    @property
    def sentences(self) -> tuple[AnsweredSentence, ...]:
        """All of them, in order."""
        return tuple(sentence for paragraph in self.paragraphs for sentence in paragraph)


@dataclass(frozen=True, slots=True)
class AnsweredWire:
    """What would move the verdict, and where to; `condition` is what a program can look for."""

    towards: str
    text: str
    condition: WrittenCondition | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """A verdict, the answer in a sentence, sections and trip-wires, as the model wrote them."""

    verdict: str
    answer: str
    sections: tuple[AnsweredSection, ...]
    trip_wires: tuple[AnsweredWire, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Every piece of prose with the name of its place."""
        yield "answer", self.answer
        for section in self.sections:
            yield f"heading of “{section.kind}”", section.heading
            for sentence in section.sentences:
                yield f"section “{section.kind}”", sentence.text
        for wire in self.trip_wires:
            yield "trip-wire", wire.text

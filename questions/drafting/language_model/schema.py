"""The form of an answer, as the model is told it and as its answer is read. Loaded by the worker only."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model

from questions.drafting.drafter import ConditionKind, SectionKind
from questions.drafting.language_model.answer import (
    Answer,
    AnsweredSection,
    AnsweredSentence,
    AnsweredWire,
)
from questions.drafting.wire_conditions import WrittenCondition

# Far above what is accepted later: it only keeps a runaway answer from costing time.
_Text = Annotated[str, Field(max_length=4_000)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class SentenceForm(_Form):
    """One sentence in plain text, ended by its full stop."""

    text: _Text
    cards: Annotated[list[_Text], Field(max_length=20, description="Refs of the cards that it rests on.")]


class ParagraphForm(_Form):
    """Sentences that belong together."""

    sentences: Annotated[list[SentenceForm], Field(max_length=100)]


class SectionForm(_Form):
    """One part of the argument."""

    kind: SectionKind
    heading: _Text
    paragraphs: Annotated[list[ParagraphForm], Field(max_length=100)]


class ConditionForm(_Form):
    """What a program looks for every night: an indicator's threshold, or so many new cards."""

    kind: ConditionKind
    indicator: Annotated[_Text | None, Field(description="The slug, for conditions on indicators.")] = None
    at_least: Annotated[int | None, Field(description="How many new cards, for conditions on cards.")] = None
    position: Annotated[_Text | None, Field(description="The position that the cards support.")] = None
    topic: Annotated[_Text | None, Field(description="The topic that the cards are on.")] = None

    def to_written(self) -> WrittenCondition:
        """The same without pydantic."""
        return WrittenCondition(**self.model_dump())


class WireForm(_Form):
    """A concrete observation that would move the verdict."""

    towards: _Text
    text: _Text
    condition: ConditionForm | None = None


class TakeForm(_Form):
    """A take on the question."""

    verdict: _Text
    answer: Annotated[_Text, Field(description="The answer in one sentence.")]
    sections: Annotated[list[SectionForm], Field(max_length=50)]
    trip_wires: Annotated[list[WireForm], Field(max_length=50)]

    def to_answer(self) -> Answer:
        """The same without pydantic; white space around refs is the model's, not ours."""
        return Answer(
            verdict=self.verdict,
            answer=self.answer,
            sections=tuple(
                AnsweredSection(
                    kind=section.kind,
                    heading=section.heading,
                    paragraphs=tuple(
                        tuple(
                            AnsweredSentence(each.text, tuple(ref.strip() for ref in each.cards))
                            for each in part.sentences
                        )
                        for part in section.paragraphs
                    ),
                )
                for section in self.sections
            ),
            trip_wires=tuple(
                AnsweredWire(wire.towards, wire.text, wire.condition.to_written() if wire.condition else None)
                for wire in self.trip_wires
            ),
        )


def take_form(slugs: tuple[str, ...]) -> type[TakeForm]:
    """The form for one scale: its verdict and its trip-wires can only name positions of it."""
    position = Literal[slugs]  # type: ignore[valid-type]
    wire = create_model("WireForm", __base__=WireForm, towards=(position, ...))
    wires = Annotated[list[wire], Field(max_length=50)]  # type: ignore[valid-type]
    return create_model("TakeForm", __base__=TakeForm, verdict=(position, ...), trip_wires=(wires, ...))


def what_is_wrong(error: ValidationError) -> str:
    """The first three faults of a form with their places; names that a model made up are cut and cleaned."""
    faults = error.errors(include_url=False, include_input=False, include_context=False)
    return "; ".join(f"{_place(fault['loc'])}: {fault['msg'][:200]}" for fault in faults[:3])


def _place(steps: tuple[int | str, ...]) -> str:
    written = ".".join(str(step)[:40] for step in steps) or "answer"
    return "".join(character if character.isprintable() else "?" for character in written)

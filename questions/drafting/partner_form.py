"""The form of a draft that a partner hands in: read strictly, faults named by JSON pointers (RFC 6901).

Pure: JSON values in, a form or faults out. What the words may say is judged later, against the brief.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, TypeVar, cast, get_args

from questions.blocks import SectionKind
from questions.drafting.drafter import ConditionKind
from questions.drafting.drafter import SectionKind as SectionName
from questions.drafting.language_model.answer import Answer, AnsweredSection, AnsweredSentence, AnsweredWire
from questions.drafting.language_model.validating import LONGEST, MOST_SECTIONS, MOST_SENTENCES, MOST_WIRES
from questions.drafting.wire_conditions import WrittenCondition

MOST_CARDS = 20
MOST_FAULTS = 50
CONDITION_KINDS: tuple[str, ...] = get_args(ConditionKind)
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?")
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]*")
_MODEL = re.compile(r"[0-9A-Za-z][0-9A-Za-z ./:@+_-]*")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")

# Stands for a required member that is not there: `members` has said so already.
_ABSENT = object()

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong at one place of the body; the pointer of the whole body is empty."""

    pointer: str
    detail: str


class BodyRefused(Exception):
    """The body cannot become a draft; `faults` names the first fifty places and reasons."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__("; ".join(f"{fault.pointer or '/'}: {fault.detail}" for fault in faults[:5]))
        self.faults = tuple(faults[:MOST_FAULTS])


@dataclass(frozen=True, slots=True)
class DrafterForm:
    """Which drafter made it, as the partner says; the model is empty where there is none."""

    name: str
    version: str
    model: str


@dataclass(frozen=True, slots=True)
class DraftForm:
    """A body of the right form; `window_to` is the last day of the evidence that it rests on."""

    answer: Answer
    drafter: DrafterForm
    window_to: date | None


def read_form(body: object) -> DraftForm:
    """The form that JSON values hold. Raises BodyRefused with every fault."""
    reader = _Reader()
    form = _body(reader, body)
    if reader.faults:
        raise BodyRefused(reader.faults)
    return form


def texts_of(answer: Answer) -> Iterator[tuple[str, str]]:
    """Every piece of prose with its pointer."""
    yield "/answer", answer.answer
    for n, section in enumerate(answer.sections):
        yield f"/sections/{n}/heading", section.heading
    for pointer, sentence in sentences_of(answer):
        yield f"{pointer}/text", sentence.text
    for n, wire in enumerate(answer.trip_wires):
        yield f"/trip_wires/{n}/text", wire.text


def sentences_of(answer: Answer) -> Iterator[tuple[str, AnsweredSentence]]:
    """Every sentence with its pointer."""
    for s, section in enumerate(answer.sections):
        for p, paragraph in enumerate(section.paragraphs):
            for n, sentence in enumerate(paragraph):
                yield f"/sections/{s}/paragraphs/{p}/{n}", sentence


@dataclass(slots=True)
class _Reader:
    """Reads values of the expected kinds and notes what is not."""

    faults: list[Fault] = field(default_factory=list)

    def fault(self, pointer: str, detail: str) -> None:
        self.faults.append(Fault(pointer, detail))

    def members(
        self, value: object, pointer: str, required: Sequence[str], optional: Sequence[str] = ()
    ) -> Mapping[str, Any]:
        """An object with these members and no others; empty when it is none."""
        if not isinstance(value, dict):
            self.fault(pointer, "must be an object.")
            return {}
        for name in value:
            if name not in required and name not in optional:
                known = ", ".join((*required, *optional))
                self.fault(f"{pointer}/{_escaped(name)}", f"is no field of a draft. Known here: {known}.")
        for name in required:
            if name not in value:
                self.fault(f"{pointer}/{name}", "is missing.")
        return value

    def items(
        self, value: object, pointer: str, read: Callable[[object, str], Item], *, least: int, most: int
    ) -> tuple[Item, ...]:
        """A list, each item read with its own pointer. One that is far too long is not read at all."""
        if not isinstance(value, list):
            if value is not _ABSENT:
                self.fault(pointer, "must be a list.")
            return ()
        if not least <= len(value) <= most:
            self.fault(pointer, f"must have {least} to {most} items, not {len(value)}.")
            return ()
        return tuple(read(item, f"{pointer}/{n}") for n, item in enumerate(value))

    def text(
        self, value: object, pointer: str, most: int, form: re.Pattern[str] | None = None, *, least: int = 1
    ) -> str:
        """Text of at most so many characters, and of this form where one is given."""
        if value is _ABSENT:
            return ""
        if not isinstance(value, str):
            self.fault(pointer, "must be text.")
        elif len(value) > most:
            self.fault(pointer, f"must have at most {most} characters, not {len(value)}.")
        elif len(value.strip()) < least:
            self.fault(pointer, "must not be empty.")
        elif _UNSTORABLE.search(value):
            self.fault(pointer, "holds a character that cannot be stored.")
        elif form is not None and not form.fullmatch(value):
            self.fault(pointer, f"must match {form.pattern}.")
        else:
            return value
        return ""


def _body(reader: _Reader, body: object) -> DraftForm:
    required = ("verdict", "answer", "sections", "drafter")
    found = reader.members(body, "", required, ("trip_wires", "window_to"))
    answer = Answer(
        verdict=reader.text(found.get("verdict", _ABSENT), "/verdict", 255),
        answer=reader.text(found.get("answer", _ABSENT), "/answer", LONGEST["answer"]),
        sections=reader.items(
            found.get("sections", _ABSENT),
            "/sections",
            partial(_section, reader),
            least=1,
            most=MOST_SECTIONS,
        ),
        trip_wires=reader.items(
            found.get("trip_wires", []), "/trip_wires", partial(_wire, reader), least=0, most=MOST_WIRES
        ),
    )
    count = sum(len(section.sentences) for section in answer.sections)
    if count > MOST_SENTENCES:
        reader.fault("/sections", f"must have at most {MOST_SENTENCES} sentences in all, not {count}.")
    drafter = _drafter(reader, found["drafter"]) if "drafter" in found else DrafterForm("", "", "")
    return DraftForm(answer, drafter, _window_to(reader, found.get("window_to")))


def _section(reader: _Reader, value: object, at: str) -> AnsweredSection:
    found = reader.members(value, at, ("kind", "paragraphs"), ("heading",))
    kind = reader.text(found.get("kind", _ABSENT), f"{at}/kind", 20)
    if kind and kind not in SectionKind.values:
        reader.fault(f"{at}/kind", f"must be one of: {', '.join(SectionKind.values)}.")
    paragraphs = reader.items(
        found.get("paragraphs", _ABSENT),
        f"{at}/paragraphs",
        partial(_paragraph, reader),
        least=1,
        most=MOST_SENTENCES,
    )
    heading = reader.text(found.get("heading", ""), f"{at}/heading", LONGEST["heading"], least=0)
    return AnsweredSection(cast(SectionName, kind), heading, paragraphs)


def _paragraph(reader: _Reader, value: object, at: str) -> tuple[AnsweredSentence, ...]:
    return reader.items(value, at, partial(_sentence, reader), least=1, most=MOST_SENTENCES)


def _sentence(reader: _Reader, value: object, at: str) -> AnsweredSentence:
    found = reader.members(value, at, ("text", "cards"))
    return AnsweredSentence(
        reader.text(found.get("text", _ABSENT), f"{at}/text", LONGEST["sentence"]),
        reader.items(
            found.get("cards", _ABSENT), f"{at}/cards", partial(_ref, reader), least=1, most=MOST_CARDS
        ),
    )


def _ref(reader: _Reader, value: object, at: str) -> str:
    return reader.text(value, at, 40)


def _wire(reader: _Reader, value: object, at: str) -> AnsweredWire:
    found = reader.members(value, at, ("towards", "text"), ("condition",))
    condition = found.get("condition")
    return AnsweredWire(
        reader.text(found.get("towards", _ABSENT), f"{at}/towards", 255),
        reader.text(found.get("text", _ABSENT), f"{at}/text", LONGEST["trip-wire"]),
        None if condition is None else _condition(reader, condition, f"{at}/condition"),
    )


def _condition(reader: _Reader, value: object, at: str) -> WrittenCondition | None:
    found = reader.members(value, at, ("kind",), ("indicator", "at_least", "position", "topic"))
    kind = reader.text(found.get("kind", _ABSENT), f"{at}/kind", 20)
    if kind not in CONDITION_KINDS:
        if kind:
            reader.fault(f"{at}/kind", f"must be one of: {', '.join(CONDITION_KINDS)}.")
        return None
    names = {
        name: None if (given := found.get(name)) is None else reader.text(given, f"{at}/{name}", 255)
        for name in ("indicator", "position", "topic")
    }
    count = found.get("at_least")
    if count is not None and (isinstance(count, bool) or not isinstance(count, int)):
        reader.fault(f"{at}/at_least", "must be a whole number.")
        count = None
    return WrittenCondition(cast(ConditionKind, kind), at_least=count, **names)


def _drafter(reader: _Reader, value: object) -> DrafterForm:
    found = reader.members(value, "/drafter", ("name", "version"), ("model",))
    model = found.get("model")
    return DrafterForm(
        name=reader.text(found.get("name", _ABSENT), "/drafter/name", 19, _NAME),
        version=reader.text(found.get("version", _ABSENT), "/drafter/version", 20, _VERSION),
        model="" if model is None else reader.text(model, "/drafter/model", 120, _MODEL),
    )


def _window_to(reader: _Reader, value: object) -> date | None:
    if value is None:
        return None
    text = reader.text(value, "/window_to", 10)
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        day = None
    if text and (day is None or not 1900 <= day.year <= 2199):
        reader.fault("/window_to", "must be a day like 2026-04-14.")
    return day


def _escaped(name: str) -> str:
    """A member's name inside a pointer, shortened, and without what an answer could not hold."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in name[:60])
    return clean.replace("~", "~0").replace("/", "~1")

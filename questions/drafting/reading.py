"""Briefs and drafts read back from the JSON that a run or a bundle keeps."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date
from html import escape
from typing import Any

from questions.drafting.brief import Brief, BriefCard, BriefPosition, BriefReading, PreviousTake
from questions.drafting.drafter import Draft, DraftCondition, DraftSection, DraftSentence, DraftTripWire
from questions.drafting.ledger import from_json
from questions.editions import Edition, Passage, Wire, read
from questions.snapshot import ConditionRecord, Named


class Unreadable(Exception):
    """The JSON is no brief or no draft of the form that this version of Assay writes."""


def read_brief(plain: Mapping[str, Any]) -> Brief:
    """The brief that `Brief.to_json` wrote; tombstones of cards are passed over. Raises Unreadable."""
    try:
        previous = plain["previous"]
        return Brief(
            **_of(
                Brief,
                plain,
                scale=tuple(BriefPosition(**_of(BriefPosition, place)) for place in plain["scale"]),
                first=date.fromisoformat(plain["first"]),
                last=date.fromisoformat(plain["last"]),
                cards=tuple(_card(card) for card in plain["cards"] if not card.get("withdrawn")),
                readings=tuple(_reading(reading) for reading in plain["readings"]),
                ledger=from_json(plain["ledger"]),
                previous=PreviousTake(**_of(PreviousTake, previous)) if previous else None,
            )
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"brief: {type(error).__name__} {error}") from error


def read_draft(plain: Mapping[str, Any]) -> Draft:
    """The draft that `Draft.to_json` wrote. Raises Unreadable."""
    try:
        return Draft(
            verdict_slug=plain["verdict_slug"],
            answer=plain["answer"],
            sections=tuple(_section(section) for section in plain["sections"]),
            trip_wires=tuple(
                DraftTripWire(wire["position_slug"], wire["text"], _condition(wire.get("condition")))
                for wire in plain["trip_wires"]
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Unreadable(f"draft: {type(error).__name__} {error}") from error


def draft_hash(draft: Draft) -> str:
    """sha256 in hex of what a draft says and cites: verdict, answer, sections, trip-wires with their conditions."""
    said = {
        "verdict": draft.verdict_slug,
        "answer": draft.answer,
        "sections": [[section.kind, section.heading, _lines(section)] for section in draft.sections],
        "trip_wires": [
            [wire.position_slug, wire.text, *([asdict(wire.condition)] if wire.condition else [])]
            for wire in draft.trip_wires
        ],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _lines(section: DraftSection) -> list[list[Any]]:
    return [[[line.text, line.card_ids] for line in paragraph] for paragraph in section.paragraphs]


def edition_of_draft(draft: Draft, brief: Brief) -> Edition:
    """The words of a draft, read the way those of a version are."""
    refs = {n: card.ref for n, card in enumerate(brief.cards, start=1)}
    numbers = {card.id: n for n, card in enumerate(brief.cards, start=1)}
    labels = {position.slug: position.label for position in brief.scale}
    names = {reading.slug: reading.name for reading in brief.readings}
    return Edition(
        verdict=labels.get(draft.verdict_slug, draft.verdict_slug),
        answer=draft.answer,
        passages=tuple(
            Passage("", section.kind, section.heading, read(_html(section, numbers), refs))
            for section in draft.sections
        ),
        wires=tuple(
            Wire(
                wire.position_slug,
                labels.get(wire.position_slug, wire.position_slug),
                wire.text,
                _condition_record(wire.condition, labels, names),
            )
            for wire in draft.trip_wires
        ),
    )


def _condition_record(
    condition: DraftCondition | None, labels: Mapping[str, str], names: Mapping[str, str]
) -> ConditionRecord | None:
    """The condition as a version keeps it; a drafter knows of no topics."""
    if condition is None:
        return None
    position, indicator = condition.position_slug, condition.indicator_slug
    return ConditionRecord(
        kind=condition.kind,
        indicator=Named(slug=indicator, label=names.get(indicator, indicator)) if indicator else None,
        at_least=condition.at_least,
        position=Named(slug=position, label=labels.get(position, position)) if position else None,
        topic=None,
    )


def _html(section: DraftSection, numbers: Mapping[int, int]) -> str:
    written = []
    for paragraph in section.paragraphs:
        sentences = [
            escape(sentence.text)
            + "".join(f'<a href="#source-{numbers[pk]}"></a>' for pk in sentence.card_ids if pk in numbers)
            for sentence in paragraph
        ]
        written.append(f"<p>{' '.join(sentences)}</p>")
    return "".join(written)


def _of(shape: type, plain: Mapping[str, Any], **read_already: Any) -> dict[str, Any]:
    """What a dataclass needs; further members are ignored, a missing one is a KeyError."""
    return {
        field.name: read_already[field.name] if field.name in read_already else plain[field.name]
        for field in fields(shape)
    }


def _card(plain: Mapping[str, Any]) -> BriefCard:
    day, topics = date.fromisoformat(plain["published_on"]), tuple(plain["topics"])
    return BriefCard(**_of(BriefCard, plain, published_on=day, topics=topics))


def _reading(plain: Mapping[str, Any]) -> BriefReading:
    return BriefReading(**_of(BriefReading, plain, card_ids=tuple(plain["card_ids"])))


def _condition(plain: Mapping[str, Any] | None) -> DraftCondition | None:
    """None as well for drafts of a time before conditions; those of a time before topics name none."""
    return DraftCondition(**_of(DraftCondition, {"topic_name": "", **plain})) if plain else None


def _section(plain: Mapping[str, Any]) -> DraftSection:
    return DraftSection(
        kind=plain["kind"],
        heading=plain["heading"],
        paragraphs=tuple(
            tuple(DraftSentence(sentence["text"], tuple(sentence["card_ids"])) for sentence in paragraph)
            for paragraph in plain["paragraphs"]
        ),
    )

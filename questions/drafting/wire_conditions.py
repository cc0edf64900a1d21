"""Conditions of trip-wires as drafters write them, held against their brief. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from questions.drafting.brief import Brief
from questions.drafting.drafter import ConditionKind, DraftCondition


@dataclass(frozen=True, slots=True)
class WrittenCondition:
    """What is to be checked nightly, as it was written; what does not belong to its kind is None."""

    kind: ConditionKind
    indicator: str | None = None
    at_least: int | None = None
    position: str | None = None
    topic: str | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """What a condition may name: slugs of indicators and positions, and topics by the name that is written."""

    indicators: tuple[str, ...]
    positions: tuple[str, ...]
    topics: Mapping[str, str]


def offered(brief: Brief, slugs: Mapping[str, str] | None = None) -> Offered:
    """Indicators and positions of a brief, and the topics of its cards: by name, or by slug where those are given."""
    names = dict.fromkeys(name for card in brief.cards for name in card.topics)
    topics = (
        {slugs[name]: name for name in names if name in slugs} if slugs is not None else {n: n for n in names}
    )
    return Offered(tuple(reading.slug for reading in brief.readings), brief.slugs, topics)


def condition_faults(written: WrittenCondition, allowed: Offered) -> Iterator[tuple[str, str]]:
    """What is wrong, by member; the condition as a whole is the empty name."""
    if written.kind == "cards":
        yield from _faults_of_cards(written, allowed)
        return
    for name in ("at_least", "position", "topic"):
        if getattr(written, name) is not None:
            yield name, "belongs to conditions on cards only."
    if written.indicator is None:
        yield "indicator", "is missing."
    elif written.indicator not in allowed.indicators:
        yield "indicator", _one_of("an indicator of the question", allowed.indicators)


def _faults_of_cards(written: WrittenCondition, allowed: Offered) -> Iterator[tuple[str, str]]:
    if written.indicator is not None:
        yield "indicator", "belongs to conditions on indicators only."
    if written.at_least is None:
        yield "at_least", "is missing."
    elif not 1 <= written.at_least <= 1_000:
        yield "at_least", "must be a number from 1 to 1000."
    if written.position is None and written.topic is None:
        yield "", "must name a position, a topic, or both."
    if written.position is not None and written.position not in allowed.positions:
        yield "position", _one_of("a position of the scale", allowed.positions)
    if written.topic is not None and written.topic not in allowed.topics:
        yield "topic", _one_of("a topic of the evidence", allowed.topics)


def to_condition(written: WrittenCondition | None, allowed: Offered) -> DraftCondition | None:
    """A condition without faults as a draft holds it."""
    if written is None:
        return None
    return DraftCondition(
        kind=written.kind,
        indicator_slug=written.indicator or "",
        position_slug=written.position or "",
        at_least=written.at_least,
        topic_name=allowed.topics.get(written.topic or "", ""),
    )


def _one_of(what: str, known: Mapping[str, str] | tuple[str, ...]) -> str:
    listed = ", ".join(list(known)[:20])
    return f"must be {what}: {listed}." if listed else f"must be {what}, and there is none."

"""A trip-wire's condition, from its row. Reads only the row's own fields, so models may use it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from questions.conditions import Condition, Kind
from questions.snapshot import ConditionRecord, Named

if TYPE_CHECKING:
    from questions.models.take import TripWire

IN_WORDS_ONLY = "none"


def condition_of(wire: TripWire) -> Condition | None:
    """What the nightly check looks for; None for a trip-wire in words only."""
    if wire.condition == IN_WORDS_ONLY:
        return None
    return Condition(
        kind=cast(Kind, wire.condition),
        indicator=wire.indicator_id,
        at_least=wire.at_least or 0,
        position=wire.position_id,
        topic=wire.topic_id,
    )


def condition_record(wire: TripWire) -> ConditionRecord | None:
    """The condition as a version keeps it, with names as they are now."""
    if wire.condition == IN_WORDS_ONLY:
        return None
    return ConditionRecord(
        kind=cast(Kind, wire.condition),
        indicator=Named(slug=wire.indicator.slug, label=wire.indicator.name) if wire.indicator else None,
        at_least=wire.at_least,
        position=Named(slug=wire.position.slug, label=wire.position.label) if wire.position else None,
        topic=Named(slug=wire.topic.slug, label=wire.topic.name) if wire.topic else None,
    )


def condition_fields(wire: TripWire) -> dict[str, Any]:
    """The condition's fields, to make the same trip-wire again on another take."""
    return {name: getattr(wire, name) for name in ("condition", "indicator", "at_least", "position", "topic")}

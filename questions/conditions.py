"""Machine-checked conditions of trip-wires: what they ask, whether they hold, and how they read in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions.snapshot import ConditionRecord

Kind = Literal["indicator_crosses", "indicator_uncrosses", "cards"]


@dataclass(frozen=True, slots=True)
class Condition:
    """What is looked for, by ids: an indicator's side of its threshold, or `at_least` cards of a stance and topic."""

    kind: Kind
    indicator: int | None = None
    at_least: int = 0
    position: int | None = None
    topic: int | None = None


@dataclass(frozen=True, slots=True)
class LaterCard:
    """A published card that bears on the question and that the take cannot rest on: ids of stance and topics."""

    stance: int | None
    topics: frozenset[int]


@dataclass(frozen=True, slots=True)
class State:
    """What stands now: the later cards, and which indicators are crossed, now and when the take was published."""

    cards: Sequence[LaterCard]
    crossed: Mapping[int, bool]
    crossed_then: Mapping[int, bool]


def holds(condition: Condition, state: State) -> bool:
    """Whether the condition came true since the take; an indicator that nobody has read since says nothing."""
    if condition.kind == "cards":
        return count(condition, state.cards) >= max(condition.at_least, 1)
    if condition.indicator is None or condition.indicator not in state.crossed:
        return False
    wanted = condition.kind == "indicator_crosses"
    before = state.crossed_then.get(condition.indicator, not wanted)
    return state.crossed[condition.indicator] == wanted and before != wanted


def count(condition: Condition, cards: Iterable[LaterCard]) -> int:
    """How many of the cards have the condition's stance and topic; what it leaves open any card fulfils."""
    return sum(
        (condition.position is None or card.stance == condition.position)
        and (condition.topic is None or condition.topic in card.topics)
        for card in cards
    )


def condition_words(record: ConditionRecord | None) -> str:
    """The condition in words for readers; empty where a trip-wire stands in words only."""
    if record is None:
        return ""
    if record["kind"] == "cards":
        return _cards_words(record)
    indicator = record["indicator"]
    names = {"indicator": indicator["label"] if indicator else ""}
    if record["kind"] == "indicator_crosses":
        return _("%(indicator)s crosses its threshold") % names
    return _("%(indicator)s comes back behind its threshold") % names


def _cards_words(record: ConditionRecord) -> str:
    n = record["at_least"] or 1
    position, topic = record["position"], record["topic"]
    names = {
        "n": n,
        "position": position["label"] if position else "",
        "topic": topic["label"] if topic else "",
    }
    if position and topic:
        words = ngettext(
            "at least %(n)d card for “%(position)s” on %(topic)s that came after this take's evidence",
            "at least %(n)d cards for “%(position)s” on %(topic)s that came after this take's evidence",
            n,
        )
    elif position:
        words = ngettext(
            "at least %(n)d card for “%(position)s” that came after this take's evidence",
            "at least %(n)d cards for “%(position)s” that came after this take's evidence",
            n,
        )
    else:
        words = ngettext(
            "at least %(n)d card on %(topic)s that came after this take's evidence",
            "at least %(n)d cards on %(topic)s that came after this take's evidence",
            n,
        )
    return words % names

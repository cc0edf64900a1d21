"""What moved under a question's current take: trip-wires, indicators, cards. Nothing is written here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db.models import Prefetch, Q

from evidence.models import CardTopic
from questions.bearing import Window, evidence_for, window_of
from questions.conditions import LaterCard, State, holds
from questions.models import Question, Reading, Stance, Take, TripWire
from questions.snapshot import Snapshot, parse
from questions.wires import condition_of


@dataclass(frozen=True, slots=True)
class NewCard:
    """A card that became public after the take was drafted."""

    id: int
    ref: str


@dataclass(frozen=True, slots=True)
class Crossing:
    """An indicator that stands on another side of its threshold than when the take was published."""

    slug: str
    name: str
    crossed: bool
    value: int
    day: date


@dataclass(frozen=True, slots=True)
class WireHit:
    """A trip-wire whose condition holds."""

    id: int
    towards: str
    text: str


@dataclass(frozen=True, slots=True)
class Findings:
    """What moved since `take`, the current version; None where there is none or the question is closed."""

    take: Take | None
    cards: tuple[NewCard, ...] = ()
    crossings: tuple[Crossing, ...] = ()
    wires: tuple[WireHit, ...] = ()


def check_question(*, question: Question, now: datetime) -> Findings:
    """Look for published cards, crossings and trip-wires that are newer than the current take.

    At most seven queries, however many cards, indicators and trip-wires there are. Nothing is written.
    """
    today = now.astimezone(UTC).date()
    take = (
        Take.objects.standing()
        .filter(question=question)
        .select_related("verdict", "run")
        .defer("body", "run__brief", "run__output")
        .first()
    )
    if take is None or take.window_to is None or not take.snapshot or _closed(question, take, today):
        return Findings(None)
    snapshot = parse(take.snapshot)
    readings = _readings(question, take.window_to)
    since = _drafted_at(take, snapshot)
    then = {record["slug"]: record["crossed"] for record in snapshot["indicators"]}
    crossings = tuple(
        Crossing(reading.indicator.slug, reading.indicator.name, crossed, reading.value, reading.day)
        for reading in readings
        if (crossed := reading.indicator.crossed_at(reading.value))
        != then.get(reading.indicator.slug, crossed)
    )
    return Findings(
        take,
        tuple(_new_cards(question, snapshot, today, since)),
        crossings,
        tuple(_hits(question, take, readings, then, today, since)),
    )


def _closed(question: Question, take: Take, today: date) -> bool:
    until = question.evidence_until
    return until is not None and until < today and take.window_to is not None and take.window_to >= until


def _readings(question: Question, after: date) -> list[Reading]:
    """The newest final reading of each indicator in use, of the take's last day or later; one query."""
    return list(
        Reading.objects.filter(
            indicator__question=question, indicator__retired=False, provisional=False, day__gte=after
        )
        .select_related("indicator")
        .order_by("indicator_id", "-day")
        .distinct("indicator_id")
    )


def _drafted_at(take: Take, snapshot: Snapshot) -> datetime:
    generated = datetime.fromisoformat(snapshot["provenance"]["generated_at"])
    return (take.run.started_at if take.run is not None else None) or generated


def _new_cards(question: Question, snapshot: Snapshot, today: date, since: datetime) -> Iterable[NewCard]:
    """Cards of today's window that nobody could read when the drafting began."""
    cited = [source["card"] for source in snapshot["sources"]]
    bearing = evidence_for(question, window_of(question, today)).filter(made_public_at__gt=since)
    for pk, ref in bearing.exclude(pk__in=cited).order_by("-pk").values_list("pk", "ref"):
        yield NewCard(pk, ref or "")


def _hits(
    question: Question,
    take: Take,
    readings: Iterable[Reading],
    then: dict[str, bool],
    today: date,
    since: datetime,
) -> Iterable[WireHit]:
    wires = [
        (wire, condition)
        for wire in TripWire.objects.filter(take=take).select_related(
            "towards", "indicator", "topic", "position"
        )
        if (condition := condition_of(wire)) is not None
    ]
    if not wires or take.window_to is None:
        return
    asks_for_cards = any(condition.kind == "cards" for _wire, condition in wires)
    state = State(
        cards=_later_cards(question, take, since, today) if asks_for_cards else (),
        crossed={reading.indicator_id: reading.indicator.crossed_at(reading.value) for reading in readings},
        crossed_then={
            wire.indicator.pk: then[wire.indicator.slug]
            for wire, _condition in wires
            if wire.indicator is not None and wire.indicator.slug in then
        },
    )
    for wire, condition in wires:
        if holds(condition, state):
            yield WireHit(wire.pk, wire.towards.label, wire.text)


def _later_cards(question: Question, take: Take, since: datetime, today: date) -> list[LaterCard]:
    """Cards that the take cannot rest on: dated after its window, or public only since it was drafted."""
    last = take.window_to or today
    first = min(window_of(question, today).first, last + timedelta(days=1))
    cards = (
        evidence_for(question, Window(first, today))
        .filter(Q(published_on__gt=last) | Q(made_public_at__gt=since))
        .only("pk")
        .prefetch_related(
            Prefetch("stances", Stance.objects.filter(question=question)),
            Prefetch("card_topics", CardTopic.objects.filter(excluded=False)),
        )
    )
    return [
        LaterCard(
            stance=next((stance.position_id for stance in card.stances.all()), None),
            topics=frozenset(row.topic_id for row in card.card_topics.all()),
        )
        for card in cards
    ]

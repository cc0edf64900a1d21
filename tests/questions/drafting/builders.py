"""Briefs about a river, without a database."""

from collections.abc import Sequence
from datetime import date, timedelta
from html import escape

from questions.audit.claims import TextBlock, claims
from questions.audit.shapes import AuditReport
from questions.audit.trace import audit
from questions.bearing import Window
from questions.drafting.brief import (
    Brief,
    BriefCard,
    BriefPosition,
    BriefReading,
    PreviousTake,
    compose_brief,
)
from questions.drafting.drafter import Draft
from questions.drafting.proofing import Proof
from questions.drafting.richtext import rich_text

SCALE = (
    BriefPosition("not-yet", "Not yet"),
    BriefPosition("nearly", "Nearly clean"),
    BriefPosition("clean", "Clean"),
)
WINDOW = Window(date(2026, 2, 10), date(2026, 5, 10))

SOURCES = ("River Gauge Office", "Valley Herald", "Water Institute", "Anglers of the Vale")
TOLD = (
    ("The gauge counted 1,204 salmon at the weir in March 2026.", "clean", ("Fish",)),
    ("Phosphate fell by 12% to 0.08 milligrams a litre between 2024 and 2025.", "nearly", ("Chemistry",)),
    ("Sewage ran into the river on 41 days, twice as often as a year before.", "not-yet", ("Sewage",)),
    (
        "A quarter of the overflow pipes have no meter. Two of them are being replaced.",
        "not-yet",
        ("Sewage",),
    ),
    ("The town spent £3.4 million on a new settling tank, the council said.", "nearly", ("Sewage", "Money")),
    ("Oxygen stood at 9.1 milligrams a litre at all six stations.", "nearly", ("Chemistry",)),
    ("Trout were seen above the mill for the first time since 1987.", "nearly", ("Fish",)),
    ("Bathing stays forbidden at three of the five beaches.", "not-yet", ("Health",)),
)
QUOTED = "We have not seen water this clear in thirty years, and the fish agree."


def card(
    number: int,
    excerpt: str,
    stance: str | None,
    topics: Sequence[str] = ("Fish",),
    *,
    source: str = SOURCES[0],
    headline: str = "News from the river",
    origin: str = "desk_summary",
    published_on: date | None = None,
    date_estimated: bool = False,
) -> BriefCard:
    return BriefCard(
        id=number,
        ref=f"2026-04-14#{number}",
        headline=headline,
        excerpt=excerpt,
        stored_text="",
        origin=origin,
        source=source.lower().replace(" ", "-"),
        source_name=source,
        published_on=published_on or WINDOW.last - timedelta(days=number),
        date_estimated=date_estimated,
        stance=stance,
        topics=tuple(topics),
    )


def river_cards() -> list[BriefCard]:
    """Twenty-six cards: three rounds of the same reports with a quotation each, and two that take no side."""
    made: list[BriefCard] = []
    for turn in range(3):
        for excerpt, stance, topics in TOLD:
            number = len(made) + 1
            source = SOURCES[number % len(SOURCES)]
            made.append(card(number, excerpt, stance, topics, source=source, date_estimated=number % 7 == 0))
        made[-1] = card(len(made), QUOTED, "nearly", source=SOURCES[turn], origin="quoted")
    return [*made, card(25, "The bridge was painted green.", None), card(26, "A boat sank.", None)]


def reading(value: int, threshold: int, card_ids: Sequence[int], speaks_for: str = "clean") -> BriefReading:
    return BriefReading(
        slug="fish-sightings",
        name="Fish sightings",
        noun_singular="sighting",
        noun_plural="sightings",
        window_days=90,
        value=value,
        threshold=threshold,
        comparison="above",
        crossed=value > threshold,
        speaks_for=speaks_for,
        why="Fish come back when the water can carry them.",
        card_ids=tuple(card_ids),
    )


def brief(
    cards: Sequence[BriefCard] | None = None,
    *,
    readings: Sequence[BriefReading] = (),
    standing: str | None = None,
    scale: Sequence[BriefPosition] = SCALE,
) -> Brief:
    return compose_brief(
        question="Is the river clean again?",
        scale=scale,
        window=WINDOW,
        cards=river_cards() if cards is None else cards,
        readings=readings,
        previous=PreviousTake(3, standing, "It was so.") if standing else None,
    )


def audited(draft: Draft, given: Brief) -> AuditReport:
    """What the audit says of a draft, by the cards and the ledger of its brief."""
    proof = Proof(given)
    blocks = [
        TextBlock("answer", escape(draft.answer), "answer"),
        *(TextBlock(str(n), rich_text(part.paragraphs, proof.refs)) for n, part in enumerate(draft.sections)),
        *(TextBlock(f"wire {n}", escape(wire.text), "tripwire") for n, wire in enumerate(draft.trip_wires)),
    ]
    return audit(claims(blocks), proof.cards, given.ledger, labels=proof.labels)

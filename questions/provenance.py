"""How a take came about: which run's words it began with, and which people changed them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evidence.citations import cited_ids
from questions.drafting.drafter import DraftSentence
from questions.drafting.richtext import rich_text
from questions.models import Run, Take, TripWire
from questions.snapshot import parse
from questions.take_text import plain, prose_of, sections_of
from questions.wires import condition_of


@dataclass(frozen=True, slots=True)
class Origin:
    """The run whose draft a take's words go back to (None: people wrote them), and when they were drafted."""

    run: Run | None
    drafted_at: datetime


def origin_of(take: Take) -> Origin:
    """Where the take's words come from.

    A correction has no run of its own, but the sections it carries over from a version keep their drafter:
    a person who mends a typo does not become the author.
    """
    if take.run is not None:
        return Origin(take.run, take.created_at)
    own = {section.id for section in sections_of(take)}
    versions = Take.objects.published().filter(question=take.question_id).exclude(pk=take.pk)
    for text in versions.exclude(snapshot="").values_list("snapshot", flat=True):
        version = parse(text)
        if version["provenance"]["run"] and own & {section["id"] for section in version["sections"]}:
            drafted_at = datetime.fromisoformat(version["provenance"]["generated_at"])
            return Origin(Run.objects.get(key=version["provenance"]["run"]), drafted_at)
    return Origin(None, take.created_at)


def draft_prose(output: Mapping[str, Any]) -> str:
    """A run's draft as readers would read it, in the order of `take_text.prose_of`."""
    parts = [output.get("answer", "")]
    for section in output.get("sections", ()):
        parts.append(section.get("heading", ""))
        parts += [
            " ".join(sentence["text"] for sentence in paragraph)
            for paragraph in section.get("paragraphs", ())
        ]
    parts += [wire["text"] for wire in output.get("trip_wires", ())]
    return "\n".join(part for part in parts if part.strip())


def editors_of(take: Take) -> frozenset[int]:
    """Ids of the people who changed what the take says or has checked nightly, by its saved steps.

    Saving without a change makes nobody an editor, nor does opening a correction. A run's draft is what the run
    handed over, whoever saved it and wherever it stands among the steps. A step whose saver has no account any
    more makes nobody an editor either, but what comes after is held against it.
    """
    steps = take.revisions.order_by("created_at", "pk")
    before = _said(take.based_on) if take.based_on is not None and take.run is None else None
    editors: set[int | None] = set()
    for n, step in enumerate(steps):
        copy = take.with_content_json(step.content)
        said = _said(copy)
        handed_over = n == 0 and take.run is not None and _is_handed_over(copy, take.run)
        if said != before and not handed_over:
            editors.add(step.user_id)
        before = said
    return frozenset(pk for pk in editors if pk is not None)


def _said(take: Take) -> tuple[object, ...]:
    in_order = sorted(take.trip_wires.all(), key=lambda wire: wire.sort_order or 0)
    wires = [(wire.towards_id, condition_of(wire)) for wire in in_order]
    return (prose_of(take), take.verdict_id, _cited(take), tuple(wires))


def _cited(take: Take) -> tuple[tuple[int, ...], ...]:
    return tuple(tuple(cited_ids(section.html)) for section in sections_of(take))


def _is_handed_over(take: Take, run: Run) -> bool:
    """Whether a step says and cites what the run's output does.

    What an output leaves out is not compared; nor is a trip-wire's condition that the question no longer had.
    """
    output = run.output or {}
    sections = [_as_saved(section) for section in output.get("sections", ())]
    wires = output.get("trip_wires", ())
    lines = [output.get("answer", "")]
    for heading, html in sections:
        lines += [heading, plain(html)]
    lines += [wire["text"] for wire in wires]
    prose = "\n".join(re.sub(r"\s+", " ", line).strip() for line in lines if line.strip())
    in_order = sorted(take.trip_wires.all(), key=lambda wire: wire.sort_order or 0)
    return (
        prose_of(take) == prose
        and output.get("verdict_slug") in (None, take.verdict.slug if take.verdict else None)
        and (
            not _names_cards(output) or _cited(take) == tuple(tuple(cited_ids(html)) for _, html in sections)
        )
        and len(in_order) == len(wires)
        and all(
            saved.towards.slug == wire["position_slug"] and _kept(saved, wire.get("condition"))
            for saved, wire in zip(in_order, wires, strict=True)
        )
    )


def _as_saved(section: Mapping[str, Any]) -> tuple[str, str]:
    """Heading and text of a section of an output, in the form that a draft is opened with."""
    paragraphs = [
        [DraftSentence(sentence["text"], tuple(sentence.get("card_ids", ()))) for sentence in paragraph]
        for paragraph in section.get("paragraphs", ())
    ]
    cards = {pk for paragraph in paragraphs for sentence in paragraph for pk in sentence.card_ids}
    return section.get("heading", "")[:160], rich_text(paragraphs, {pk: str(pk) for pk in cards})


def _names_cards(output: Mapping[str, Any]) -> bool:
    return any(
        "card_ids" in sentence
        for section in output.get("sections", ())
        for paragraph in section.get("paragraphs", ())
        for sentence in paragraph
    )


def _kept(saved: TripWire, asked: Mapping[str, Any] | None) -> bool:
    """Whether a trip-wire has the condition that the run asked for, or none where the question lacks it."""
    condition = condition_of(saved)
    if condition is None or asked is None:
        return condition is None
    named = (
        saved.indicator.slug if saved.indicator else "",
        saved.position.slug if saved.position else "",
        saved.at_least or 0,
        saved.topic_id,
    )
    wanted = (asked["indicator_slug"], asked["position_slug"], asked["at_least"] or 0, None)
    return condition.kind == asked["kind"] and named == wanted

"""How a take came about: which run's words it began with, and which people changed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from evidence.citations import cited_ids
from questions.models import Run, Take
from questions.snapshot import parse
from questions.take_text import prose_of, sections_of
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

    Saving without a change makes nobody an editor, nor does opening a correction; of a run's draft the first
    step is the agent's.
    """
    steps = take.revisions.exclude(user=None).order_by("created_at", "pk")
    before = _said(take.based_on) if take.based_on is not None and take.run_id is None else None
    editors: set[int] = set()
    for n, step in enumerate(steps):
        said = _said(take.with_content_json(step.content))
        handed_over = n == 0 and take.run_id is not None
        if said != before and not handed_over:
            editors.add(step.user_id)
        before = said
    return frozenset(editors)


def _said(take: Take) -> tuple[object, ...]:
    cited = [tuple(cited_ids(section.html)) for section in sections_of(take)]
    in_order = sorted(take.trip_wires.all(), key=lambda wire: wire.sort_order or 0)
    wires = [(wire.towards_id, condition_of(wire)) for wire in in_order]
    return (prose_of(take), take.verdict_id, tuple(cited), tuple(wires))

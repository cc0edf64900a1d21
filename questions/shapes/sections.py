"""A section's frozen text, made safe once more before it is shown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import nh3
from django.utils.safestring import SafeString, mark_safe

from questions.blocks import SectionKind
from questions.snapshot import SectionRecord

_TAGS = {"p", "br", "a", "b", "strong", "i", "em", "ol", "ul", "li"}
_ATTRIBUTES = {"a": {"class", "href", "id"}}
_SOURCE = re.compile(r"#source-[0-9]{1,4}")
_PLACE = re.compile(r"cite-[0-9]{1,4}-[0-9]{1,4}")


@dataclass(frozen=True, slots=True)
class SectionShape:
    """A section as the page shows it; `html` holds allowed tags and citations only."""

    kind: str
    heading: str
    html: SafeString


def sections_of(records: Sequence[SectionRecord]) -> tuple[tuple[SectionShape, ...], dict[int, str]]:
    """The sections, and for each source's number the id of the place that cites it first."""
    seen: set[str] = set()
    shapes = tuple(
        SectionShape(record["kind"], _heading(record), _safe(record["html"], seen)) for record in records
    )
    first: dict[int, str] = {}
    for place in sorted(seen, key=_order):
        first.setdefault(_order(place)[0], place)
    return shapes, first


def _heading(record: SectionRecord) -> str:
    if record["heading"] or record["kind"] in (SectionKind.ANSWER, SectionKind.OTHER):
        return record["heading"]
    return str(dict(SectionKind.choices).get(record["kind"], ""))


def _safe(html: str, seen: set[str]) -> SafeString:
    def keep(tag: str, name: str, value: str) -> str | None:
        if name == "class":
            return "cite" if value == "cite" else None
        if name == "href":
            return value if _SOURCE.fullmatch(value) else None
        if _PLACE.fullmatch(value) and value not in seen:
            seen.add(value)
            return value
        return None

    cleaned = nh3.clean(html, tags=_TAGS, attributes=_ATTRIBUTES, attribute_filter=keep, link_rel=None)
    return mark_safe(cleaned)  # noqa: S308


def _order(place: str) -> tuple[int, int]:
    _name, source, occurrence = place.split("-")
    return int(source), int(occurrence)

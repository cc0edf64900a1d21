"""Holding every published version against the hash it was published with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from questions.models import Take
from questions.snapshot import SCHEMA, canonical, content_hash, parse

# A snapshot is some 100 kB; few are in memory at a time, however many versions there are.
_AT_ONCE = 20


class State(StrEnum):
    """What a version's record is."""

    WHOLE = "whole"
    ERASED = "erased"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Checked:
    """A version and what was found; `detail` says what is wrong with it, empty for a whole one."""

    question: str
    number: int
    state: State
    detail: str = ""


def verify_versions() -> Iterator[Checked]:
    """Check every version, oldest first, in constant memory: its hash, its form, its number.

    A version whose text was erased for legal reasons keeps its hash and is told as erased.
    """
    rows = (
        Take.objects.published()
        .order_by("pk")
        .values_list("question__slug", "number", "snapshot", "content_hash", "withdrawal__redacted")
    )
    for slug, number, text, expected, redacted in rows.iterator(chunk_size=_AT_ONCE):
        if not text and redacted:
            yield Checked(slug, number or 0, State.ERASED, _("Its text was erased; the hash is kept."))
            continue
        wrong = _objection(text, expected, number or 0)
        yield Checked(slug, number or 0, State.BROKEN if wrong else State.WHOLE, wrong)


def _objection(text: str, expected: str, number: int) -> str:
    found = content_hash(text)
    if found != expected:
        return _("Its text has the hash %(found)s, not %(expected)s.") % {
            "found": found,
            "expected": expected,
        }
    try:
        snapshot = parse(text)
        same = canonical(snapshot) == text
        schema, told = snapshot["schema"], snapshot["number"]
    except (ValueError, KeyError, TypeError) as error:
        return _("Its text cannot be read (%(error)s).") % {"error": type(error).__name__}
    if schema != SCHEMA:
        return _("Its form “%(schema)s” is unknown.") % {"schema": schema}
    if told != number:
        return _("Its text says that it is version %(told)s.") % {"told": told}
    return "" if same else _("Its text is not in canonical form.")

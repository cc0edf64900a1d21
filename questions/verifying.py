"""Holding every published version against the hash it was published with.

The hash stands beside the text and, written in the same transaction, in the change feed, which partners mirror:
whoever changes text and hash of a version would have to change the feed and every copy of it as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from evidence.models import Change
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
    """Check every version, oldest first, in constant memory: its hash, here and in the feed, its form, its number.

    A version whose text was erased for legal reasons keeps its hash and is told as erased.
    """
    rows = (
        Take.objects.published()
        .order_by("pk")
        .values_list("question__slug", "number", "snapshot", "content_hash", "withdrawal__redacted", _told())
    )
    for slug, number, text, expected, redacted, told in rows.iterator(chunk_size=_AT_ONCE):
        erased = not text and redacted
        wrong = _disagreement(expected, told) or ("" if erased else _objection(text, expected, number or 0))
        if wrong:
            yield Checked(slug, number or 0, State.BROKEN, wrong)
        elif erased:
            yield Checked(slug, number or 0, State.ERASED, _("Its text was erased; the hash is kept."))
        else:
            yield Checked(slug, number or 0, State.WHOLE)


def _told() -> Subquery:
    """The hash that the change feed gave when the version was published."""
    stable_id, number = (Cast(OuterRef(name), CharField()) for name in ("question__stable_id", "number"))
    published = Change.objects.filter(
        subject=Concat(Value("urn:assay:take:"), stable_id, Value(":"), number),
        kind__in=(Change.Kind.TAKE_PUBLISHED, Change.Kind.TAKE_CORRECTED),
    )
    return Subquery(published.order_by("pk").values(hash=KeyTextTransform("hash", "payload"))[:1])


def _disagreement(expected: str, told: str | None) -> str:
    if told is None:
        return _("The change feed does not tell of its publication.")
    if told == expected:
        return ""
    return _("The change feed gave it the hash %(told)s, not %(expected)s.") % {
        "told": told,
        "expected": expected,
    }


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

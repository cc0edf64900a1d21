"""The label in every state, for the screen where it is worded."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product
from typing import Any

from django import template
from django.utils.translation import gettext as _

from questions.disclosure import Disclosure, disclosure, withdrawn_disclosure
from questions.models import Take, Withdrawal, Wording
from questions.models.take import MadeAs
from questions.snapshot import DrafterRecord

register = template.Library()

_MODEL = DrafterRecord(kind="model", name="prose", version="2", model="small-1")
_PARTNER = DrafterRecord(kind="partner", name="harbour-desk/scribe", version="1", model=None)
_AT = datetime(2026, 4, 14, 9, 30, tzinfo=UTC)


@register.simple_tag
def label_samples(wording: Wording) -> list[Disclosure]:
    """The label of made-up versions in every state, in this wording; no query."""
    published = [_published(wording, None, *facts) for facts in ((False, False), (True, False), (True, True))]
    for drafter in (_MODEL, _PARTNER):
        for reviewed, edited in product((False, True), repeat=2):
            published.append(_published(wording, drafter, reviewed, edited))
    published.append(_published(wording, _MODEL, True, True, own=True))
    return [*published, _taken_back(wording), _taken_back(wording, redacted=True, erased_at=_AT)]


def _published(
    wording: Wording, drafter: DrafterRecord | None, reviewed: bool, edited: bool, *, own: bool = False
) -> Disclosure:
    facts: Any = {
        "number": 1,
        "evidence": {"cards": 41, "first": "2026-01-14", "last": "2026-04-13"},
        "provenance": {
            "drafter": drafter,
            "edited": edited,
            "words_changed": 0.04 if edited else 0.0,
            "verdict_changed": False,
            "reviewed_by": _("A reviewer") if reviewed else None,
            "reviewed_at": _AT.isoformat() if reviewed else None,
            "self_approved": own or (drafter is None and edited),
        },
    }
    return disclosure(facts, wording)


def _taken_back(wording: Wording, **erased: Any) -> Disclosure:
    take = Take(number=1)
    take.withdrawal = Withdrawal(at=_AT, made_as=MadeAs.MODEL, **erased)
    return withdrawn_disclosure(take, wording)

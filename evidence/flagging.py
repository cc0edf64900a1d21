"""What screening finds in cards, in the words that editors read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evidence import suspicious
from evidence.models import Card
from evidence.screening import Flag, screen

_REASONS: Mapping[str, str | Promise] = {
    suspicious.SETS_ASIDE: _("sets instructions aside"),
    suspicious.SPEAKS: _("speaks to a model"),
    suspicious.ORDERS: _("orders an answer"),
    suspicious.PROMPT: _("names the prompt"),
    suspicious.IMITATES: _("imitates a conversation"),
    suspicious.HIDES: _("hides characters"),
}
_FIELDS: Mapping[str, str | Promise] = {
    "headline": _("headline"),
    "excerpt": _("excerpt"),
    "text": _("stored text"),
    "source": _("source"),
}


@dataclass(frozen=True, slots=True)
class FlagShape:
    """One stretch of a card that reads like an instruction."""

    ref: str
    field: str
    reason: str
    text: str


def flags_of(cards: Iterable[Card]) -> list[FlagShape]:
    """What is found in these cards as they are now; their sources are read with them."""
    return [flag_shape(flag) for flag in screen((card, card.source.name) for card in cards)]


def kept_flag(finding: Mapping[str, Any]) -> FlagShape:
    """A flag that a run kept among its findings."""
    return flag_shape(
        Flag(**{name: str(finding.get(name, "")) for name in ("ref", "field", "reason", "text")})
    )


def flag_shape(flag: Flag) -> FlagShape:
    """A flag in words; one of another time keeps its own."""
    reason, field = _REASONS.get(flag.reason, flag.reason), _FIELDS.get(flag.field, flag.field)
    return FlagShape(flag.ref, str(field), str(reason), flag.text)

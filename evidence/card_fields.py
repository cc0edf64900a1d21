"""What may stand in a card: cleaned, within its limits, or refused with a sentence for an editor."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from evidence.cleaning import clean_line, clean_text
from evidence.models import Card, Source

# Characters. PostgreSQL refuses search columns above a megabyte.
_LIMITS = {"headline": 300, "excerpt": 10_000, "stored_text": 200_000, "commentary": 10_000}
_REQUIRED = {"headline", "excerpt"}
_TYPES: dict[str, type] = {"source": Source, "published_on": date, "date_estimated": bool}
_LINKS_AT_MOST = 20
_REASON_AT_MOST = 500
_FIRST_DAY = date(1900, 1, 1)
_DAYS_AHEAD = 366
_is_web_address = URLValidator(schemes=["http", "https"])


class CardRefused(Exception):
    """A rule of cards is not met; the message is for an editor."""


def checked_values(values: Mapping[str, Any], *, today: date) -> dict[str, Any]:
    """The values as a card may hold them. Raises CardRefused, or TypeError for what no editor may set."""
    checked = {name: _checked(name, value) for name, value in values.items()}
    if "published_on" in checked:
        _require_past(checked["published_on"], today)
    return checked


def checked_briefing_day(day: date, *, today: date) -> date:
    """A day that may have a briefing. Raises CardRefused before 1900 and more than 366 days ahead."""
    if day < _FIRST_DAY or (day - today).days > _DAYS_AHEAD:
        raise CardRefused(
            _("A briefing's day lies after 1899 and at most %(days)d days ahead.") % {"days": _DAYS_AHEAD}
        )
    return day


def checked_reason(reason: str) -> str:
    """Why a card is withdrawn. Raises CardRefused when that is missing or too long."""
    said = clean_text(reason)
    if not said:
        raise CardRefused(_("Say why the card is withdrawn; readers will see the reason."))
    if len(said) > _REASON_AT_MOST:
        raise CardRefused(_("A reason has at most %(limit)s characters.") % {"limit": _REASON_AT_MOST})
    return said


def checked_links(links: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Pairs of address and label, each address once. Raises CardRefused for one that is not http(s)."""
    checked = {url.strip(): clean_line(label)[:120] for url, label in links}
    if len(checked) > _LINKS_AT_MOST:
        raise CardRefused(_("A card has at most %(limit)s links.") % {"limit": _LINKS_AT_MOST})
    for url in checked:
        try:
            _is_web_address(url)
        except ValidationError as error:
            raise CardRefused(
                _("“%(url)s” is not an address of the web.") % {"url": clean_line(url)}
            ) from error
        if len(url) > 1000:
            raise CardRefused(_("An address has at most 1000 characters."))
    return list(checked.items())


def _require_past(day: date, today: date) -> None:
    if day < _FIRST_DAY:
        raise CardRefused(_("A card is dated 1900 or later: %(day)s is not.") % {"day": day.isoformat()})
    if day > today:
        raise CardRefused(
            _("A card is not dated in the future: %(day)s is still to come.") % {"day": day.isoformat()}
        )


def _checked(name: str, value: Any) -> Any:
    if name in _LIMITS:
        return _checked_text(name, value)
    if name == "excerpt_origin":
        if value not in Card.Origin.values:
            raise CardRefused(_("Say whose words the excerpt holds."))
        return value
    if not isinstance(value, _TYPES.get(name, ())):
        raise TypeError(f"a card has no editable {name!r} of {type(value).__name__}")
    return value


def _checked_text(name: str, value: str) -> str:
    text = clean_line(value) if name == "headline" else clean_text(value)
    field = Card._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    if name in _REQUIRED and not text:
        raise CardRefused(_("A card needs this: %(field)s.") % {"field": field})
    if len(text) > _LIMITS[name]:
        raise CardRefused(
            _("Too long, %(limit)s characters at most: %(field)s.") % {"limit": _LIMITS[name], "field": field}
        )
    return text

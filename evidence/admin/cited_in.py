"""Where a card is cited: what readers see, and what lies on the desk, drafts included."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.utils import get_latest_str
from wagtail.models.reference_index import ReferenceIndex

from evidence.citing import CitingShape, places_citing
from evidence.models import Card


@dataclass(frozen=True, slots=True)
class DeskText:
    """A text on the desk; the address is empty for those who may not edit it."""

    title: str
    url: str


@dataclass(frozen=True, slots=True)
class CitedIn:
    """Everything that cites one card."""

    public: tuple[CitingShape, ...]
    desk: tuple[DeskText, ...]

    def __bool__(self) -> bool:
        return bool(self.public or self.desk)


def cited_in(card: Card, user: Any) -> CitedIn:
    """What cites a card, with addresses that this user may open."""
    find = AdminURLFinder(user)
    desk = tuple(
        DeskText(get_latest_str(text), find.get_edit_url(text) or "")
        for text, _references in ReferenceIndex.get_grouped_references_to(card)
    )
    return CitedIn(places_citing([card.pk])[card.pk], desk)


def is_cited(card: Card) -> bool:
    """Whether anything cites it."""
    return bool(places_citing([card.pk])[card.pk]) or ReferenceIndex.get_references_to(card).exists()

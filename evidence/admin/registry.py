"""What higher apps add to the desk's cards: a panel in the form, a column and a filter in the list.

A higher app registers from its own `wagtail_hooks` module; evidence itself never learns who they are.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

from django import forms
from django.contrib.auth.models import AbstractBaseUser
from django.utils.functional import Promise
from django_filters import Filter

from evidence.models import Card

Label = str | Promise


class CardPanel(Protocol):
    """A part of the card form with fields of its own."""

    heading: Label

    def form(self, *, card: Card | None, data: Mapping[str, Any] | None) -> forms.Form:
        """The fields, under a prefix of their own; `data` is None before posting, `card` for a new one."""

    def save(self, *, card: Card, form: forms.Form, by: AbstractBaseUser, now: datetime) -> None:
        """Keep a valid form's values, in the transaction that saves the card. May raise CardRefused."""


class CardColumn(Protocol):
    """A column of the card list."""

    name: str
    label: Label

    def values(self, cards: Sequence[Card]) -> Mapping[int, str]:
        """What stands in it, by the card's primary key; one query for all the cards of a page."""


card_panels: list[CardPanel] = []
card_columns: list[CardColumn] = []
card_filters: dict[str, Filter] = {}


def register_card_panel(panel: CardPanel) -> None:
    """Show a panel at the end of the card form."""
    card_panels.append(panel)


def register_card_column(column: CardColumn) -> None:
    """Show a column at the end of the card list."""
    card_columns.append(column)


def register_card_filter(name: str, card_filter: Filter) -> None:
    """Offer a filter beside the card list, under a name that is free."""
    card_filters[name] = card_filter

"""Numbers as readers see them."""

from __future__ import annotations

from django import template

register = template.Library()


@register.filter
def percent(share: float | None) -> str:
    """A share of 0 to 1 as a whole percentage: 52%."""
    return "" if share is None else f"{percent_number(share)}%"


@register.filter
def percent_number(share: float | None) -> str:
    """A share of 0 to 1 in whole per cent, without the sign."""
    return "" if share is None else str(round(share * 100))

"""What tokens cost. A model without a price costs an unknown amount, which is not nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

MILLION = Decimal(1_000_000)


class BadPrices(ValueError):
    """The price list or a cap cannot be read; the message shows the part that is wrong."""


@dataclass(frozen=True, slots=True)
class Price:
    """Money for a million tokens, read and written."""

    tokens_in: Decimal
    tokens_out: Decimal


@dataclass(frozen=True, slots=True)
class Cap:
    """The most that may be spent, in money and in tokens; None stands for no limit."""

    money: Decimal | None = None
    tokens: int | None = None

    def __str__(self) -> str:
        parts = [f"{self.money}" if self.money is not None else ""]
        parts.append(f"{self.tokens:,} tokens" if self.tokens is not None else "")
        return ", ".join(part for part in parts if part)


NO_CAP = Cap()


def cost_of(price: Price | None, tokens_in: int | None, tokens_out: int | None) -> Decimal | None:
    """What a call cost, exactly; None where price or tokens are unknown."""
    if price is None or tokens_in is None or tokens_out is None:
        return None
    return (price.tokens_in * tokens_in + price.tokens_out * tokens_out) / MILLION


def read_prices(text: str) -> Mapping[str, Price]:
    """Read `small=0.20/0.80, large=3/15`: model, then money for a million tokens in and out.

    Raises BadPrices.
    """
    prices = {}
    for entry in filter(None, (part.strip() for part in text.split(","))):
        model, equals, amounts = entry.rpartition("=")
        given, slash, written = amounts.partition("/")
        if not (model.strip() and equals and slash):
            raise BadPrices(f"“{entry}” is not of the form model=in/out")
        prices[model.strip()] = Price(_amount(given, entry), _amount(written, entry))
    return prices


def read_cap(text: str) -> Cap:
    """Read `2.50/400000`: money, then tokens; either may be left out. Raises BadPrices."""
    money, _slash, tokens = (part.strip() for part in text.partition("/"))
    count = _amount(tokens, text) if tokens else None
    if count is not None and count != int(count):
        raise BadPrices(f"“{tokens}” is no number of tokens")
    return Cap(_amount(money, text) if money else None, None if count is None else int(count))


def _amount(text: str, where: str) -> Decimal:
    try:
        amount = Decimal(text.strip())
    except InvalidOperation:
        raise BadPrices(f"“{text.strip()}” in “{where}” is no number") from None
    if not amount.is_finite() or amount < 0:
        raise BadPrices(f"“{text.strip()}” in “{where}” is no amount")
    return amount

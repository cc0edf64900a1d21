"""Caps on money and tokens, held before each call; two workers together pass one by at most one call."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal

from django.db import connection, transaction
from django.db.models import Count, Q, QuerySet, Sum

from questions.drafting.language_model.configuring import Configuration
from questions.drafting.language_model.failing import ModelFailure
from questions.drafting.language_model.pricing import Cap, cost_of
from questions.drafting.language_model.wire import Wire
from questions.models import Run, RunExchange

# Any number that no other advisory lock of this database uses.
LOCK = 7_230_411
# What the form of the answer adds to the words that are sent.
FORM = 4_000
MOST_KEPT = 200_000


@transaction.atomic
def open_exchange(
    *, run: Run, n: int, configuration: Configuration, model: str, sent: str, now: datetime
) -> RunExchange:
    """Hold what one more call can take at most, and note what is about to be sent.

    Raises ModelFailure when a cap is reached already, or when one is in money and the model has no price.
    """
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
    price = configuration.prices.get(model)
    if price is None and configuration.capped_in_money:
        raise ModelFailure("price_unknown", model=model)
    for code, cap, spent in _caps(run, configuration, now):
        tokens, money = _spent(spent)
        if (cap.tokens is not None and tokens >= cap.tokens) or (
            cap.money is not None and money >= cap.money
        ):
            raise ModelFailure(code, cap=cap)
    # A token is at least one byte, so these are the most that the call can take.
    most_in, most_out = len(sent.encode()) + FORM, configuration.limits.most_tokens_out
    return RunExchange.objects.create(
        run=run,
        n=n,
        model=model[:120],
        sent_hash=digest(sent),
        sent_text=sent,
        held_tokens=most_in + most_out,
        held_cost=cost_of(price, most_in, most_out),
        at=now,
    )


def close_exchange(
    *, exchange: RunExchange, configuration: Configuration, wire: Wire, outcome: str, now: datetime
) -> None:
    """Keep what was sent and received to the letter, and count what the call took, not what it might have.

    A server that answered with an error took nothing. Where it does not say what it took, what was held stays
    held.
    """
    price = configuration.prices.get(exchange.model)
    exchange.received_text = wire.received_text[:MOST_KEPT]
    exchange.outcome, exchange.ended_at = outcome, now
    exchange.tokens_in, exchange.tokens_out = wire.tokens
    exchange.cost = cost_of(price, exchange.tokens_in, exchange.tokens_out)
    if wire.sent_text:
        exchange.sent_text, exchange.sent_hash = wire.sent_text, digest(wire.sent_text)
    if exchange.tokens_in is not None and exchange.tokens_out is not None:
        exchange.held_tokens, exchange.held_cost = exchange.tokens_in + exchange.tokens_out, exchange.cost
    elif not wire.may_have_cost:
        exchange.held_tokens, exchange.held_cost = 0, None
    exchange.save()


@dataclass(frozen=True, slots=True)
class Spent:
    """What counts against a cap; `unpriced` of the calls have no price, so that the money is more than it says."""

    calls: int
    tokens: int
    money: Decimal
    unpriced: int


def spent_this_month(now: datetime) -> Spent:
    """What all models took since the month began, in UTC; one query."""
    month = now.astimezone(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    sums = RunExchange.objects.filter(at__gte=month, at__lte=now).aggregate(
        calls=Count("pk"),
        tokens=Sum("held_tokens"),
        money=Sum("held_cost"),
        # A call that holds nothing was answered with an error, which is free.
        unpriced=Count("pk", filter=Q(held_cost=None, held_tokens__gt=0)),
    )
    return Spent(sums["calls"], sums["tokens"] or 0, sums["money"] or Decimal(0), sums["unpriced"])


def totals(exchanges: list[RunExchange]) -> dict[str, int | Decimal | None]:
    """Tokens and cost of a run so far. One call of unknown cost makes the cost of the run unknown."""
    known = [each for each in exchanges if each.tokens_in is not None and each.tokens_out is not None]
    # Calls that hold nothing any more were answered with an error, which is free.
    unknown = any(each.cost is None and each.held_tokens for each in exchanges)
    return {
        "tokens_in": sum(each.tokens_in or 0 for each in known) if known else None,
        "tokens_out": sum(each.tokens_out or 0 for each in known) if known else None,
        "cost": None
        if unknown or not known
        else sum((each.cost or Decimal(0) for each in known), Decimal(0)),
    }


def digest(text: str) -> str:
    """The sha256 of a text in UTF-8, as 64 hex digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _caps(
    run: Run, configuration: Configuration, now: datetime
) -> Iterator[tuple[str, Cap, QuerySet[RunExchange]]]:
    day = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    all_of_them = RunExchange.objects.all()
    yield "cap_run", configuration.cap_run, all_of_them.filter(run=run)
    yield "cap_day", configuration.cap_day, all_of_them.filter(at__gte=day)
    yield "cap_month", configuration.cap_month, all_of_them.filter(at__gte=day.replace(day=1))


def _spent(exchanges: QuerySet[RunExchange]) -> tuple[int, Decimal]:
    sums = exchanges.aggregate(tokens=Sum("held_tokens"), money=Sum("held_cost"))
    return sums["tokens"] or 0, sums["money"] or Decimal(0)

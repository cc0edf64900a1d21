"""What passed between a run and a model, as its page shows it to editors."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from evidence.flagging import FlagShape, kept_flag
from questions.models import Run, RunExchange

# Longer texts are shown as far as this; the row keeps all of it.
SHOWN = 60_000


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of what was sent or came back, and whose it is."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class ExchangeShape:
    """One call; `seconds` is how long it took, `waiting` says that it is not over yet."""

    n: int
    model: str
    outcome: str
    waiting: bool
    at: datetime
    seconds: float | None
    tokens_in: int | None
    tokens_out: int | None
    cost: Decimal | None
    sent_hash: str
    sent: tuple[Passage, ...]
    received: tuple[Passage, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RunLog:
    """Everything about models that a run keeps; empty for a drafter that asks none."""

    model: str
    prompt: str
    prompt_hash: str
    tokens_in: int | None
    tokens_out: int | None
    cost: Decimal | None
    flags: tuple[FlagShape, ...]
    notes: tuple[str, ...]
    exchanges: tuple[ExchangeShape, ...]


def run_log(run: Run) -> RunLog:
    """Gather it in one query."""
    return RunLog(
        model=run.model,
        prompt=run.prompt,
        prompt_hash=run.prompt_hash,
        tokens_in=run.tokens_in,
        tokens_out=run.tokens_out,
        cost=run.cost,
        flags=run_flags(run),
        notes=tuple(each["note"] for each in run.findings if each.get("kind") == "audit"),
        exchanges=tuple(_exchange(each) for each in run.exchanges.order_by("n", "pk")),
    )


def run_flags(run: Run) -> tuple[FlagShape, ...]:
    """What screening found in the cards that the run was given."""
    return tuple(kept_flag(each) for each in run.findings if each.get("kind") == "instruction_in_card")


def _exchange(exchange: RunExchange) -> ExchangeShape:
    ended = exchange.ended_at
    return ExchangeShape(
        n=exchange.n,
        model=exchange.model,
        outcome=_("Answered") if exchange.outcome == "answered" else exchange.outcome.replace("_", " "),
        waiting=ended is None,
        at=exchange.at,
        seconds=(ended - exchange.at).total_seconds() if ended else None,
        tokens_in=exchange.tokens_in,
        tokens_out=exchange.tokens_out,
        cost=exchange.cost,
        sent_hash=exchange.sent_hash,
        sent=tuple(_sent(exchange.sent_text)),
        received=tuple(_received(exchange.received_text)),
        notes=tuple(str(finding.get("note", "")) for finding in exchange.findings),
    )


def _sent(text: str) -> Iterator[Passage]:
    """The messages of a request, or the text itself where it is none."""
    messages = _object(text).get("messages")
    if not isinstance(messages, Sequence) or not messages:
        yield Passage("", text[:SHOWN])
        return
    for message in messages:
        if isinstance(message, dict):
            content = message.get("content")
            yield Passage(str(message.get("role", "")), _readable(content)[:SHOWN])


def _received(text: str) -> Iterator[Passage]:
    """The message of a completion with what it hands over set out, or the text itself where it is none."""
    choices = _object(text).get("choices")
    message = choices[0].get("message") if isinstance(choices, list) and _first_is_object(choices) else None
    if not isinstance(message, dict):
        yield Passage("", text[:SHOWN])
        return
    for name in ("content", "refusal"):
        if message.get(name):
            yield Passage(name, _readable(message[name])[:SHOWN])
    for call in message.get("tool_calls") or ():
        function = call.get("function") if isinstance(call, dict) else None
        if isinstance(function, dict):
            arguments = str(function.get("arguments", ""))
            yield Passage(str(function.get("name", "")), _readable(_object(arguments) or arguments)[:SHOWN])


def _first_is_object(choices: list[Any]) -> bool:
    return bool(choices) and isinstance(choices[0], dict)


def _object(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _readable(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False)

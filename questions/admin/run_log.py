"""What a run was given, what passed between it and a model, and what it handed over, as its page shows it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from evidence.flagging import FlagShape, kept_flag
from questions.drafting.reading import Unreadable, draft_hash, read_draft
from questions.models import Run, RunExchange

# Longer texts are shown as far as this; the row keeps all of it.
SHOWN = 60_000
SHOWN_WHOLE = 400_000
_OUTCOMES = {
    "answered": gettext_lazy("Answered"),
    "broke_off": gettext_lazy("Broke off: the run or its worker ended before the answer came"),
}


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
    outcome: str | Promise
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
class Material:
    """The brief or the draft of a run, as JSON with its sha256; `cut` says that more of it is kept than shown."""

    sha256: str
    text: str
    cut: bool


@dataclass(frozen=True, slots=True)
class RunLog:
    """Everything that a run keeps of its work; what concerns models is empty for a drafter that asks none."""

    model: str
    prompt: str
    prompt_hash: str
    tokens_in: int | None
    tokens_out: int | None
    cost: Decimal | None
    flags: tuple[FlagShape, ...]
    notes: tuple[str, ...]
    exchanges: tuple[ExchangeShape, ...]
    given: Material | None
    handed_over: Material | None

    @property
    def mark(self) -> str:
        """Another one when there is something new to show."""
        ended = sum(not each.waiting for each in self.exchanges)
        parts = (len(self.exchanges), ended, len(self.flags), len(self.notes))
        return "-".join(map(str, (*parts, int(self.given is not None), int(self.handed_over is not None))))


def run_log(run: Run, now: datetime) -> RunLog:
    """Gather it in one query."""
    exchanges = list(run.exchanges.order_by("n", "pk"))
    # A worker that was killed closes nothing: a call is on its way only while its run is held.
    held = run.state == Run.State.RUNNING and run.lease_until is not None and run.lease_until >= now
    return RunLog(
        model=run.model,
        prompt=run.prompt,
        prompt_hash=run.prompt_hash,
        tokens_in=run.tokens_in,
        tokens_out=run.tokens_out,
        cost=run.cost,
        flags=run_flags(run),
        notes=tuple(each["note"] for each in run.findings if each.get("kind") == "audit"),
        exchanges=tuple(_exchange(each, held=held and each is exchanges[-1]) for each in exchanges),
        given=_material(run.brief, run.input_hash) if run.brief else None,
        handed_over=_material(run.output, _draft_hash(run.output)) if run.output else None,
    )


def _material(plain: Mapping[str, Any], sha256: str) -> Material:
    text = json.dumps(plain, indent=1, ensure_ascii=False)
    return Material(sha256, text[:SHOWN_WHOLE], len(text) > SHOWN_WHOLE)


def _draft_hash(output: Mapping[str, Any]) -> str:
    """As a bundle names it; empty for a draft that this version cannot read."""
    try:
        return draft_hash(read_draft(output))
    except Unreadable:
        return ""


def run_flags(run: Run) -> tuple[FlagShape, ...]:
    """What screening found in the cards that the run was given."""
    return tuple(kept_flag(each) for each in run.findings if each.get("kind") == "instruction_in_card")


def _exchange(exchange: RunExchange, *, held: bool) -> ExchangeShape:
    ended = exchange.ended_at
    outcome = exchange.outcome if ended else exchange.outcome or "broke_off"
    return ExchangeShape(
        n=exchange.n,
        model=exchange.model,
        outcome=_OUTCOMES[outcome] if outcome in _OUTCOMES else outcome.replace("_", " "),
        waiting=ended is None and held,
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

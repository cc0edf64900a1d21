"""Ask a model once, and judge what it answered."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from importlib import import_module

from django.utils.translation import gettext as _

from questions.aliasing import kept_aliases
from questions.drafting.brief import Brief, BriefCard
from questions.drafting.drafter import Draft, Progress
from questions.drafting.language_model import checking
from questions.drafting.language_model.answer import Answer
from questions.drafting.language_model.configuring import Configuration
from questions.drafting.language_model.failing import ModelFailure
from questions.drafting.language_model.prompting import Mending, Prompt, message
from questions.drafting.language_model.spending import close_exchange, open_exchange
from questions.drafting.language_model.validating import objections
from questions.drafting.language_model.wire import Wire
from questions.drafting.proofing import Proof
from questions.drafting.wire_conditions import Offered, offered
from questions.models import Run, RunExchange

# By name and not imported: it loads pydantic-ai, 72 MB, which only the worker needs, and only when it asks
# a model. Web processes never do.
CALLING = "questions.drafting.language_model.calling"
MOST_PROBLEMS = 25


@dataclass(slots=True)
class Asking:
    """Everything that stays the same from call to call of one run; `last` is the exchange made last."""

    configuration: Configuration
    run: Run
    clock: Callable[[], datetime]
    prompt: Prompt
    fence: str
    deadline: float
    brief: Brief
    cards: dict[str, BriefCard]
    progress: Progress
    proof: Proof = field(init=False)
    allowed: Offered = field(init=False)
    last: RunExchange | None = None

    def __post_init__(self) -> None:
        self.proof, self.allowed = Proof(self.brief, kept_aliases()), offered(self.brief)

    def ask(self, n: int, model: str, mending: Mending | None) -> Answer:
        """Make one call, noted before it is made and after it ended. Raises ModelFailure."""
        step = _("Asking %(model)s, call %(n)d") % {"model": model, "n": n}
        self.progress(step)
        text = message(self.prompt, self.brief, list(self.cards.values()), self.fence, mending)
        self.last = open_exchange(
            run=self.run,
            n=self.run.exchanges.count() + 1,
            configuration=self.configuration,
            model=model,
            sent=f"{self.prompt.instructions}\n\n{text}",
            now=self.clock(),
        )
        return self._call(self.last, text, step)

    def _call(self, exchange: RunExchange, text: str, step: str) -> Answer:
        calling = import_module(CALLING)
        wire, outcome = Wire(), "broke_off"
        until = min(self.deadline, time.monotonic() + self.configuration.limits.call)
        asked = calling.Call(
            configuration=self.configuration,
            model=exchange.model,
            scale=self.brief.slugs,
            instructions=self.prompt.instructions,
            message=text,
            deadline=until,
            last=until == self.deadline,
            watch=lambda: self.progress(step),
        )
        try:
            answer: Answer = calling.call(asked, wire, self.clock())
            outcome = "answered"
        except ModelFailure as failure:
            outcome = failure.code
            raise
        finally:
            close_exchange(
                exchange=exchange,
                configuration=self.configuration,
                wire=wire,
                outcome=outcome,
                now=self.clock(),
            )
        return answer

    def judge(self, answer: Answer) -> tuple[Draft, list[str]]:
        """The draft and what blocks it. Raises ModelFailure for an answer that may not become one."""
        self.progress(_("Checking the answer"))
        prompt = self.prompt
        found = objections(
            answer,
            allowed=self.allowed,
            cards={
                ref: f"{card.source_name} {card.headline} {card.excerpt} {card.stored_text}"
                for ref, card in self.cards.items()
            },
            instructions=f"{prompt.instructions}\n{prompt.task}\n{prompt.mending}",
            fence=self.fence,
        )
        if found:
            self._keep(found[0].code, [{"kind": each.code, "note": each.detail} for each in found])
            details = [f"{each.code.replace('_', ' ')}: {each.detail}" for each in found[:MOST_PROBLEMS]]
            raise ModelFailure(found[0].code, feedback="; ".join(details), detail=found[0].detail)
        draft = checking.to_draft(
            answer, {ref: card.id for ref, card in self.cards.items()}, self.proof, self.allowed
        )
        problems = checking.problems(checking.audit_draft(draft, self.brief, self.proof))
        self._keep("answered", [{"kind": "audit", "note": problem} for problem in problems])
        return draft, problems

    def _keep(self, outcome: str, findings: list[dict[str, str]]) -> None:
        if self.last is not None:
            self.last.outcome, self.last.findings = outcome, findings[:100]
            self.last.save(update_fields=["outcome", "findings"])


def handed_over(exchange: RunExchange | None) -> str:
    """What the model wrote in an exchange: its draft, or else its prose."""
    received = exchange.received_text if exchange is not None else ""
    choice = Wire(received=bytearray(received.encode())).choice() or {}
    wrote = choice.get("message") if isinstance(choice.get("message"), dict) else None
    try:
        return str(wrote["tool_calls"][0]["function"]["arguments"])  # type: ignore[index]
    except (LookupError, TypeError):
        return str((wrote or {}).get("content") or "")

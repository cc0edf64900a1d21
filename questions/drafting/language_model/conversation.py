"""The calls of one run: at most three, within one wall clock, each told what was wrong before."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from evidence.screening import screen
from questions.drafting.brief import Brief
from questions.drafting.drafter import Draft, EvidenceTooThin, Progress
from questions.drafting.extractive import too_thin
from questions.drafting.language_model import breaking
from questions.drafting.language_model.asking import MOST_PROBLEMS, Asking, handed_over
from questions.drafting.language_model.configuring import Configuration
from questions.drafting.language_model.failing import ELSEWHERE, MENDABLE, PASSING, ModelFailure
from questions.drafting.language_model.prompting import Mending, Prompt, shown_cards
from questions.drafting.language_model.spending import totals
from questions.drafting.language_model.waiting import TimeIsUp, pause
from questions.models import Run, RunExchange

Clock = Callable[[], datetime]


@dataclass(slots=True)
class _Best:
    """The draft with the fewest blocking findings so far, these, and who wrote it."""

    draft: Draft
    problems: list[str]
    model: str


@dataclass(slots=True)
class _Turn:
    """Whom to ask next, what to tell of the last answer, and how long to wait before."""

    model: str
    mending: Mending | None = None
    wait: float = 0.0


class Conversation:
    """What one run asks and is told."""

    def __init__(self, configuration: Configuration, run: Run, clock: Clock, prompt: Prompt) -> None:
        self.configuration = configuration
        self.limits = configuration.limits
        self.run = run
        self.clock = clock
        self.prompt = prompt
        self.deadline = time.monotonic() + self.limits.wall
        self.findings: list[dict[str, Any]] = []
        # By model: whether it handed over a draft, or only failed.
        self.outcomes: dict[str, bool] = {}

    def draft(self, brief: Brief, progress: Progress) -> Draft:
        """Answer the brief within three calls and the wall clock.

        A draft that still has blocking findings after its last call is handed over with them: the gate stays
        shut and people mend it. Raises EvidenceTooThin, and ModelFailure, which leaves nothing behind but its
        reason.
        """
        if not brief.evidence.enough:
            raise EvidenceTooThin(too_thin(brief))
        first = breaking.first_free(configuration=self.configuration, now=self.clock())
        cards = shown_cards(brief)
        self.findings = [flag.to_json() for flag in screen((card, card.source_name) for card in cards)]
        self._note(
            prompt=self.prompt.name,
            prompt_hash=self.prompt.sha256,
            model=first[:120],
            shown=[card.ref for card in cards],
        )
        asking = Asking(
            configuration=self.configuration,
            run=self.run,
            clock=self.clock,
            prompt=self.prompt,
            fence=secrets.token_hex(8),
            deadline=self.deadline,
            brief=brief,
            cards={card.ref: card for card in cards},
            progress=progress,
        )
        try:
            best = self._converse(asking, first)
        except ModelFailure:
            self._tell_breakers()
            self._note()
            raise
        self._tell_breakers()
        self.findings += [{"kind": "audit", "note": problem} for problem in best.problems]
        self._note(model=best.model[:120])
        return best.draft

    def _converse(self, asking: Asking, first: str) -> _Best:
        """Ask until a draft has nothing that blocks it or the calls are used up; the best draft there was.

        A run that a dead worker left behind has used some of its calls already.
        """
        turn = _Turn(first)
        best: _Best | None = None
        failed = ModelFailure("calls_used")
        for n in range(self.run.exchanges.count() + 1, self.limits.calls + 1):
            try:
                self._wait(turn.wait, asking.progress)
                draft, problems = asking.judge(asking.ask(n, turn.model, turn.mending))
            except ModelFailure as failure:
                failed = failure
                if failure.counts:
                    self.outcomes.setdefault(turn.model, False)
                self.findings.append({"kind": failure.code, "note": str(failure), "call": n})
                following = self._after(failure, turn, asking.last)
            else:
                self.outcomes[turn.model] = True
                if best is None or len(problems) < len(best.problems):
                    best = _Best(draft, problems, turn.model)
                if not problems:
                    return best
                following = _Turn(turn.model, Mending(handed_over(asking.last), problems[:MOST_PROBLEMS]))
            self._note()
            if following is None:
                break
            turn = following
        if best is None:
            raise failed
        return best

    def _after(self, failure: ModelFailure, turn: _Turn, last: RunExchange | None) -> _Turn | None:
        """Whether and how to go on after a failure; what the server asked for is kept for its other model too."""
        wait = failure.pause(self.limits.pause)
        if time.monotonic() + wait >= self.deadline:
            return None
        fallback = self.configuration.fallback
        if failure.code in ELSEWHERE and turn.model != fallback and self._free(fallback):
            return _Turn(fallback, turn.mending, wait)
        if failure.code in PASSING:
            return _Turn(turn.model, turn.mending, wait)
        if failure.code in MENDABLE:
            return _Turn(turn.model, Mending(handed_over(last), [failure.feedback or str(failure)]))
        return None

    def _free(self, model: str) -> bool:
        return breaking.is_free(configuration=self.configuration, model=model, now=self.clock())

    def _tell_breakers(self) -> None:
        """Each model's breaker hears of its own outcome: the fallback's draft says nothing of the first model."""
        for model, worked in self.outcomes.items():
            if worked:
                breaking.note_success(configuration=self.configuration, model=model)
            else:
                breaking.note_failure(configuration=self.configuration, model=model, now=self.clock())

    def _wait(self, seconds: float, progress: Progress) -> None:
        if seconds <= 0:
            return
        step = _("Waiting for the model's server")
        try:
            pause(seconds, deadline=self.deadline, poll=self.limits.poll, watch=lambda: progress(step))
        except TimeIsUp:
            raise ModelFailure("timed_out", seconds=f"{self.limits.wall:g}") from None

    def _note(self, **changes: str | list[str]) -> None:
        """Keep on the run what is known by now, as long as this worker holds it."""
        own = Run.objects.filter(pk=self.run.pk, fence=self.run.fence, state=Run.State.RUNNING)
        own.update(findings=self.findings, **totals(list(self.run.exchanges.all())), **changes)

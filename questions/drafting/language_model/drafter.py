"""A language model as a drafter: which one, and what drafts for one run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from questions.drafting.brief import Brief
from questions.drafting.drafter import Draft, DrafterKind, Progress
from questions.drafting.language_model.configuring import Configuration, configuration
from questions.drafting.language_model.conversation import Conversation
from questions.drafting.language_model.pricing import BadPrices
from questions.drafting.language_model.prompting import Prompt, load, recorded
from questions.models import Run

NAME = "language_model"


class LanguageModel:
    """Asks one model behind an OpenAI-compatible address, and another when that one fails."""

    name = NAME
    version = "2"
    kind: DrafterKind = "model"

    def __init__(self, configuration: Configuration, prompt: Prompt | None = None) -> None:
        self.configuration = configuration
        self._prompt = prompt

    @property
    def description(self) -> str:
        """Which model it asks, for whoever chooses a drafter."""
        return _("Language model: asks %(model)s, which writes from the evidence cards in its own words.") % {
            "model": self.configuration.model
        }

    def for_run(self, run: Run, clock: Callable[[], datetime]) -> Callable[[Brief, Progress], Draft]:
        """What drafts for one run and keeps its exchanges."""
        return Conversation(self.configuration, run, clock, self._prompt or load()).draft

    def as_recorded(self, model: str, prompt: str, prompt_hash: str) -> tuple[LanguageModel, list[str]]:
        """The drafter that asks this model alone, with this prompt, and what could not be made the same."""
        notes = []
        if model and model not in (self.configuration.model, self.configuration.fallback):
            facts = {"then": model, "now": self.configuration.model}
            notes.append(_("It asks %(then)s as then; this installation is set to %(now)s now.") % facts)
        found = recorded(prompt, prompt_hash)
        if found is None:
            facts = {"then": prompt or "?", "hash": prompt_hash[:12], "now": load().name}
            notes.append(
                _("The prompt %(then)s (sha256 %(hash)s…) is not here any more; %(now)s was sent.") % facts
            )
        asked = replace(self.configuration, model=model or self.configuration.model, fallback="")
        return LanguageModel(asked, found), notes


def configured_model() -> LanguageModel | None:
    """The model of this installation; None where none is set up, or its prices or caps cannot be read."""
    try:
        found = configuration()
    except BadPrices:
        return None
    return LanguageModel(found) if found is not None else None

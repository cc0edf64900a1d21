"""A language model as a drafter: which one, and what drafts for one run."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.utils.translation import gettext as _

from questions.drafting.brief import Brief
from questions.drafting.drafter import Draft, DrafterKind, Progress
from questions.drafting.language_model.configuring import Configuration, configuration
from questions.drafting.language_model.conversation import Conversation
from questions.drafting.language_model.pricing import BadPrices
from questions.drafting.language_model.prompting import load
from questions.models import Run

NAME = "language_model"


class LanguageModel:
    """Asks one model behind an OpenAI-compatible address, and another when that one fails."""

    name = NAME
    version = "1"
    kind: DrafterKind = "model"

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration

    @property
    def description(self) -> str:
        """Which model it asks, for whoever chooses a drafter."""
        return _("Language model: asks %(model)s, which writes from the evidence cards in its own words.") % {
            "model": self.configuration.model
        }

    def for_run(self, run: Run, clock: Callable[[], datetime]) -> Callable[[Brief, Progress], Draft]:
        """What drafts for one run and keeps its exchanges."""
        return Conversation(self.configuration, run, clock, load()).draft


def configured_model() -> LanguageModel | None:
    """The model of this installation; None where none is set up, or its prices or caps cannot be read."""
    try:
        found = configuration()
    except BadPrices:
        return None
    return LanguageModel(found) if found is not None else None

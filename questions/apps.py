"""Registration of the questions app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QuestionsConfig(AppConfig):
    """See docs/architecture.md for what this app knows."""

    name = "questions"
    verbose_name = _("Questions")

    def ready(self) -> None:
        """Begin to hear Wagtail, and tell evidence where its cards are cited; each has a module of its own."""
        import_module("questions.checks")
        import_module("questions.citing")
        import_module("questions.drafting.language_model.checks")
        import_module("questions.page_signals")
        import_module("questions.take_signals")

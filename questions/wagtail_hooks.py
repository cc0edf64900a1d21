"""Wagtail looks for hooks here; each admin module registers its own."""

from questions.admin import aliases, questions, runs, scale, scorecard, stances, takes

__all__ = ["aliases", "questions", "runs", "scale", "scorecard", "stances", "takes"]

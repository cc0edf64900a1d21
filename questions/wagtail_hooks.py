"""Wagtail looks for hooks here; each admin module registers its own."""

from questions.admin import questions, runs, scale, stances, takes

__all__ = ["questions", "runs", "scale", "stances", "takes"]

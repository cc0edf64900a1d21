"""Fixtures for the language-model drafter."""

from tests.questions.drafting.language_model.desk import committed_desk, desk, filled

__all__ = ["committed_desk", "desk", "filled"]

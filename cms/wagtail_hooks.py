"""Wagtail looks for hooks here; each admin module registers its own."""

from cms.admin import desk

__all__ = ["desk"]

"""Wagtail looks for hooks here; each admin module registers its own."""

from cms.admin import desk, partners

__all__ = ["desk", "partners"]

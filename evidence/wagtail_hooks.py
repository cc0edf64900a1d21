"""Wagtail's entry to the evidence desk."""

from evidence.admin import menu, rich_text  # noqa: F401

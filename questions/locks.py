"""The lock that Wagtail's editor sees on a published version."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from wagtail.locks import BaseLock


class RecordLock(BaseLock):
    """Holds for everybody, superusers included, and for good."""

    def for_user(self, user: Any) -> bool:
        """Nobody edits a version."""
        return True

    def get_message(self, user: Any) -> str:
        """Why, and what to do instead."""
        return _(
            "This version is part of the public record and never changes. Correct it with a new version."
        )

    def get_description(self, user: Any) -> str:
        """The same, for the status panel."""
        return self.get_message(user)

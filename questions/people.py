"""What takes need to know of whoever acts on them: what they may do and how readers see them."""

from __future__ import annotations

from typing import Any, TypeAlias

from django.utils.translation import gettext as _

# Whoever signs in. The user model belongs to the layer above and is named in settings only.
Person: TypeAlias = Any

WAIVE = "questions.add_waiver"
PUBLISH = "questions.publish_take"
WITHDRAW = "questions.add_withdrawal"
EDIT = "questions.change_take"


def may(person: Person, permission: str) -> bool:
    """Whether an active person has a permission such as `questions.publish_take`."""
    return bool(person.is_active and person.has_perm(permission))


def name_of(person: Person) -> str:
    """What colleagues call a person: the public byline if they chose one, else the full name, else the login."""
    return str(getattr(person, "byline", "") or person.get_full_name() or person.get_username())


def byline_of(person: Person) -> str:
    """The name that readers see, never the login."""
    return str(getattr(person, "public_byline", "") or _("An editor"))

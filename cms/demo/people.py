"""The demo's accounts."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group

from cms.demo.facts import facts
from cms.users.models import User

GROUPS = {"editor": "Editors", "reviewer": "Reviewers", "manager": "Partner managers", "agent": "Agents"}


def load_people(password: str) -> dict[str, User]:
    """Make the accounts that are missing, each in its group; the agent signs in nowhere. By role."""
    people = {}
    for row in facts("people")["person"]:
        person, created = User.objects.get_or_create(
            username=row["username"],
            defaults={
                "first_name": row["display_name"][:150],
                "byline": row["byline"],
                "is_superuser": row["role"] == "admin",
            },
        )
        if created:
            if row["role"] == "agent":
                person.set_unusable_password()
            else:
                person.set_password(password)
            person.save()
            if row["role"] in GROUPS:
                person.groups.add(Group.objects.get(name=GROUPS[row["role"]]))
        people[row["role"]] = person
    return people


def give_addresses(people: Iterable[User]) -> None:
    """Give the accounts their mail addresses, after the story: its reviews are not news to anyone."""
    for person in people:
        person.email = f"{person.username}@example.org"
        person.save(update_fields=["email"])

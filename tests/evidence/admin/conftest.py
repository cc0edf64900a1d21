"""People at the desk and cards on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from django.contrib.auth.models import Permission
from django.db.models import Q
from django.test import Client

from cms.users.models import User
from evidence import curating
from evidence.models import Card, Source, Topic
from tests.sharing import shared

NOON = datetime(2026, 4, 14, 12, tzinfo=UTC)
DAY = date(2026, 4, 14)
MakeCard = Callable[..., Card]


def person(name: str, *actions: str) -> User:
    """Someone who may sign in at the desk, with these rights over everything in evidence."""
    made = User.objects.create_user(name, password="a-long-password")
    rights = Q(codename="access_admin")
    for action in actions:
        rights |= Q(codename__startswith=f"{action}_", content_type__app_label="evidence")
    made.user_permissions.set(Permission.objects.filter(rights))
    return made


@shared
def editor() -> User:
    return person("an-editor", "add", "change", "view")


@shared
def reviewer() -> User:
    return person("a-reviewer", "add", "change", "view", "delete")


@shared
def onlooker() -> User:
    return person("an-onlooker")


@pytest.fixture
def desk(client: Client, editor: User) -> Client:
    """The editor's browser, signed in."""
    client.force_login(editor)
    return client


@shared
def source() -> Source:
    return Source.objects.create(slug="gauge-office", name="Gauge Office")


@shared
def topic() -> Topic:
    return Topic.objects.create(slug="tides", name="Tides")


@pytest.fixture
def make_card(source: Source) -> MakeCard:
    """Cards in any state, by the use cases."""

    def make(headline: str = "The tide rose", *, state: str = Card.State.INBOX, **fields: object) -> Card:
        values = {"excerpt": "It rose by 3 m.", "published_on": DAY, "source": source, **fields}
        card = curating.add_card(headline=headline, by=None, now=NOON, **values)
        if state == Card.State.KEPT:
            card = curating.keep_card(card=card, day=DAY, by=None, now=NOON)
        elif state == Card.State.DISMISSED:
            card = curating.dismiss_card(card=card, by=None, now=NOON)
        elif state in (Card.State.PUBLISHED, Card.State.WITHDRAWN):
            card = curating.publish_card_now(card=card, by=None, now=NOON)
        if state == Card.State.WITHDRAWN:
            card = curating.withdraw_card(card=card, reason="wrong", by=None, now=NOON)
        return card

    return make

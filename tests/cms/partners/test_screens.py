"""Partners in the admin: for partner managers only, each key shown once."""

from __future__ import annotations

import re

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.models import ApiKey, Partner
from cms.partners.keys import authenticate
from cms.users.models import User
from tests.api.partners import make_key, make_partner, standing_clock
from tests.sharing import shared
from tests.world import World

__all__ = ["standing_clock"]
pytestmark = pytest.mark.usefixtures("standing_clock")


@shared
def partner(world: World) -> Partner:
    return make_partner(world)


@pytest.fixture
def manager(world: World) -> Client:
    person = User.objects.create_user("petra", "petra@example.org", "a-long-password")
    person.groups.add(Group.objects.get(name="Partner managers"))
    return signed_in(person)


def signed_in(person: User) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


FORM = {"label": "Nightly drafts", "scopes": ["takes:draft"], "expires_on": "2027-01-31"}


def test_a_key_is_shown_once_and_works(manager: Client, partner: Partner, world: World) -> None:
    page = reverse("partner_keys", args=[partner.pk])
    response = manager.post(page, FORM)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    found = re.search(r'value="(assay_\w+)"', response.content.decode())
    assert found is not None
    key = authenticate(found[1], world.now)
    assert (key.partner, key.scopes) == (partner, ["takes:draft"])
    assert key.expires_at.isoformat() == "2027-01-31T23:59:59+00:00"
    listed = manager.get(page)
    text = listed.content.decode()
    assert found[1] not in text
    assert key.prefix in text
    assert "no-store" in listed["Cache-Control"]
    entry = ModelLogEntry.objects.get(action="cms.issue_key")
    assert found[1] not in str(entry.data)


def test_a_key_is_revoked_after_a_question(manager: Client, partner: Partner, world: World) -> None:
    key, token = make_key(world, partner)
    page = reverse("partner_key_revoke", args=[key.pk])
    assert key.prefix in manager.get(page).content.decode()
    assert authenticate(token, world.now)
    assert manager.post(page).status_code == 302
    key.refresh_from_db()
    assert key.revoked_at == world.now
    assert ModelLogEntry.objects.filter(action="cms.revoke_key").count() == 1


def test_a_third_live_key_is_refused_with_a_sentence(manager: Client, partner: Partner, world: World) -> None:
    make_key(world, partner)
    make_key(world, partner)
    response = manager.post(reverse("partner_keys", args=[partner.pk]), FORM)
    assert response.status_code == 400
    assert "two live keys already" in response.content.decode()
    assert ApiKey.objects.count() == 2


def test_a_partner_is_added_and_edited_but_not_deleted(manager: Client, world: World) -> None:
    fields = {"name": "Harbour Desk", "slug": "harbour-desk", "contact": "desk@example.org", "active": "on"}
    refused = manager.post(reverse("partners:add"), {**fields, "user": world.editor.pk})
    assert refused.status_code == 200
    assert not Partner.objects.exists()
    assert manager.post(reverse("partners:add"), {**fields, "user": world.agent.pk}).status_code == 302
    partner = Partner.objects.get()
    assert "Harbour Desk" in manager.get(reverse("partners:index")).content.decode()
    del fields["active"]
    edit = reverse("partners:edit", args=[partner.pk])
    assert manager.post(edit, {**fields, "user": world.agent.pk}).status_code == 302
    partner.refresh_from_db()
    assert partner.active is False
    for client in (manager, signed_in(world.admin)):
        client.post(reverse("partners:delete", args=[partner.pk]))
    assert Partner.objects.exists()


@pytest.mark.parametrize("role", ["nobody", "editor", "reviewer", "agent"])
def test_nobody_else_sees_or_does_anything(role: str, world: World, partner: Partner) -> None:
    client = Client() if role == "nobody" else signed_in(getattr(world, role))
    key, _token = make_key(world, partner)
    pages = [
        reverse("partners:index"),
        reverse("partners:add"),
        reverse("partners:edit", args=[partner.pk]),
        reverse("partner_keys", args=[partner.pk]),
        reverse("partner_key_revoke", args=[key.pk]),
    ]
    for page in pages:
        for response in (client.get(page), client.post(page, FORM)):
            assert response.status_code in (302, 403), page
            assert key.prefix not in response.content.decode()
    key.refresh_from_db()
    assert (key.revoked_at, ApiKey.objects.count()) == (None, 1)
    if role in ("editor", "reviewer"):
        assert reverse("partners:index") not in client.get(reverse("wagtailadmin_home")).content.decode()

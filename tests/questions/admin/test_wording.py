"""The screen where the label is worded."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from questions.models import Wording
from tests.world import World


@pytest.fixture
def page() -> str:
    Wording.load()
    return reverse("wagtailsettings:edit", args=["questions", "wording", Wording.load().pk])


@pytest.fixture
def admin(client: Client, world: World) -> Client:
    client.force_login(world.admin, backend="django.contrib.auth.backends.ModelBackend")
    return client


def form(**changes: Any) -> dict[str, Any]:
    saved = Wording.load()
    names = [field.name for field in Wording._meta.fields if field.name != "id"]
    return {name: getattr(saved, name) for name in names} | changes


def test_every_sentence_can_be_worded_and_every_state_is_shown(
    world: World, admin: Client, page: str
) -> None:
    html = admin.get(page).content.decode()
    for name in form():
        assert f'name="{name}"' in html
    assert "Handed in by a partner as drafted by harbour-desk/scribe 1" in html
    assert "Its text was erased for legal reasons on 14 April 2026." in html
    saved = admin.post(page, form(reviewed="{byline} read it on {day}."))
    assert saved.status_code == 302
    assert Wording.objects.get().reviewed == "{byline} read it on {day}."
    assert "A reviewer read it on 14 April 2026." in admin.get(page).content.decode()


def test_a_sentence_without_its_facts_is_refused_with_a_sentence(
    world: World, admin: Client, page: str
) -> None:
    seen = admin.post(page, form(reviewed="Read on {dya}."))
    assert seen.status_code == 200
    html = seen.content.decode()
    assert "There is no placeholder {dya} here. Known: {byline} and {day}." in html
    assert Wording.objects.get().reviewed == Wording().reviewed

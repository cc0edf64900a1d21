"""Keys over HTTP: refused as problems with a challenge, and never taken from an address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from cms.models import Partner
from cms.partners.keys import revoke_key
from cms.partners.tokens import make_token
from tests.api.partners import Desk, make_desk, make_key, make_partner, standing_clock
from tests.sharing import shared
from tests.world import World

__all__ = ["standing_clock"]
pytestmark = pytest.mark.usefixtures("standing_clock")


@shared
def desk(world: World) -> Desk:
    return make_desk(world)


def _expired(desk: Desk) -> str:
    other = make_partner(desk.world, "late-desk")
    return make_key(desk.world, other, expires_at=desk.world.now, now=desk.world.now - timedelta(days=9))[1]


def _revoked(desk: Desk) -> str:
    revoke_key(key=desk.key, by=desk.world.admin, now=desk.world.now)
    return desk.token


def _inactive(desk: Desk) -> str:
    Partner.objects.update(active=False)
    return desk.token


STATES: list[tuple[Callable[[Desk], str], int, str, str]] = [
    (lambda desk: make_token(), 401, "key-refused", "never issued"),
    (lambda desk: "secret", 401, "key-refused", "mistyped"),
    (lambda desk: desk.token[:-1], 401, "key-refused", "mistyped"),
    (_expired, 401, "key-refused", "expired"),
    (_revoked, 401, "key-refused", "revoked"),
    (_inactive, 401, "key-refused", "not active"),
    (lambda desk: make_key(desk.world, desk.partner, "read")[1], 403, "key-scope", "not issued for"),
]


@pytest.mark.parametrize(("make", "status", "slug", "words"), STATES)
def test_a_key_that_does_not_fit_is_refused(
    make: Callable[[Desk], str], status: int, slug: str, words: str, desk: Desk
) -> None:
    body, token = desk.body(), make(desk)
    for response in (
        desk.send(body, token=token),
        desk.get(f"/api/v1/drafts/{desk.world.question.stable_id}/", token),
    ):
        assert response.status_code == status
        assert response["Content-Type"] == "application/problem+json"
        assert response.json()["type"] == f"/api/docs/#problem-{slug}"
        assert words in response.json()["detail"]
        assert response["WWW-Authenticate"].startswith('Bearer realm="assay", error="')
        assert token not in response.content.decode()


def test_without_a_key_there_is_a_challenge(desk: Desk) -> None:
    for headers in ({}, {"Authorization": "Basic YTpi"}, {"Authorization": "Token x"}):
        response = Client().post(desk.path, b"{}", content_type="application/json", headers=headers)
        assert (response.status_code, response["WWW-Authenticate"]) == (401, 'Bearer realm="assay"')
        assert response.json()["type"] == "/api/docs/#problem-key-missing"


def test_revoking_takes_effect_with_the_next_request(desk: Desk) -> None:
    assert desk.send(desk.body()).status_code == 201
    revoke_key(key=desk.key, by=desk.world.admin, now=desk.world.now)
    assert desk.send(desk.body()).status_code == 401


@pytest.mark.parametrize("path", ["/api/v1/cards/", "/api/v1/drafters/"])
def test_a_key_in_an_address_is_refused_wherever_it_stands(path: str, desk: Desk) -> None:
    for query in ({"api_key": desk.token}, {desk.token: ""}, {"q": f"x {desk.token}"}):
        response = Client().get(path, query)
        assert response.status_code == 400
        assert response.json()["type"] == "/api/docs/#problem-key-in-address"
        assert desk.token not in response.content.decode()
    sent = Client().post(f"{desk.path}?key={desk.token}", b"{}", content_type="application/json")
    assert sent.json()["type"] == "/api/docs/#problem-key-in-address"


def test_reading_with_a_key_counts_for_the_partner(desk: Desk, settings: Any) -> None:
    settings.ASSAY_API_RATE, settings.ASSAY_PARTNER_RATE = 1, 3
    other = make_partner(desk.world, "reading-desk")
    _key, reader = make_key(desk.world, other, "read")
    read = [desk.get("/api/v1/topics/", reader) for _ in range(4)]
    assert [response.status_code for response in read] == [200, 200, 200, 429]
    assert read[0]["RateLimit"].startswith('"partner";r=2;')
    assert read[0]["Cache-Control"].startswith("public")
    by_address = desk.get("/api/v1/topics/")
    assert by_address["RateLimit"].startswith('"anonymous";r=0;')
    assert desk.get("/api/v1/topics/").status_code == 429


def test_trying_keys_is_as_limited_as_reading(desk: Desk, settings: Any) -> None:
    settings.ASSAY_API_RATE = 3
    tried = [desk.get("/api/v1/topics/", make_token()).status_code for _ in range(5)]
    assert tried == [401, 401, 401, 429, 429]


def test_no_key_reaches_the_log(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    desk.send(desk.body())
    desk.send(desk.body(), token=desk.token[:-1])
    Client().get("/api/v1/cards/", headers={"Authorization": f"Bearer {desk.token}"})
    assert desk.token[:-1] not in caplog.text

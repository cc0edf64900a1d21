"""Every address of the site, walked: who gets in, and what comes back."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from questions.publishing import publish_take
from tests.world import World

OPEN_ADMIN = re.compile(r"^admin/(login|password_reset|logout|sprite|jsi18n|reset)")


def addresses(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[str]:
    for pattern in (resolver or get_resolver()).url_patterns:
        here = prefix + str(pattern.pattern).lstrip("^")
        if isinstance(pattern, URLPattern):
            yield here
        else:
            yield from addresses(pattern, here)


def filled(address: str) -> str:
    """The address with something plausible in each of its holes."""
    address = re.sub(r"<(int|path):[^>]+>|\(\?P<\w*(pk|id|page|revision)\w*>[^)]*\)", "1", address)
    address = re.sub(r"<uuid:[^>]+>", "00000000-0000-0000-0000-000000000001", address)
    address = re.sub(r"<[^>]+>|\(\?P<[^)]*\)", "x", address)
    return "/" + re.sub(r"[\^$\\?]|\(\)|\(\.\+\)\*?", "", address)


ALL = sorted(set(addresses()))
ADMIN = [address for address in ALL if address.startswith("admin/") and not OPEN_ADMIN.match(address)]
PUBLIC = [address for address in ALL if not address.startswith(("admin/", "documents/", "api/", "_util/"))]


def test_there_are_addresses_to_walk():
    assert len(ADMIN) > 150
    assert len(PUBLIC) > 15


@pytest.mark.django_db
def test_nobody_gets_into_the_admin_without_signing_in(client: Client):
    open_doors = []
    for address in ADMIN:
        for method in ("get", "post"):
            response = getattr(client, method)(filled(address))
            if response.status_code not in {301, 302, 401, 403, 404, 405}:
                open_doors.append(f"{method} {address}: {response.status_code}")
            elif response.status_code == 302 and "/admin/" not in response["Location"]:
                open_doors.append(f"{method} {address} → {response['Location']}")
    assert open_doors == []


def test_the_agents_user_gets_nowhere_with_power(client: Client, world: World):
    client.force_login(world.agent)
    powerful = [
        address
        for address in ADMIN
        if re.search(r"delete|publish|withdraw|approve|users|groups|settings", address)
    ]
    assert len(powerful) > 20
    through = [
        address
        for address in powerful
        if client.post(filled(address)).status_code not in {301, 302, 400, 403, 404, 405}
    ]
    assert through == []


def test_public_addresses_set_no_cookie_and_never_break(client: Client, world: World):
    card = world.card()
    publish_take(take=world.take([(card.excerpt, [card])]), by=world.reviewer, now=world.now)
    for address in PUBLIC:
        path = (
            filled(address).replace("/x/", "/is-the-river-clean-again/", 1)
            if "questions/" in address
            else filled(address)
        )
        response = client.get(path)
        assert response.status_code < 500, path
        if "/vote/" not in path:
            assert not response.cookies, path
            assert "Cookie" not in response.get("Vary", ""), path

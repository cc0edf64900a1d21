"""Keys: issued twice at most, kept as digests only, refused from the moment they are revoked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections

from cms.models import ApiKey, IdempotencyKey, Partner
from cms.partners.keys import (
    ExpiredKey,
    KeyNotIssued,
    KeyRefused,
    MalformedKey,
    PartnerInactive,
    RevokedKey,
    UnknownKey,
    authenticate,
    issue_key,
    revoke_key,
)
from cms.partners.repeating import forget_answers
from cms.partners.tokens import digest_of, make_token
from tests.api.partners import EXPIRES, make_key, make_partner
from tests.sharing import shared
from tests.world import World


@shared
def partner(world: World) -> Partner:
    return make_partner(world)


def test_only_beginning_and_digest_are_kept(world: World, partner: Partner) -> None:
    key, token = make_key(world, partner)
    stored = ApiKey.objects.values().get()
    assert token not in repr(stored)
    assert stored["digest"] == digest_of(token)
    assert token.startswith(stored["prefix"])
    assert len(stored["prefix"]) == 12
    assert token[12:] not in repr(key) + str(key)
    assert authenticate(token, world.now) == key


def test_a_partner_has_two_live_keys_at_most(world: World, partner: Partner) -> None:
    first, _token = make_key(world, partner)
    make_key(world, partner)
    with pytest.raises(KeyNotIssued):
        make_key(world, partner)
    revoke_key(key=first, by=world.admin, now=world.now)
    make_key(world, partner)


def test_eight_at_once_get_two_keys(committed_world: World) -> None:
    world = committed_world
    partner = make_partner(world)
    assert world.admin.pk

    def issue(_n: int) -> bool:
        try:
            make_key(world, partner)
        except KeyNotIssued:
            return False
        finally:
            connections.close_all()
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(issue, range(8))) == 2
    assert ApiKey.objects.count() == 2


@pytest.mark.parametrize(
    ("label", "scopes", "life"),
    [
        (" ", ["read"], EXPIRES),
        ("x", [], EXPIRES),
        ("x", ["evidence:write"], EXPIRES),
        ("x", ["read"], timedelta(0)),
        ("x", ["read"], timedelta(days=800)),
    ],
)
def test_a_key_without_sense_is_not_issued(
    label: str, scopes: list[str], life: timedelta, world: World, partner: Partner
) -> None:
    with pytest.raises(KeyNotIssued):
        issue_key(
            partner=partner,
            label=label,
            scopes=scopes,
            expires_at=world.now + life,
            by=world.admin,
            now=world.now,
        )


def _expired(world: World, partner: Partner) -> str:
    return make_key(world, partner, expires_at=world.now, now=world.now - timedelta(days=1))[1]


def _revoked(world: World, partner: Partner) -> str:
    key, token = make_key(world, partner)
    revoke_key(key=key, by=world.admin, now=world.now)
    return token


def _inactive(world: World, partner: Partner) -> str:
    token = make_key(world, partner)[1]
    Partner.objects.update(active=False)
    return token


def _without_account(world: World, partner: Partner) -> str:
    token = make_key(world, partner)[1]
    world.agent.is_active = False
    world.agent.save()
    return token


def _mistyped(world: World, partner: Partner) -> str:
    token = make_key(world, partner)[1]
    return token[:-1] + ("0" if token[-1] != "0" else "1")


@pytest.mark.parametrize(
    ("make", "refusal"),
    [
        (lambda world, partner: "", MalformedKey),
        (lambda world, partner: "secret", MalformedKey),
        (_mistyped, MalformedKey),
        (lambda world, partner: make_token(), UnknownKey),
        (_expired, ExpiredKey),
        (_revoked, RevokedKey),
        (_inactive, PartnerInactive),
        (_without_account, PartnerInactive),
    ],
)
def test_a_key_that_is_not_live_opens_nothing(
    make: Callable[[World, Partner], str], refusal: type[KeyRefused], world: World, partner: Partner
) -> None:
    with pytest.raises(refusal):
        authenticate(make(world, partner), world.now)
    assert not ApiKey.objects.exclude(last_used_at=None).exists()


def test_use_is_noted_once_a_minute(world: World, partner: Partner) -> None:
    key, token = make_key(world, partner)
    noted = []
    for seconds in (0, 59, 60, 61):
        authenticate(token, world.now + timedelta(seconds=seconds))
        key.refresh_from_db()
        noted.append((key.last_used_at - world.now).total_seconds())
    assert noted == [0, 0, 60, 60]


def test_revoking_twice_keeps_who_did_it_first(world: World, partner: Partner) -> None:
    key, _token = make_key(world, partner)
    revoke_key(key=key, by=world.admin, now=world.now)
    again = revoke_key(key=key, by=world.editor, now=world.now + timedelta(days=1))
    assert (again.revoked_by, again.revoked_at) == (world.admin, world.now)


def test_answers_are_kept_for_thirty_days(world: World, partner: Partner) -> None:
    key, _token = make_key(world, partner)
    for name, days in (("old", 31), ("young", 29)):
        IdempotencyKey.objects.create(
            api_key=key, key=name, request_hash="", created_at=world.now - timedelta(days=days)
        )
    assert forget_answers(now=world.now) == 1
    assert IdempotencyKey.objects.get().key == "young"

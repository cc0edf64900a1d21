"""Keys of partners: issued once, told once, revoked at once."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from cms.models import ApiKey, Partner
from cms.partners.tokens import SHOWN, digest_of, is_well_formed, make_token
from cms.users.models import User

MOST_LIVE = 2
LONGEST_LIFE = timedelta(days=731)
_USE_NOTED_EVERY = timedelta(minutes=1)


class KeyNotIssued(Exception):
    """No key is issued; the message tells a partner manager why."""


class KeyRefused(Exception):
    """The key opens nothing; the message says why to whoever holds it."""


class MalformedKey(KeyRefused):
    """It does not have the form or the checksum of a key."""


class UnknownKey(KeyRefused):
    """It has the form, but was never issued."""


class ExpiredKey(KeyRefused):
    """Its time is over."""


class RevokedKey(KeyRefused):
    """It was taken back."""


class PartnerInactive(KeyRefused):
    """Its partner is switched off."""


@transaction.atomic
def issue_key(
    *, partner: Partner, label: str, scopes: Sequence[str], expires_at: datetime, by: User, now: datetime
) -> tuple[ApiKey, str]:
    """Issue a key and return it with its text, which is kept nowhere.

    A partner has at most two live keys, so that one can take over from the other. Raises KeyNotIssued.
    """
    locked = Partner.objects.select_for_update(of=("self",)).get(pk=partner.pk)
    for objection in _objections(locked, label, scopes, expires_at, now):
        raise KeyNotIssued(objection)
    token = make_token()
    key = ApiKey.objects.create(
        partner=locked,
        label=label.strip(),
        prefix=token[:SHOWN],
        digest=digest_of(token),
        scopes=[scope for scope in ApiKey.Scope.values if scope in scopes],
        created_at=now,
        created_by=by,
        expires_at=expires_at,
    )
    return key, token


@transaction.atomic
def revoke_key(*, key: ApiKey, by: User, now: datetime) -> ApiKey:
    """Take a key back, with effect from the next request on. Doing it again changes nothing."""
    locked = ApiKey.objects.select_for_update(of=("self",)).get(pk=key.pk)
    if locked.revoked_at is None:
        locked.revoked_at, locked.revoked_by = now, by
        locked.save(update_fields=["revoked_at", "revoked_by"])
    return locked


def authenticate(token: str, now: datetime) -> ApiKey:
    """The live key with this text, its partner with it. Raises KeyRefused. Notes the use once a minute."""
    if not is_well_formed(token):
        raise MalformedKey(_("This is no key: it is cut or mistyped."))
    digest = digest_of(token)
    key = ApiKey.objects.select_related("partner__user").filter(digest=digest).first()
    if key is None or not hmac.compare_digest(key.digest, digest):
        raise UnknownKey(_("This key was never issued here."))
    if key.revoked_at is not None:
        raise RevokedKey(_("This key was revoked."))
    if key.expires_at <= now:
        raise ExpiredKey(_("This key has expired."))
    if not key.partner.active or not key.partner.user.is_active:
        raise PartnerInactive(_("The partner of this key is not active."))
    _note_use(key, now)
    return key


def live_keys(partner: Partner, now: datetime) -> QuerySet[ApiKey]:
    """Its keys that still open something."""
    return ApiKey.objects.filter(partner=partner, revoked_at=None, expires_at__gt=now)


def _objections(
    partner: Partner, label: str, scopes: Sequence[str], expires_at: datetime, now: datetime
) -> list[str]:
    found = []
    if not label.strip():
        found.append(_("Say in a few words what the key is for."))
    if not scopes or set(scopes) - set(ApiKey.Scope.values):
        found.append(_("Choose what the key may be used for."))
    if not now < expires_at <= now + LONGEST_LIFE:
        found.append(_("A key expires on a day to come, within two years."))
    if not partner.active:
        found.append(_("The partner is not active."))
    if live_keys(partner, now).count() >= MOST_LIVE:
        found.append(_("The partner has two live keys already: revoke one first."))
    return found


def _note_use(key: ApiKey, now: datetime) -> None:
    """Only once a minute: a busy partner would otherwise write a row with each request."""
    before = now - _USE_NOTED_EVERY
    if key.last_used_at is None or key.last_used_at <= before:
        stale = Q(last_used_at=None) | Q(last_used_at__lte=before)
        ApiKey.objects.filter(stale, pk=key.pk).update(last_used_at=now)

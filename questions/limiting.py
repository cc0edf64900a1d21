"""How often one address may act: counted atomically under a keyed hash; the address itself is never stored."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.http import HttpRequest

from questions.models import AddressCount

_COUNT = """
INSERT INTO questions_addresscount (key, "window", count) VALUES (%s, %s, 1)
ON CONFLICT (key, "window") DO UPDATE SET count = questions_addresscount.count + 1
RETURNING count
"""


class TooOften(Exception):
    """The address acted too often; `retry_after` seconds until its next window."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Too many from this address; try again in {retry_after} seconds.")
        self.retry_after = retry_after


def client_address(request: HttpRequest) -> str:
    """The reader's address: the connection's own, or the one that the outermost trusted proxy saw.

    With `ASSAY_TRUSTED_PROXIES = n` the n-th entry from the right of X-Forwarded-For is believed, what stands left of
    it was written by the reader and is not. Forwarded and Client-IP are never read.
    """
    own: str = request.META.get("REMOTE_ADDR") or "0.0.0.0"  # noqa: S104
    hops: int = settings.ASSAY_TRUSTED_PROXIES
    if hops < 1:
        return own
    named = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
    return named[-hops] if len(named) >= hops else own


def address_key(address: str, *, purpose: str, now: datetime) -> bytes:
    """A keyed hash of the address that means nothing tomorrow; IPv6 counts by /64, the span one household has."""
    try:
        parsed = ipaddress.ip_address(address.split("%")[0])
        if parsed.version == 6:
            address = str(ipaddress.ip_network((parsed, 64), strict=False))
    except ValueError:
        address = "unreadable"
    day = now.astimezone(UTC).date().isoformat()
    salt = hmac.new(settings.SECRET_KEY.encode(), f"assay.address:{day}".encode(), hashlib.sha256).digest()
    return hmac.new(salt, f"{purpose}:{address}".encode(), hashlib.sha256).digest()


def count_action(*, address: str, purpose: str, limit: int, seconds: int, now: datetime) -> int:
    """Count one action of the address and return how many there were in the running window of `seconds`.

    Raises TooOften past `limit`.
    """
    stamp = int(now.timestamp())
    began = datetime.fromtimestamp(stamp - stamp % seconds, tz=UTC)
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [address_key(address, purpose=purpose, now=now), began])
        (count,) = cursor.fetchone()
    if count > limit:
        raise TooOften(max(1, seconds - stamp % seconds))
    return int(count)


def forget_addresses(*, now: datetime) -> int:
    """Drop counts older than a day; returns how many."""
    dropped, _ = AddressCount.objects.filter(window__lt=now - timedelta(days=1)).delete()
    return dropped

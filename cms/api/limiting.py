"""How often one address may read: counted atomically in the database, told in the RateLimit headers."""

from __future__ import annotations

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from evidence.api.base import RATE_HEADERS
from questions.limiting import TooOften, client_address, count_action

WINDOW_SECONDS = 60


class AddressRate(BaseThrottle):
    """`ASSAY_API_RATE` requests an address and minute; headers after draft-ietf-httpapi-ratelimit-headers."""

    def __init__(self) -> None:
        self._retry_after = WINDOW_SECONDS

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count this request. False past the limit."""
        limit: int = settings.ASSAY_API_RATE
        now = timezone.now()
        try:
            used = count_action(
                address=client_address(request._request),
                purpose="api",
                limit=limit,
                seconds=WINDOW_SECONDS,
                now=now,
            )
        except TooOften as refused:
            self._retry_after = refused.retry_after
            setattr(request, RATE_HEADERS, _headers(limit, 0, refused.retry_after))
            return False
        reset = WINDOW_SECONDS - int(now.timestamp()) % WINDOW_SECONDS
        setattr(request, RATE_HEADERS, _headers(limit, limit - used, reset))
        return True

    def wait(self) -> float:
        """Seconds until the address may read again."""
        return self._retry_after


def _headers(limit: int, left: int, reset: int) -> dict[str, str]:
    return {
        "RateLimit-Policy": f'"anonymous";q={limit};w={WINDOW_SECONDS}',
        "RateLimit": f'"anonymous";r={left};t={reset}',
    }

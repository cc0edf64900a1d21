"""Who asks, and how often they may: a partner by its key, anybody else by their address."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.throttling import BaseThrottle
from rest_framework.views import APIView

from cms.api.key_problems import KEY_IN_ADDRESS, KEY_MISSING, KEY_REFUSED, KEY_SCOPE, key_problem
from cms.api.limiting import WINDOW_SECONDS, AddressRate
from cms.models import ApiKey
from cms.partners.keys import KeyRefused, authenticate
from cms.partners.tokens import LIKENESS
from evidence.api.base import RATE_HEADERS
from evidence.api.problems import Problem
from questions.limiting import TooOften, count_action

HOUR = 3600
# Where the key that came with a request is kept on it.
KEY = "api_key"


def key_of(request: Request, now: datetime) -> ApiKey | None:
    """The key in the Authorization header, None without one. Raises the problem of a bad one."""
    for name, texts in request.query_params.lists():
        if any(LIKENESS.search(text) for text in (name, *map(str, texts))):
            raise Problem(KEY_IN_ADDRESS)
    scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
    if scheme.lower() != "bearer":
        return None
    try:
        return authenticate(token.strip(), now)
    except KeyRefused as refusal:
        raise key_problem(KEY_REFUSED, str(refusal)) from refusal


class PartnerRate(BaseThrottle):
    """`ASSAY_PARTNER_RATE` requests a partner and minute.

    A request without a key counts for its address, and so does one whose key is not for reading: anybody
    may read.
    """

    name = "partner"
    window = WINDOW_SECONDS

    def __init__(self) -> None:
        self._retry_after: float = self.window
        self._address = AddressRate()

    @property
    def limit(self) -> int:
        """How many in one window."""
        rate: int = settings.ASSAY_PARTNER_RATE
        return rate

    def allow_request(self, request: Request, view: APIView) -> bool:
        """Count this request. False past the limit. Raises the problem of a key that does not fit.

        A refused key counts for the address, so that trying keys is as limited as reading.
        """
        now = timezone.now()
        try:
            key = self._key(request, now)
        except Problem:
            if not self._by_address(request, view):
                return False
            raise
        if key is None:
            return self._by_address(request, view)
        setattr(request, KEY, key)
        return self._by_partner(request, key, now)

    def wait(self) -> float:
        """Seconds until there are new requests."""
        return self._retry_after

    def _key(self, request: Request, now: datetime) -> ApiKey | None:
        """The partner's key to count by, or None to count by address."""
        key = key_of(request, now)
        return key if key is not None and ApiKey.Scope.READ in key.scopes else None

    def _by_address(self, request: Request, view: APIView) -> bool:
        allowed = self._address.allow_request(request, view)
        self._retry_after = self._address.wait()
        return allowed

    def _by_partner(self, request: Request, key: ApiKey, now: datetime) -> bool:
        left, reset, allowed = 0, self.window - int(now.timestamp()) % self.window, True
        try:
            # A partner has no address: its number stands in the purpose, which is hashed along with it.
            purpose = f"api:{self.name}:{key.partner_id}"
            used = count_action(address="", purpose=purpose, limit=self.limit, seconds=self.window, now=now)
            left = self.limit - used
        except TooOften as refused:
            reset, allowed = refused.retry_after, False
        self._retry_after = reset
        headers = {
            "RateLimit-Policy": f'"{self.name}";q={self.limit};w={self.window}',
            "RateLimit": f'"{self.name}";r={left};t={reset}',
        }
        setattr(request, RATE_HEADERS, headers)
        return allowed


class FollowRate(PartnerRate):
    """A partner that looks after its drafts: by the minute, and only with a key that may hand in drafts."""

    def _key(self, request: Request, now: datetime) -> ApiKey | None:
        key = key_of(request, now)
        if key is None:
            raise key_problem(KEY_MISSING)
        if ApiKey.Scope.DRAFT not in key.scopes:
            raise key_problem(KEY_SCOPE, scope=str(ApiKey.Scope.DRAFT))
        return key


class DraftRate(FollowRate):
    """`ASSAY_PARTNER_DRAFTS` drafts a partner and hour, refused ones and repetitions included."""

    name = "drafts"
    window = HOUR

    @property
    def limit(self) -> int:
        """How many in one window."""
        rate: int = settings.ASSAY_PARTNER_DRAFTS
        return rate

"""Who votes: a random id in a signed first-party cookie, and the token that ties a form to it."""

from __future__ import annotations

import uuid

from django.core import signing
from django.http import HttpRequest, HttpResponse

COOKIE_AGE = 365 * 24 * 3600
TOKEN_AGE = 24 * 3600
_COOKIE_SALT = "assay.browser"
_TOKEN_SALT = "assay.vote"  # noqa: S105


def cookie_name(request: HttpRequest) -> str:
    """`__Host-` binds the cookie to this host where there is TLS, which that prefix demands."""
    return "__Host-assay-browser" if request.is_secure() else "assay-browser"


def browser_of(request: HttpRequest) -> uuid.UUID | None:
    """The id in the cookie when we signed it, else None; a forged, cut or foreign cookie is no browser."""
    try:
        return uuid.UUID(signing.Signer(salt=_COOKIE_SALT).unsign(request.COOKIES[cookie_name(request)]))
    except (KeyError, ValueError, signing.BadSignature):
        return None


def set_browser(response: HttpResponse, request: HttpRequest, browser: uuid.UUID) -> None:
    """Give the browser its id, or renew it, for a year."""
    response.set_cookie(
        cookie_name(request),
        signing.Signer(salt=_COOKIE_SALT).sign(str(browser)),
        max_age=COOKIE_AGE,
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )


def token_for(browser: uuid.UUID, question_id: int) -> str:
    """A token that only this browser's form of this question carries, good for a day."""
    return signing.TimestampSigner(salt=_TOKEN_SALT).sign(f"{browser}:{question_id}")


def token_fits(token: str, browser: uuid.UUID, question_id: int) -> bool:
    """Whether we gave this token to this browser for this question within the last day."""
    try:
        value = signing.TimestampSigner(salt=_TOKEN_SALT).unsign(token, max_age=TOKEN_AGE)
    except signing.BadSignature:
        return False
    return value == f"{browser}:{question_id}"


def came_from_us(request: HttpRequest) -> bool:
    """Whether the browser itself says that the request began on this site.

    Sec-Fetch-Site where the browser sends it, Origin otherwise; a request with neither has no browser's word and is
    refused.
    """
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    own = f"{request.scheme}://{request.get_host()}"
    if site is not None and site != "same-origin":
        return False
    if origin is not None:
        return origin == own
    return site == "same-origin"

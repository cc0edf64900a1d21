"""Public pages may be kept by shared caches for half a minute and are compared by their ETag."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe
from django.views.decorators.csrf import csrf_exempt

CACHE_CONTROL = "public, max-age=0, s-maxage=30"
_CACHEABLE = (200, 301, 308, 410)
_ALLOW = "GET, HEAD, OPTIONS"

P = ParamSpec("P")


def publicly_cached(
    view: Callable[Concatenate[HttpRequest, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """Answer GET and HEAD with an ETag of the body, 304 to who has it already, and 405 to what would write.

    The view must not read the session, the user or a token: what it answers is the same for everyone.
    """

    @wraps(view)
    def answer(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        # Middleware would answer a stale cookie with one of its own, which shared caches would hand around.
        request.COOKIES = {}
        if request.method not in ("GET", "HEAD"):
            return _no_such_method(request)
        request.META["CSRF_COOKIE_NEEDS_UPDATE"] = False
        response = view(request, *args, **kwargs)
        if response.status_code not in _CACHEABLE:
            return response
        response.headers["Cache-Control"] = CACHE_CONTROL
        if response.status_code != 200:
            return response
        etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        response.headers["ETag"] = etag
        modified = parse_http_date_safe(response.headers.get("Last-Modified", ""))
        conditional: HttpResponse | None = get_conditional_response(
            request, etag=etag, last_modified=modified, response=response
        )
        return conditional if conditional is not None else response

    # Nothing is written here, so no form's token is needed to be told that nothing can be.
    return cast(Callable[Concatenate[HttpRequest, P], HttpResponse], csrf_exempt(answer))


def _no_such_method(request: HttpRequest) -> HttpResponse:
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": _ALLOW})
    response = render(request, "405.html", status=405)
    response.headers["Allow"] = _ALLOW
    return response

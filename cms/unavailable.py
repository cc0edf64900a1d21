"""What readers get while a part is down: 503 and when to try again, never a 500."""

from __future__ import annotations

from collections.abc import Callable

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template import loader

RETRY_AFTER_SECONDS = 5


class DatabaseUnavailable:
    """Answers 503 with Retry-After when the database cannot be reached; nothing was counted or saved."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; errors of views come to `process_exception`, those of other middleware here."""
        try:
            return self.get_response(request)
        except (OperationalError, InterfaceError):
            return _answer()

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer for a view that lost its database, and leave every other error alone."""
        return _answer() if isinstance(error, OperationalError | InterfaceError) else None


def _answer() -> HttpResponse:
    response = HttpResponse(loader.render_to_string("503.html"), status=503)
    response["Retry-After"] = str(RETRY_AFTER_SECONDS)
    response["Cache-Control"] = "no-store"
    return response

"""Addresses below a question that was renamed: its versions, audit and evidence move with it."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from wagtail.contrib.redirects.models import Redirect

_BELOW_A_QUESTION = re.compile(r"(?P<question>/questions/[^/]+)/(?P<rest>.+)")


class BelowRenamedQuestions:
    """Where nothing is found, looks whether the question was renamed, and leads to the same place below its new name.

    Wagtail's own redirects know the question's page alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer 301 for a moved page; one query, and only on a 404 below a question."""
        response = self.get_response(request)
        found = _BELOW_A_QUESTION.fullmatch(request.path) if response.status_code == 404 else None
        if found is None or request.method not in {"GET", "HEAD"}:
            return response
        moved = Redirect.objects.filter(old_path=found["question"]).select_related("redirect_page").first()
        if moved is None or moved.redirect_page is None or not moved.redirect_page.live:
            return response
        rest = request.get_full_path()[len(found["question"]) :]
        return HttpResponsePermanentRedirect(f"/questions/{moved.redirect_page.slug}{rest}")

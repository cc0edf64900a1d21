"""Where the API begins, and where it ends: its first address and all the addresses that it does not have."""

from __future__ import annotations

from typing import Any, TypedDict

from django.http import Http404
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import LicenceRecord, ReadView
from evidence.api.describing import Url

_LISTS = ("questions", "cards", "briefings", "topics", "sources", "changes", "drafters")


class RootEntry(TypedDict):
    """The addresses to begin at."""

    questions: Url
    cards: Url
    briefings: Url
    topics: Url
    sources: Url
    changes: Url
    drafters: Url
    openapi: Url
    docs: Url
    licence: LicenceRecord


class Root(ReadView):
    """Where everything is."""

    operation, tag = "readRoot", "Start"
    record = RootEntry

    def get(self, request: Request) -> Response:
        """The lists, the document and the documentation."""
        values = self.read()
        lists = {name: self.site(f"/api/v1/{name}/") for name in _LISTS}
        more = {"openapi": self.site("/api/v1/openapi.yaml"), "docs": self.site("/api/docs/")}
        return self.answer({**lists, **more, "licence": self.terms()}, values["fields"])


class Nothing(ReadView):
    """Every other address: 404 as a problem."""

    sparse = False

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """There is nothing here."""
        raise Http404

    def http_method_not_allowed(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # type: ignore[override]
        """Nor for any other method."""
        raise Http404

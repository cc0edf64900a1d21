"""The site's own pages: home, health and errors."""

from __future__ import annotations

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from cms.shapes import home_shape
from evidence.caching import publicly_cached


@publicly_cached
def home(request: HttpRequest) -> HttpResponse:
    """Questions with their verdicts, verdicts that changed, and the newest briefings."""
    return render(request, "cms/home.html", {"home": home_shape()})


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 once the database answers; what `make run` and a load balancer wait for."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")

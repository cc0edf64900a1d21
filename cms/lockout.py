"""What whoever mistyped a password too often gets to see: when to try again, and the way back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache


@never_cache
def locked_out(
    request: HttpRequest, response: HttpResponse | None, credentials: dict[str, Any] | None
) -> HttpResponse:
    """429 with Retry-After; the same whether the user exists or not."""
    wait = get_cool_off(request) or timedelta()
    page = render(
        request, "wagtailadmin/locked_out.html", {"minutes": -(-wait // timedelta(minutes=1))}, status=429
    )
    page["Retry-After"] = str(int(wait.total_seconds()))
    return page

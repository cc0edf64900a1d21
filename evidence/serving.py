"""How public pages are served: to readers only, the same for all of them, with a fingerprint."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_safe

View = Callable[..., HttpResponse]


def public_page(view: View) -> View:
    """GET and HEAD only, an ETag, and a shared cache may keep the page for half a minute."""
    cached = cache_control(public=True, max_age=0, s_maxage=30)(view)
    served: View = require_safe(conditional_page(cached))
    return served

"""Two versions of a question, word by word."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import URLPattern, re_path

from evidence.caching import publicly_cached
from questions.disclosure import HEADER
from questions.models import Take
from questions.shapes.comparisons import comparison_page, comparison_path
from questions.views.pages import gone, public_question

_NUMBER = "[1-9][0-9]{0,5}"


@publicly_cached
def compare(request: HttpRequest, slug: str, older: str, newer: str) -> HttpResponse:
    """The older version against the newer one; 410 with the reason where one of them was withdrawn."""
    asked = public_question(slug)
    first, last = int(older), int(newer)
    if first > last:
        return HttpResponsePermanentRedirect(comparison_path(asked, last, first))
    versions = Take.objects.public().filter(question=asked, number__in=(first, last))
    takes = {take.number: take for take in versions.select_related("withdrawal").defer("body")}
    if len(takes) < 2:
        raise Http404
    for take in (takes[last], takes[first]):
        if hasattr(take, "withdrawal"):
            return gone(request, asked, take)
    shape = comparison_page(asked, takes[first], takes[last])
    context = {"shape": shape, "footer_note": shape.footer, "disclosure": shape.newer.disclosure}
    response = render(request, "questions/compare.html", context)
    response.headers[HEADER] = shape.newer.disclosure.token
    return response


urlpatterns: list[URLPattern] = [
    re_path(
        rf"^questions/(?P<slug>[-\w]{{1,255}})/compare/(?P<older>{_NUMBER})\.\.(?P<newer>{_NUMBER})/$",
        compare,
        name="compare",
    ),
]

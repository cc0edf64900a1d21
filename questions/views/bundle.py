"""A version's bundle for readers."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, re_path
from django.utils.http import content_disposition_header

from evidence.caching import publicly_cached
from questions.bundling import bundle_version
from questions.disclosure import HEADER, disclosure
from questions.models import Take
from questions.shapes.pages import site_wording
from questions.snapshot import parse
from questions.views.pages import gone, public_question


@publicly_cached
def bundle(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """The zip of a version; a withdrawn one answers 410 with the reason."""
    asked = public_question(slug)
    versions = Take.objects.public().select_related("withdrawal")
    take = get_object_or_404(versions, question=asked, number=int(number))
    if hasattr(take, "withdrawal"):
        return gone(request, asked, take)
    response = HttpResponse(bundle_version(take=take), content_type="application/zip")
    name = content_disposition_header(as_attachment=True, filename=f"{asked.slug}-v{take.number}.zip")
    response.headers["Content-Disposition"] = name or "attachment"
    response.headers[HEADER] = disclosure(parse(take.snapshot), site_wording()).token
    return response


urlpatterns: list[URLPattern] = [
    re_path(
        r"^questions/(?P<slug>[-\w]{1,255})/v/(?P<number>[1-9][0-9]{0,5})/bundle\.zip$", bundle, name="bundle"
    ),
]

"""What search engines ask for first: where they may go, and every public address."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.views.decorators.http import require_safe

from evidence.caching import publicly_cached
from evidence.models import Briefing, Card
from evidence.reading import all_sources, all_topics
from questions.models import Question, Take

# The limit of the sitemap format.
_ADDRESSES_AT_MOST = 50_000
_LISTS = ("/", "/questions/", "/briefings/", "/topics/", "/sources/")
_ROBOTS = """User-agent: *
Disallow: /admin/
Disallow: /*/vote/

Sitemap: {sitemap}
"""

Entry = tuple[str, date | datetime | None]


@publicly_cached
def robots(request: HttpRequest) -> HttpResponse:
    """Everything but the admin and the vote pages, which set a cookie."""
    text = _ROBOTS.format(sitemap=request.build_absolute_uri("/sitemap.xml"))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@publicly_cached
def sitemap(request: HttpRequest) -> HttpResponse:
    """Questions with their current versions, briefings, cards, topics and sources; six queries."""
    entries = [
        (request.build_absolute_uri(path), changed)
        for path, changed in islice(_entries(), _ADDRESSES_AT_MOST)
    ]
    return render(request, "cms/sitemap.xml", {"entries": entries}, content_type="application/xml")


@require_safe
def favicon(request: HttpRequest) -> HttpResponse:
    """Where browsers look without being told: the icon that pages name."""
    return HttpResponse(status=302, headers={"Location": static("img/favicon.svg")})


def _entries() -> Iterator[Entry]:
    yield from ((path, None) for path in _LISTS)
    newest = {
        question: (number, at, withdrawal)
        for question, number, at, withdrawal in Take.objects.public()
        .order_by("question", "-number")
        .distinct("question")
        .values_list("question", "number", "numbered_at", "withdrawal")
    }
    for pk, slug in Question.objects.public().order_by("title", "pk").values_list("pk", "slug"):
        number, at, withdrawal = newest.get(pk, (None, None, None))
        yield f"/questions/{slug}/", at
        if number and withdrawal is None:
            yield f"/questions/{slug}/v/{number}/", at
    yield from ((f"/topics/{topic.slug}/", None) for topic in all_topics())
    yield from ((source.path, None) for source in all_sources())
    for day in Briefing.objects.published().order_by("-day").values_list("day", flat=True):
        yield f"/briefings/{day.isoformat()}/", day
    cards = Card.objects.published().filter(ref_day__isnull=False).order_by("-ref_day", "-ref_number")
    for card in cards.only("ref_day", "ref_number", "state", "made_public_at").iterator(chunk_size=2000):
        if card.path:
            yield card.path, card.made_public_at

"""Public pages of briefings, cards, topics and sources."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from evidence import reading
from evidence.atom import feed_response
from evidence.caching import publicly_cached
from evidence.feeds import briefings_feed


@publicly_cached
def briefings(request: HttpRequest) -> HttpResponse:
    """Every published day, newest first."""
    page = reading.briefings_page(request.GET.get("page"))
    return render(request, "evidence/briefings.html", {"page": page})


@publicly_cached
def briefings_atom(request: HttpRequest) -> HttpResponse:
    """The newest briefings as a feed."""
    return feed_response(briefings_feed(request.build_absolute_uri))


@publicly_cached
def briefing(request: HttpRequest, day: str) -> HttpResponse:
    """One day's cards, each at the anchor of its number."""
    return render(request, "evidence/briefing.html", {"reading": reading.briefing_page(day)})


@publicly_cached
def card(request: HttpRequest, slug: str) -> HttpResponse:
    """One card; 410 with the reason once it is withdrawn."""
    shown = reading.card_page(slug)
    if shown.card.withdrawn:
        return render(request, "evidence/card_withdrawn.html", {"reading": shown}, status=410)
    return render(request, "evidence/card.html", {"reading": shown})


@publicly_cached
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic by name."""
    return render(request, "evidence/topics.html", {"topics": reading.all_topics()})


@publicly_cached
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """The published cards on a topic, newest first."""
    shown = reading.topic_page(slug, request.GET.get("page"))
    return render(request, "evidence/topic.html", {"topic": shown.of, "page": shown.page})


@publicly_cached
def sources(request: HttpRequest) -> HttpResponse:
    """Every source that has a published card, by name."""
    return render(request, "evidence/sources.html", {"sources": reading.all_sources()})


@publicly_cached
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """The published cards of a source, newest first."""
    shown = reading.source_page(slug, request.GET.get("page"))
    return render(request, "evidence/source.html", {"source": shown.of, "page": shown.page})

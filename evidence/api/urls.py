"""Addresses of evidence, for whoever hands over the site's terms."""

from __future__ import annotations

from django.urls import URLPattern, path

from evidence.api import cards, views
from evidence.api.base import Terms
from evidence.api.listing import list_paths


def addresses(terms: Terms) -> list[URLPattern]:
    """Cards, briefings, topics, sources, changes."""
    return [
        *list_paths("cards/", cards.CardList, terms),
        path("cards/<slug:slug>/", cards.CardDetail.as_view(**terms)),
        *list_paths("briefings/", views.BriefingList, terms),
        path("briefings/<slug:day>/", views.BriefingDetail.as_view(**terms)),
        *list_paths("topics/", views.TopicList, terms),
        path("topics/<slug:slug>/", views.TopicDetail.as_view(**terms)),
        *list_paths("sources/", views.SourceList, terms),
        path("sources/<slug:slug>/", views.SourceDetail.as_view(**terms)),
        *list_paths("changes/", views.ChangeList, terms),
    ]

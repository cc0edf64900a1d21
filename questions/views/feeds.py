"""Atom feeds of versions."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

from evidence.atom import feed_response
from evidence.caching import publicly_cached
from questions.feeds import question_feed, questions_feed
from questions.views.pages import public_question


@publicly_cached
def all_questions(request: HttpRequest) -> HttpResponse:
    """Versions of every question."""
    return feed_response(questions_feed(request.build_absolute_uri))


@publicly_cached
def one_question(request: HttpRequest, slug: str) -> HttpResponse:
    """Versions of one question."""
    return feed_response(question_feed(public_question(slug), request.build_absolute_uri))


urlpatterns: list[URLPattern] = [
    path("feeds/questions.atom", all_questions, name="feed"),
    re_path(r"^questions/(?P<slug>[-\w]{1,255})/feed\.atom$", one_question, name="question-feed"),
]

"""Addresses of questions, for whoever hands over the site's terms."""

from __future__ import annotations

from django.urls import URLPattern, path

from evidence.api.base import Terms
from evidence.api.listing import list_paths
from questions.api import claims, comparisons, drafters, indicators, questions, takes, tallies

_ONE = "questions/<slug:slug>/"
_VERSION = f"{_ONE}takes/<int:number>/"
_INDICATOR = f"{_ONE}indicators/<slug:indicator>/"


def addresses(terms: Terms) -> list[URLPattern]:
    """Questions with their takes, claims, evidence, indicators and tallies."""
    by_id = {**terms, "operation": "readQuestionById", "about": "A question by its stable id."}
    return [
        *list_paths("questions/", questions.QuestionList, terms),
        path("questions/by-id/<uuid:stable_id>/", questions.QuestionDetail.as_view(**by_id)),
        path(_ONE, questions.QuestionDetail.as_view(**terms)),
        *list_paths(f"{_ONE}evidence/", questions.EvidenceList, terms),
        *list_paths(f"{_ONE}takes/", takes.TakeList, terms),
        path(f"{_ONE}takes/current/", takes.CurrentTake.as_view(**terms)),
        path(_VERSION, takes.TakeDetail.as_view(**terms)),
        path(f"{_VERSION}snapshot/", takes.TakeSnapshot.as_view(**terms)),
        path(f"{_VERSION}markdown/", takes.TakeMarkdown.as_view(**terms)),
        *list_paths(f"{_VERSION}claims/", claims.ClaimList, terms),
        path(f"{_ONE}compare/<int:older>..<int:newer>/", comparisons.Comparison.as_view(**terms)),
        *list_paths(f"{_ONE}indicators/", indicators.IndicatorList, terms),
        path(_INDICATOR, indicators.IndicatorDetail.as_view(**terms)),
        *list_paths(f"{_INDICATOR}readings/", indicators.ReadingList, terms),
        path(f"{_ONE}tally/", tallies.TallyDetail.as_view(**terms)),
        *list_paths(f"{_ONE}tallies/", tallies.TallyList, terms),
        *list_paths("drafters/", drafters.DrafterList, terms),
    ]

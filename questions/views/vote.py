"""The vote page: private, fresh, and the only place that sets a cookie."""

from __future__ import annotations

import uuid
from datetime import datetime
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from questions.browsers import browser_of, came_from_us, set_browser, token_fits, token_for
from questions.limiting import TooOften, client_address
from questions.models import Question, Take
from questions.shapes.scale import votable_scale
from questions.tallies import tally_of
from questions.voting import VoteRefused, cast_vote, vote_of, withdraw_vote


# Our own guard is stricter than Django's: its cookie may not stand on cached pages, so the token is tied to ours.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def vote(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the form with the reader's choice, or count it and show where it stands."""
    question = _question(slug)
    if request.method == "POST":
        return _count(request, question, timezone.now())
    chosen = request.GET.getlist("position")
    return _page(request, question, chosen=chosen[0] if len(chosen) == 1 else "")


@never_cache
@require_safe
def tally(request: HttpRequest, slug: str) -> JsonResponse:
    """The tally as the database holds it now, for pages that show an older one."""
    shape = tally_of(_question(slug), now=timezone.now())
    return JsonResponse(
        {
            "total": shape.total,
            "shown": shape.shown,
            "minimum": shape.minimum,
            "as_of": shape.as_of.isoformat(),
            "positions": [
                {
                    "slug": p.slug,
                    "label": p.label,
                    "count": p.count,
                    "share": p.share,
                    "low": p.low,
                    "high": p.high,
                }
                for p in shape.positions
            ],
        }
    )


def _count(request: HttpRequest, question: Question, now: datetime) -> HttpResponse:
    browser = browser_of(request)
    token = request.POST.get("token", "")
    if browser is None or not came_from_us(request) or not token_fits(token, browser, question.pk):
        message = _("This form is no longer valid. Nothing was counted; please vote again below.")
        return _page(request, question, error=message, status=HTTPStatus.FORBIDDEN)
    choices = request.POST.getlist("position")
    try:
        if request.POST.get("action") == "withdraw":
            withdraw_vote(question=question, browser=browser)
        elif len(choices) == 1:
            cast_vote(
                question=question,
                browser=browser,
                position=choices[0],
                address=client_address(request),
                now=now,
            )
        else:
            raise VoteRefused(_("Choose one position, then vote."))
    except VoteRefused as refusal:
        return _page(request, question, error=str(refusal), status=HTTPStatus.BAD_REQUEST)
    except TooOften as limit:
        message = _(
            "Too many first votes came from your network. Nothing was counted; please try again later."
        )
        response = _page(request, question, error=message, status=HTTPStatus.TOO_MANY_REQUESTS)
        response["Retry-After"] = str(limit.retry_after)
        return response
    response = redirect("questions:vote", slug=question.slug)
    response.status_code = HTTPStatus.SEE_OTHER
    set_browser(response, request, browser)
    return response


def _page(
    request: HttpRequest,
    question: Question,
    *,
    chosen: str = "",
    error: str = "",
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    browser = browser_of(request) or uuid.uuid4()
    mine = vote_of(question, browser)
    current = Take.objects.standing().filter(question=question).values_list("number", flat=True).first()
    tally = tally_of(question, now=timezone.now())
    known = {position.slug for position in tally.positions if not position.retired}
    if chosen and chosen not in known:
        error = error or _("There is no such position on this question's scale.")
        status = HTTPStatus.BAD_REQUEST
    response = render(
        request,
        "questions/vote.html",
        {
            "question": question,
            "tally": tally,
            "scale": votable_scale(tally, _verdict_of(question)),
            "mine": mine,
            "selected": chosen or (mine.position.slug if mine else ""),
            "asks_again": mine is not None and mine.take is not None and mine.take.number != current,
            "current": current,
            "token": token_for(browser, question.pk),
            "error": error,
        },
        status=status,
    )
    response["Cache-Control"] = "private, no-store"
    set_browser(response, request, browser)
    return response


def _verdict_of(question: Question) -> str:
    """The slug of the current verdict; empty before the first version and while the newest one is withdrawn."""
    newest = (
        Take.objects.published().filter(question=question).values_list("verdict__slug", "withdrawal").first()
    )
    return newest[0] if newest and newest[1] is None else ""


def _question(slug: str) -> Question:
    question: Question | None = Question.objects.public().filter(slug=slug).first()
    if question is None or not question.positions.exists():
        raise Http404
    return question


urlpatterns: list[URLPattern] = [
    path("questions/<str:slug>/vote/", vote, name="vote"),
    path("questions/<str:slug>/tally/", tally, name="tally"),
]

"""Pages of questions and their versions: the same for every reader, whatever cookies come along."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.core.paginator import InvalidPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, re_path
from django.utils import timezone
from django.utils.safestring import SafeString

from evidence.caching import publicly_cached
from questions.disclosure import HEADER, Disclosure, withdrawn_disclosure
from questions.linked_data import linked_data, withdrawn_data
from questions.models import Question, Take
from questions.shapes.audits import audit_page
from questions.shapes.lists import NoSuchFilter, evidence_page, index_page
from questions.shapes.pages import (
    QuestionPageShape,
    VersionPageShape,
    history_page,
    question_page,
    question_shape,
    site_wording,
    version_page,
)


@publicly_cached
def index(request: HttpRequest) -> HttpResponse:
    """All questions with their current verdicts."""
    try:
        shape = index_page(request.GET.get("page", "1"))
    except InvalidPage as error:
        raise Http404 from error
    return render(request, "questions/index.html", {"shape": shape, "footer_note": shape.footer})


@publicly_cached
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """The question with its current take."""
    asked = public_question(slug)
    shape = question_page(asked, now=timezone.now())
    if shape.taken_back is None:
        return _disclosed(request, "questions/question.html", shape)
    take, label = shape.taken_back
    context = {
        "shape": shape,
        "disclosure": label,
        "linked_data": _data_of_withdrawn(request, asked, take, label),
        "footer_note": shape.footer,
    }
    return _labelled(render(request, "questions/question.html", context), label)


@publicly_cached
def version(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """One published version; a withdrawn one answers 410 with the reason."""
    asked = public_question(slug)
    take = _version(asked, number)
    if hasattr(take, "withdrawal"):
        return gone(request, asked, take)
    return _disclosed(request, "questions/version.html", version_page(asked, take))


@publicly_cached
def audit(request: HttpRequest, slug: str, number: str = "") -> HttpResponse:
    """The audit of a version, of the newest one without a number."""
    asked = public_question(slug)
    take = _version(asked, number) if number else _newest(asked)
    if hasattr(take, "withdrawal"):
        return gone(request, asked, take)
    shape = audit_page(asked, take)
    context = {
        "shape": shape,
        "current": not number,
        "footer_note": shape.footer,
        "disclosure": shape.disclosure,
    }
    return _labelled(render(request, "questions/audit.html", context), shape.disclosure)


@publicly_cached
def history(request: HttpRequest, slug: str) -> HttpResponse:
    """Every version of the question."""
    shape = history_page(public_question(slug), now=timezone.now())
    return render(request, "questions/history.html", {"shape": shape, "footer_note": shape.footer})


@publicly_cached
def evidence(request: HttpRequest, slug: str) -> HttpResponse:
    """The cards that bear on the question."""
    try:
        shape = evidence_page(
            public_question(slug),
            number=request.GET.get("page", "1"),
            stance=request.GET.get("stance", ""),
            indicator=request.GET.get("indicator", ""),
            now=timezone.now(),
        )
    except (InvalidPage, NoSuchFilter) as error:
        raise Http404 from error
    return render(request, "questions/evidence.html", {"shape": shape, "footer_note": shape.footer})


def _disclosed(
    request: HttpRequest, template: str, shape: QuestionPageShape | VersionPageShape
) -> HttpResponse:
    context: dict[str, Any] = {"shape": shape, "take": shape.take, "footer_note": shape.footer}
    if shape.take is None:
        return render(request, template, context)
    site = request.build_absolute_uri("/")
    question_url = request.build_absolute_uri(shape.question.path)
    context["disclosure"] = shape.take.disclosure
    context["linked_data"] = linked_data(
        shape.take,
        url=question_url + shape.take.path,
        question_url=question_url,
        site=site,
        licence_url=shape.licence_url,
    )
    return _labelled(render(request, template, context), shape.take.disclosure)


def _labelled(response: HttpResponse, label: Disclosure) -> HttpResponse:
    response.headers[HEADER] = label.token
    return response


def gone(request: HttpRequest, asked: Question, take: Take) -> HttpResponse:
    """410 for a withdrawn version, with its label and its reason."""
    wording = site_wording()
    label = withdrawn_disclosure(take, wording)
    context = {
        "question": question_shape(asked),
        "number": take.number,
        "withdrawal": take.withdrawal,
        "disclosure": label,
        "linked_data": _data_of_withdrawn(request, asked, take, label),
        "footer_note": wording.footer,
    }
    response = render(request, "questions/withdrawn.html", context, status=HTTPStatus.GONE)
    return _labelled(response, label)


def _data_of_withdrawn(request: HttpRequest, asked: Question, take: Take, label: Disclosure) -> SafeString:
    question_url = request.build_absolute_uri(asked.path_public)
    return withdrawn_data(
        take,
        label,
        url=f"{question_url}v/{take.number}/",
        question_url=question_url,
        site=request.build_absolute_uri("/"),
    )


def public_question(slug: str) -> Question:
    """The question that readers may see, or 404."""
    found: Question = get_object_or_404(Question.objects.public(), slug=slug)
    return found


def _version(asked: Question, number: str) -> Take:
    takes = Take.objects.public().select_related("withdrawal")
    return get_object_or_404(takes, question=asked, number=int(number))


def _newest(asked: Question) -> Take:
    take: Take | None = Take.objects.public().filter(question=asked).select_related("withdrawal").first()
    if take is None:
        raise Http404
    return take


# Slugs of pages may hold letters of any script; numbers are written in one way only.
_QUESTION = r"^questions/(?P<slug>[-\w]{1,255})/"
_NUMBER = r"v/(?P<number>[1-9][0-9]{0,5})/"

urlpatterns: list[URLPattern] = [
    re_path(r"^questions/$", index, name="index"),
    re_path(_QUESTION + "$", question, name="question"),
    re_path(_QUESTION + _NUMBER + "$", version, name="version"),
    re_path(_QUESTION + _NUMBER + "audit/$", audit, name="version-audit"),
    re_path(_QUESTION + "audit/$", audit, name="audit"),
    re_path(_QUESTION + "history/$", history, name="history"),
    re_path(_QUESTION + "evidence/$", evidence, name="evidence"),
]

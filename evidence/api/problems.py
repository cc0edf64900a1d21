"""Errors of the API, told as RFC 9457 problems."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import InterfaceError, OperationalError
from django.http import Http404
from rest_framework import exceptions
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import set_rollback

MEDIA_TYPE = "application/problem+json"
DOCS_PATH = "/api/docs/"
_log = logging.getLogger("assay.api")


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """A kind of problem with its place in the docs; its type is `/api/docs/#problem-<slug>`."""

    slug: str
    status: HTTPStatus
    title: str
    meaning: str

    @property
    def type(self) -> str:
        """The address that names the kind, relative to the site."""
        return f"{DOCS_PATH}#problem-{self.slug}"


BAD_PARAMETERS = ProblemKind(
    "bad-parameters",
    HTTPStatus.BAD_REQUEST,
    "A parameter cannot be used",
    "A parameter is unknown, repeated, names nothing or has a value that it cannot have. `errors` names each one.",
)
BAD_REQUEST = ProblemKind(
    "bad-request",
    HTTPStatus.BAD_REQUEST,
    "The request cannot be read",
    "The request breaks HTTP's own rules.",
)
NOT_FOUND = ProblemKind(
    "not-found",
    HTTPStatus.NOT_FOUND,
    "There is nothing at this address",
    "Nothing public has this address. Addresses end in a slash, except those of exports and of the schema.",
)
NO_CURRENT_TAKE = ProblemKind(
    "no-current-take",
    HTTPStatus.NOT_FOUND,
    "The question has no take yet",
    "No version was published yet. A current version that was withdrawn answers `take-withdrawn` instead.",
)
METHOD_NOT_ALLOWED = ProblemKind(
    "method-not-allowed",
    HTTPStatus.METHOD_NOT_ALLOWED,
    "The address does not take this method",
    "The Allow header names the methods that it takes. What readers see can only be read.",
)
NOT_ACCEPTABLE = ProblemKind(
    "not-acceptable",
    HTTPStatus.NOT_ACCEPTABLE,
    "The address has no such format",
    "The Accept header rules out what the address can answer with.",
)
TAKE_WITHDRAWN = ProblemKind(
    "take-withdrawn",
    HTTPStatus.GONE,
    "The version was withdrawn",
    "The version stays listed, its text is gone. `reason` and `withdrawn_at` say why and since when, "
    "`disclosure` is its label.",
)
CARD_WITHDRAWN = ProblemKind(
    "card-withdrawn",
    HTTPStatus.GONE,
    "The card was withdrawn",
    "The card stays listed, its text is gone. `reason` and `withdrawn_at` say why and since when.",
)
SNAPSHOT_WITHHELD = ProblemKind(
    "snapshot-withheld",
    HTTPStatus.GONE,
    "The snapshot quotes a card that was withdrawn",
    "The exact bytes hold text of a withdrawn card and are no longer given; the version itself still is, "
    "without that text. `withdrawn_sources` names the cards.",
)
TOO_MANY_REQUESTS = ProblemKind(
    "too-many-requests",
    HTTPStatus.TOO_MANY_REQUESTS,
    "Too many requests",
    "The address used up its requests. Retry-After says in how many seconds there are new ones.",
)
SERVER_ERROR = ProblemKind(
    "server-error",
    HTTPStatus.INTERNAL_SERVER_ERROR,
    "Something broke on our side",
    "The error was logged. Asking again later may help.",
)
UNAVAILABLE = ProblemKind(
    "unavailable",
    HTTPStatus.SERVICE_UNAVAILABLE,
    "The site cannot answer just now",
    "A part of the site is down for a moment. Retry-After says when to ask again.",
)
KINDS: tuple[ProblemKind, ...] = (
    BAD_PARAMETERS,
    BAD_REQUEST,
    NOT_FOUND,
    NO_CURRENT_TAKE,
    METHOD_NOT_ALLOWED,
    NOT_ACCEPTABLE,
    TAKE_WITHDRAWN,
    CARD_WITHDRAWN,
    SNAPSHOT_WITHHELD,
    TOO_MANY_REQUESTS,
    SERVER_ERROR,
    UNAVAILABLE,
)


class Problem(exceptions.APIException):
    """A problem to answer with. `extra` holds further members, JSON values by name."""

    def __init__(self, kind: ProblemKind, detail: str = "", **extra: object) -> None:
        super().__init__(detail or kind.meaning)
        self.kind = kind
        self.status_code = kind.status
        self.text = detail or kind.meaning
        self.extra = extra
        self.headers: Mapping[str, str] = {}


def bad_parameters(errors: Sequence[tuple[str, str]]) -> Problem:
    """The problem that names each refused parameter and says why."""
    named = ", ".join(name for name, _reason in errors)
    listed = [{"parameter": name, "detail": reason} for name, reason in errors]
    return Problem(BAD_PARAMETERS, f"Refused: {named}.", errors=listed)


class ProblemRenderer(JSONRenderer):
    """JSON under the media type of problems."""

    media_type = MEDIA_TYPE
    format = "problem"


_BY_EXCEPTION: tuple[tuple[type[Exception], ProblemKind], ...] = (
    (Http404, NOT_FOUND),
    (exceptions.NotFound, NOT_FOUND),
    (PermissionDenied, NOT_FOUND),
    (exceptions.MethodNotAllowed, METHOD_NOT_ALLOWED),
    (exceptions.NotAcceptable, NOT_ACCEPTABLE),
    (exceptions.Throttled, TOO_MANY_REQUESTS),
    (exceptions.APIException, BAD_REQUEST),
    (OperationalError, UNAVAILABLE),
    (InterfaceError, UNAVAILABLE),
)


def answer_problem(error: Exception, context: Mapping[str, Any]) -> Response:
    """DRF's exception handler: every error leaves as a problem; an unexpected one is logged first."""
    problem = error if isinstance(error, Problem) else Problem(_kind_of(error))
    if problem.kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        _log.error("%s", context["request"].path, exc_info=error)
    set_rollback()
    response = Response(_members(problem), status=problem.kind.status, headers=problem.headers)
    wait = getattr(error, "wait", None)
    if isinstance(error, exceptions.Throttled) and wait is not None:
        response.headers["Retry-After"] = str(max(1, int(wait)))
    if problem.kind is UNAVAILABLE:
        response.headers.setdefault("Retry-After", "5")
    return response


def _kind_of(error: Exception) -> ProblemKind:
    return next((kind for cls, kind in _BY_EXCEPTION if isinstance(error, cls)), SERVER_ERROR)


def _members(problem: Problem) -> dict[str, object]:
    kind = problem.kind
    members = {"type": kind.type, "title": kind.title, "status": int(kind.status), "detail": problem.text}
    return {**members, **problem.extra}

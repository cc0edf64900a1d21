"""Drafts that partners hand in over HTTP, and what becomes of them."""

from __future__ import annotations

import json
import re
import uuid
from http import HTTPStatus
from typing import ClassVar

from django.http import Http404
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework.request import Request
from rest_framework.response import Response

from cms.api.bodies import body_bytes, json_of
from cms.api.draft_records import DraftBody, DraftRecord, draft_record
from cms.api.key_problems import (
    BAD_BODY,
    BODY_TOO_LARGE,
    IDEMPOTENCY_MISSING,
    IDEMPOTENCY_TAKEN,
    UNSUPPORTED_MEDIA,
    body_problem,
)
from cms.api.keyed import KEYED_PROBLEMS, KeyedView
from cms.api.rates import DraftRate, FollowRate
from cms.partners.drafts import draft_of, hand_in
from cms.partners.repeating import Answered, KeyTaken, once, request_hash
from evidence.api.base import Terms
from evidence.api.describing import Schema
from evidence.api.problems import BAD_REQUEST, NOT_FOUND, UNAVAILABLE, Problem
from questions.api.finding import question_at
from questions.drafting.draft import NoReviewers
from questions.drafting.partner_form import BodyRefused
from questions.models import Question

# People have to mend it: asking every few seconds helps nobody.
REVIEW_BACK_AFTER = 600
_VISIBLE = re.compile(r"[\x21-\x7e]{1,255}")


class DraftMake(KeyedView):
    """Hand in a draft for review.

    It is audited at once and goes to the reviewers; it is nowhere in public before they publish it. The same
    Idempotency-Key with the same body has the same answer, whenever and however often it is sent.
    """

    operation, tag = "createDraft", "Drafts"
    http_method_names = ["post", "options"]
    record, body = DraftRecord, DraftBody
    header_parameters: ClassVar[list[Schema]] = [
        {
            "name": "Idempotency-Key",
            "in": "header",
            "required": True,
            "description": "The partner's own name for this request.",
            "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
        }
    ]
    problems = (
        *KEYED_PROBLEMS,
        NOT_FOUND,
        BAD_REQUEST,
        BAD_BODY,
        IDEMPOTENCY_MISSING,
        IDEMPOTENCY_TAKEN,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA,
    )

    def post(self, request: Request, slug: str) -> Response:
        """Read strictly, then do it once."""
        self.read()
        name = request.headers.get("Idempotency-Key", "")
        if not _VISIBLE.fullmatch(name):
            raise Problem(IDEMPOTENCY_MISSING)
        body = body_bytes(request._request)
        question = question_at(slug=slug)
        try:
            answered = once(
                api_key=self.key,
                key=name,
                fingerprint=request_hash("POST", request.path, body),
                work=lambda: self._make(question, body),
                now=timezone.now(),
            )
        except KeyTaken as error:
            raise Problem(IDEMPOTENCY_TAKEN) from error
        record = json.loads(answered.body)
        headers = {"Location": record["url"], "Cache-Control": self.cache_control}
        return Response(record, status=answered.status, headers=headers)

    def _make(self, question: Question, body: bytes) -> Answered:
        try:
            run = hand_in(key=self.key, question=question, body=json_of(body), now=timezone.now())
        except BodyRefused as refusal:
            raise body_problem(refusal.faults) from refusal
        except NoReviewers as refusal:
            problem = Problem(
                UNAVAILABLE, _("No review is set up for takes; drafts are taken in once there is.")
            )
            problem.headers = {"Retry-After": str(REVIEW_BACK_AFTER)}
            raise problem from refusal
        record = draft_record(run, self.site, self.terms())
        return Answered(HTTPStatus.CREATED, json.dumps(record, ensure_ascii=False))


class DraftDetail(KeyedView):
    """What became of a draft. Only the partner that handed it in can ask."""

    operation, tag = "readDraft", "Drafts"
    record = DraftRecord
    problems = (*KEYED_PROBLEMS, NOT_FOUND)

    def get(self, request: Request, key: uuid.UUID) -> Response:
        """Find it among the partner's own."""
        self.read()
        run = draft_of(self.key.partner, key)
        if run is None:
            raise Http404
        return self.answer(draft_record(run, self.site, self.terms()))


def addresses(terms: Terms) -> list[URLPattern]:
    """Where drafts are handed in, and where they are followed."""
    make, follow = {**terms, "throttle_classes": (DraftRate,)}, {**terms, "throttle_classes": (FollowRate,)}
    return [
        path("questions/<slug:slug>/drafts/", DraftMake.as_view(**make)),
        path("drafts/<uuid:key>/", DraftDetail.as_view(**follow)),
    ]

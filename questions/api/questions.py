"""Questions and the evidence that bears on them over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import ReadView
from evidence.api.cards import CARD_FILTERS, CARD_ORDERS, filtered, for_entries
from evidence.api.listing import ListView
from evidence.api.paging import Key, Order, Page, orders
from evidence.api.parameters import Day, Known, Slug, nothing_called
from evidence.api.problems import NOT_FOUND, bad_parameters
from evidence.api.records import card_entry
from evidence.models import Card, Topic
from questions.api.entries import named, question_entry, take_entry
from questions.api.finding import is_withdrawn, question_at
from questions.api.records import EvidenceCardEntry, QuestionDetailEntry, QuestionEntry, TakeEntry
from questions.bearing import Window, evidence_for, window_of
from questions.disclosure import HEADER
from questions.models import Question, Stance, Take, Wording
from questions.snapshot import Window as WindowRecord

_WITH_PARTS = ("positions", Prefetch("topics", queryset=Topic.objects.defer("rule_query").order_by("name")))


class QuestionList(ListView):
    """Questions, each with its current take in brief."""

    operation, tag, filename = "listQuestions", "Questions", "questions"
    record = QuestionEntry
    orders = orders(
        Order("slug", (Key("slug", "text"), Key("pk", "int"))), Order("created", (Key("pk", "int"),))
    )
    default_order: ClassVar[str] = "slug"
    parameters = (Known("topic", "Questions on this topic.", kind="topic", among=Topic.objects.all),)

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """Live questions, on one topic if asked."""
        questions: QuerySet = Question.objects.public().prefetch_related(*_WITH_PARTS)
        return questions if values["topic"] is None else questions.filter(topics__slug=values["topic"])

    def records(self, rows: Sequence[Question], values: Mapping[str, Any]) -> list[QuestionEntry]:
        """One entry a question."""
        return _entries(rows, self)


class QuestionDetail(ReadView):
    """A question by its slug."""

    operation, tag = "readQuestion", "Questions"
    record = QuestionDetailEntry
    problems = (NOT_FOUND,)

    def get(self, request: Request, slug: str = "", stable_id: UUID | None = None) -> Response:
        """Find the question by its slug or its stable id."""
        values = self.read()
        question = question_at(slug=slug) if stable_id is None else question_at(stable_id=stable_id)
        (entry,) = _entries([question], self)
        response = self.answer({**entry, "licence": self.terms()}, values["fields"])
        if entry["current"] is not None:
            response.headers[HEADER] = entry["current"]["disclosure"]["token"]
        return response


class EvidenceList(ListView):
    """Cards that bear on a question in its evidence window, each with its stance.

    The window ends today, on `on`, or on the question's *evidence until*.
    """

    operation, tag, filename = "listQuestionEvidence", "Questions", "evidence"
    record = EvidenceCardEntry
    orders = CARD_ORDERS
    default_order: ClassVar[str] = "-published_on"
    problems = (NOT_FOUND,)
    beside: ClassVar[Mapping[str, Any]] = {"window": WindowRecord}
    parameters = (
        *CARD_FILTERS,
        Day("on", "The window that ends on this day."),
        Slug("stance", "Cards that support this position."),
    )

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """The question's evidence, filtered as cards are."""
        question = self._question()
        cards = filtered(for_entries(evidence_for(question, self._window(values))), values)
        if (stance := values["stance"]) is not None:
            if not question.positions.filter(slug=stance).exists():
                raise bad_parameters([("stance", nothing_called("position of this question", stance))])
            cards = cards.filter(stances__question=question.pk, stances__position__slug=stance)
        return cards

    def records(self, rows: Sequence[Card], values: Mapping[str, Any]) -> list[EvidenceCardEntry]:
        """One entry a card."""
        judged = Stance.objects.filter(question=self._question().pk, card__in=[card.pk for card in rows])
        stances = {stance.card_id: named(stance.position) for stance in judged.select_related("position")}
        return [{**card_entry(card, self.site), "stance": stances.get(card.pk)} for card in rows]

    def members(self, page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
        """The window that was meant."""
        window = self._window(values)
        return {"window": WindowRecord(first=window.first.isoformat(), last=window.last.isoformat())}

    def _question(self) -> Question:
        if not hasattr(self, "_found"):
            self._found = question_at(slug=self.kwargs["slug"])
        return self._found

    def _window(self, values: Mapping[str, Any]) -> Window:
        return window_of(self._question(), values["on"] or timezone.now().date())


def _entries(questions: Sequence[Question], view: ReadView) -> list[QuestionEntry]:
    """Questions with their newest versions, in as many queries for a hundred as for one."""
    ids = [question.pk for question in questions]
    public = Take.objects.public().filter(question__in=ids)
    counted = public.order_by("question_id").values_list("question_id").annotate(versions=Count("pk"))
    counts = dict(counted)
    wording = Wording.load()
    current = {
        take.question_id: _brief(take, view, wording)
        for take in public.order_by("question_id", "-number")
        .distinct("question_id")
        .select_related("withdrawal", "question")
        .defer("body")
        if not is_withdrawn(take)
    }
    return [
        question_entry(
            question,
            current=current.get(question.pk),
            versions=counts.get(question.pk, 0),
            site=view.site,
        )
        for question in questions
    ]


def _brief(take: Take, view: ReadView, wording: Wording) -> TakeEntry:
    return take_entry(take, slug=take.question.slug, newest=take.number, wording=wording, site=view.site)

"""Lists about questions: the index, and the evidence of one question."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.core.paginator import Page as PageOfList
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _

from evidence.counting import cards_counted
from evidence.models.card import CardQuerySet
from questions.bars import SmallScale
from questions.bearing import Window, evidence_for, window_ending, window_of
from questions.measuring import last_day, topic_rule
from questions.models import Indicator, Position, Question, Reading, Stance, Take, Wording
from questions.shapes.evidence import EvidenceShape, evidence_shape, with_stance
from questions.shapes.pages import QuestionShape, TopicShape, question_shape, site_wording
from questions.shapes.versions import frozen, frozen_small_scale

PER_PAGE = 30


# No slug begins with an underscore.
NO_SIDE = "_none"


class NoSuchFilter(LookupError):
    """The address asks for a position or an indicator that the question does not have."""


@dataclass(frozen=True, slots=True)
class EntryShape:
    """A question in the index. Without a take, verdict and answer are empty."""

    title: str
    path: str
    intro: str
    verdict: str
    answer: str
    mark: str
    number: int | None
    published_at: datetime | None
    withdrawn: bool
    scale: SmallScale
    topics: tuple[TopicShape, ...]
    is_demo: bool


@dataclass(frozen=True, slots=True)
class IndexShape:
    """One page of the index, and the footer."""

    entries: tuple[EntryShape, ...]
    page: PageOfList
    footer: str


@dataclass(frozen=True, slots=True)
class FilterShape:
    """One choice above the list of evidence."""

    label: str
    query: str
    number: int | None
    here: bool


@dataclass(frozen=True, slots=True)
class EvidencePageShape:
    """One page of a question's evidence in a window."""

    question: QuestionShape
    cards: tuple[EvidenceShape, ...]
    page: PageOfList
    window: Window
    filters: tuple[FilterShape, ...]
    indicator: str
    query: str
    footer: str


def index_page(number: str | int) -> IndexShape:
    """Live questions by title with their current verdicts; six queries. Raises InvalidPage."""
    questions = Question.objects.public().order_by("title", "pk").prefetch_related("topics")
    page = Paginator(questions, PER_PAGE).page(number)
    shown = list(page.object_list)
    newest = {
        take.question_id: take
        for take in Take.objects.public()
        .filter(question__in=shown)
        .select_related("verdict", "withdrawal")
        .defer("snapshot", "body")
        .annotate(drafter=frozen("provenance", "drafter"), place=frozen("verdict"))
        .order_by("question", "-number")
        .distinct("question")
    }
    offered = Position.objects.on_offer().filter(question__in=shown).order_by()
    scales = dict(offered.values_list("question_id").annotate(number=Count("pk")))
    wording = site_wording()
    entries = tuple(_entry(one, newest.get(one.pk), scales.get(one.pk, 0), wording) for one in shown)
    return IndexShape(entries, page, wording.footer)


def _entry(question: Question, take: Take | None, scale: int, wording: Wording) -> EntryShape:
    withdrawn = take is not None and hasattr(take, "withdrawal")
    standing = None if withdrawn else take
    return EntryShape(
        title=question.title,
        path=question.path_public,
        intro=question.intro,
        verdict=standing.verdict.label if standing and standing.verdict else "",
        answer=standing.answer if standing else "",
        mark=_mark(standing, wording),
        number=take.number if take else None,
        published_at=take.numbered_at if take else None,
        withdrawn=withdrawn,
        scale=frozen_small_scale(getattr(standing, "place", None), scale),
        topics=tuple(TopicShape(topic.name, topic.path) for topic in question.topics.all()),
        is_demo=question.is_demo,
    )


def _mark(take: Take | None, wording: Wording) -> str:
    if take is None:
        return ""
    return wording.experimental_mark if getattr(take, "drafter", None) else wording.human_mark


def evidence_page(
    question: Question, *, number: str | int, stance: str, indicator: str, now: datetime
) -> EvidencePageShape:
    """The cards of the current window, of one stance, or those that an indicator counted; nine queries.

    Raises NoSuchFilter for an unknown position or indicator, InvalidPage for the page.
    """
    day = now.astimezone(UTC).date()
    window = window_of(question, day)
    bearing = evidence_for(question, window)
    positions = dict(
        Position.objects.filter(question=question).order_by("order").values_list("slug", "label")
    )
    cards, name = bearing, ""
    if indicator:
        cards, window, name = _counted(question, indicator, now)
    elif stance:
        if stance != NO_SIDE and stance not in positions:
            raise NoSuchFilter(stance)
        cards = _taking(bearing, question, stance)
    page = Paginator(with_stance(cards, question), PER_PAGE).page(number)
    standing = Take.objects.standing().filter(question=question)
    verdict = standing.values_list("verdict__slug", flat=True).first()
    return EvidencePageShape(
        question=question_shape(question),
        cards=tuple(evidence_shape(card, verdict or "") for card in page.object_list),
        page=page,
        window=window,
        filters=_filters(question, bearing, positions, stance),
        indicator=name,
        query=f"indicator={indicator}" if indicator else f"stance={stance}" if stance else "",
        footer=site_wording().footer,
    )


def _taking(cards: CardQuerySet, question: Question, stance: str) -> CardQuerySet:
    judged = Stance.objects.filter(question=question, card=OuterRef("pk"))
    if stance == NO_SIDE:
        return cards.filter(~Exists(judged))
    return cards.filter(Exists(judged.filter(position__slug=stance)))


def _filters(
    question: Question, bearing: CardQuerySet, positions: dict[str, str], chosen: str
) -> tuple[FilterShape, ...]:
    judged: Any = with_stance(bearing, question).order_by()
    counted = judged.values_list("stance_slug").annotate(number=Count("pk"))
    numbers = {slug or NO_SIDE: number for slug, number in counted}
    return tuple(
        FilterShape(label, f"stance={slug}", numbers.get(slug, 0), slug == chosen)
        for slug, label in {**positions, NO_SIDE: _("takes no side")}.items()
        if numbers.get(slug) or slug == chosen
    )


def _counted(question: Question, slug: str, now: datetime) -> tuple[CardQuerySet, Window, str]:
    """The cards behind the newest stored reading, so that the list is as long as the number says."""
    indicator = Indicator.objects.in_use().filter(question=question).prefetch_related("indicator_topics")
    found = next((one for one in indicator if one.slug == slug), None)
    if found is None:
        raise NoSuchFilter(slug)
    read = Reading.objects.filter(indicator=found).order_by("-day").values_list("day", flat=True).first()
    today = now.astimezone(UTC).date()
    window = window_ending(read or last_day(question, today - timedelta(days=1)), found.window_days)
    return cards_counted(topic_rule(found), window.first, window.last), window, found.name

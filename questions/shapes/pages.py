"""What the pages of one question show, each built by one function with a fixed number of queries."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db.models import F

from questions.bearing import Window, evidence_for, window_of
from questions.disclosure import Disclosure, withdrawn_disclosure
from questions.models import Position, Question, Take, Wording
from questions.shapes.evidence import EvidenceShape, top_evidence
from questions.shapes.indicators import IndicatorShape, indicator_shapes
from questions.shapes.notes import withdrawn_cards
from questions.shapes.scale import ScaleShape, frozen_scale, scale_change, votable_scale
from questions.shapes.takes import TakeShape, take_shape
from questions.shapes.versions import HistoryShape, VersionShape, history_shape, versions_of
from questions.snapshot import parse
from questions.tallies import TallyShape, shape_tally


@dataclass(frozen=True, slots=True)
class TopicShape:
    """A topic's name and address."""

    name: str
    path: str


@dataclass(frozen=True, slots=True)
class QuestionShape:
    """The question itself, for every page about it."""

    slug: str
    title: str
    intro: str
    path: str
    topics: tuple[TopicShape, ...]
    evidence_until: date | None
    is_demo: bool


@dataclass(frozen=True, slots=True)
class QuestionPageShape:
    """The question's page. `take` is None before the first version and while the newest one is withdrawn.

    The withdrawn one then stands in `withdrawn`, and with its label in `taken_back`.
    `scale` is on offer now; where the version had another one, `scale_change` says how they differ and
    `scale_then` holds it.
    """

    question: QuestionShape
    take: TakeShape | None
    withdrawn: VersionShape | None
    taken_back: tuple[Take, Disclosure] | None
    scale: ScaleShape
    scale_then: ScaleShape | None
    scale_change: str
    tally: TallyShape
    indicators: tuple[IndicatorShape, ...]
    history: HistoryShape
    evidence: tuple[EvidenceShape, ...]
    evidence_number: int
    window: Window
    footer: str
    licence_name: str
    licence_url: str
    excerpt_rights: str


@dataclass(frozen=True, slots=True)
class VersionPageShape:
    """One version on its own page; `newest` is the number of the newest version.

    `earlier` and `later` are the versions next to it that still stand, `withdrawn_since` the later ones that do not.
    """

    question: QuestionShape
    take: TakeShape
    scale: ScaleShape
    newest: int
    earlier: int | None
    later: int | None
    withdrawn_since: tuple[int, ...]
    footer: str
    licence_name: str
    licence_url: str
    excerpt_rights: str


@dataclass(frozen=True, slots=True)
class HistoryPageShape:
    """All versions of a question."""

    question: QuestionShape
    history: HistoryShape
    footer: str


def site_wording() -> Wording:
    """The site's wording as saved, or as it is before anyone saved it; one query, nothing written."""
    return Wording.objects.first() or Wording()


def question_shape(question: Question) -> QuestionShape:
    """The question with its topics; one query."""
    topics = question.topics.order_by("name").values_list("name", "slug")
    return QuestionShape(
        slug=question.slug,
        title=question.title,
        intro=question.intro,
        path=question.path_public,
        topics=tuple(TopicShape(name, f"/topics/{slug}/") for name, slug in topics),
        evidence_until=question.evidence_until,
        is_demo=question.is_demo,
    )


def question_page(question: Question, *, now: datetime) -> QuestionPageShape:
    """Everything on the question's page as of `now`; nine queries, however much there is to show."""
    wording = site_wording()
    positions, tally = scale_and_tally(question, now)
    versions = versions_of(question)
    history = history_shape(question, versions, positions, tally)
    newest = history.newest
    withdrawn = newest if newest and newest.withdrawn_at else None
    take, cited = _current(versions, wording) if versions and not withdrawn else (None, [])
    day = now.astimezone(UTC).date()
    window = window_of(question, day)
    verdict_slug = take.verdict_slug if take else ""
    changed = scale_change(take, tally) if take else ""
    evidence, number = top_evidence(
        evidence_for(question, window), question, cited=cited, verdict_slug=verdict_slug
    )
    return QuestionPageShape(
        question=question_shape(question),
        take=take,
        withdrawn=withdrawn,
        taken_back=_taken_back(versions[0].pk, wording) if withdrawn else None,
        scale=votable_scale(tally, verdict_slug),
        scale_then=frozen_scale(take) if take and changed else None,
        scale_change=changed,
        tally=tally,
        indicators=indicator_shapes(question, window.last),
        history=history,
        evidence=evidence,
        evidence_number=number,
        window=window,
        footer=wording.footer,
        licence_name=wording.licence_name,
        licence_url=wording.licence_url,
        excerpt_rights=wording.excerpt_rights,
    )


def version_page(question: Question, take: Take) -> VersionPageShape:
    """A published version that was not withdrawn; four queries."""
    wording = site_wording()
    shape, _cited = _shape(take, wording)
    versions = list(Take.objects.published().filter(question=question).values_list("number", "withdrawal"))
    standing = [number for number, withdrawal in versions if number is not None and withdrawal is None]
    taken_back = [number for number, withdrawal in versions if number is not None and withdrawal is not None]
    return VersionPageShape(
        question=question_shape(question),
        take=shape,
        scale=frozen_scale(shape),
        newest=versions[0][0] or shape.number,
        earlier=max((number for number in standing if number < shape.number), default=None),
        later=min((number for number in standing if number > shape.number), default=None),
        withdrawn_since=tuple(sorted(gone for gone in taken_back if gone > shape.number)),
        footer=wording.footer,
        licence_name=wording.licence_name,
        licence_url=wording.licence_url,
        excerpt_rights=wording.excerpt_rights,
    )


def history_page(question: Question, *, now: datetime) -> HistoryPageShape:
    """Every version; four queries."""
    positions, tally = scale_and_tally(question, now)
    takes = versions_of(question, limit=None)
    return HistoryPageShape(
        question_shape(question), history_shape(question, takes, positions, tally), site_wording().footer
    )


def scale_and_tally(question: Question, now: datetime) -> tuple[list[Position], TallyShape]:
    """Positions in order, retired ones included, and the tally of now; one query."""
    positions: list[Any] = list(
        Position.objects.filter(question=question).order_by("order").annotate(votes_now=F("tally__count"))
    )
    counts = {position.pk: position.votes_now for position in positions if position.votes_now}
    return positions, shape_tally(positions, counts, now)


def _current(versions: list[Take], wording: Wording) -> tuple[TakeShape, list[int]]:
    return _shape(Take.objects.only("snapshot", "content_hash").get(pk=versions[0].pk), wording)


def _taken_back(pk: int, wording: Wording) -> tuple[Take, Disclosure]:
    take = Take.objects.select_related("question", "withdrawal").defer("body").get(pk=pk)
    return take, withdrawn_disclosure(take, wording)


def _shape(take: Take, wording: Wording) -> tuple[TakeShape, list[int]]:
    snapshot = parse(take.snapshot)
    shape = take_shape(snapshot, take.content_hash, withdrawn=withdrawn_cards(snapshot), wording=wording)
    return shape, [source["card"] for source in snapshot["sources"]]

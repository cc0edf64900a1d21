"""What the home page shows, built once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, OuterRef, Q, Subquery
from wagtail.models.sites import Site

from cms.models import HomePage
from evidence.models import Change
from evidence.reading import newest_briefings
from evidence.shapes import BriefingShape
from questions.disclosure import disclosure
from questions.models import Question, Take, Wording
from questions.snapshot import Snapshot, parse

_QUESTIONS_AT_MOST = 24
_MOVES_AT_MOST = 6
_BRIEFINGS_AT_MOST = 3


@dataclass(frozen=True, slots=True)
class VerdictShape:
    """The verdict of a version with the label that every sight of it carries. Times are UTC."""

    label: str
    answer: str
    version: int
    held_since: datetime
    published_at: datetime
    mark: str
    disclosure: str


@dataclass(frozen=True, slots=True)
class QuestionLine:
    """A question with its current verdict: none before the first version or when the newest is withdrawn."""

    title: str
    path: str
    verdict: VerdictShape | None
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class VerdictMove:
    """A verdict that a question got; `before` is empty for its first."""

    title: str
    path: str
    version_path: str
    version: int
    before: str
    after: str
    reason: str
    mark: str
    at: datetime


@dataclass(frozen=True, slots=True)
class HomeShape:
    """The home page. `more_questions` says that the list is not all of them."""

    title: str
    tagline: str
    intro: str
    questions: tuple[QuestionLine, ...]
    more_questions: bool
    moves: tuple[VerdictMove, ...]
    briefings: tuple[BriefingShape, ...]


def home_shape() -> HomeShape:
    """The home page of the default site. A fixed number of queries."""
    page = _page()
    wording = Wording.load()
    lines = _question_lines(wording)
    return HomeShape(
        title=page.title if page else "",
        tagline=page.tagline if page else "",
        intro=page.intro if page else "",
        questions=tuple(lines[:_QUESTIONS_AT_MOST]),
        more_questions=len(lines) > _QUESTIONS_AT_MOST,
        moves=tuple(_moves(wording)),
        briefings=tuple(newest_briefings(_BRIEFINGS_AT_MOST)),
    )


def _page() -> HomePage | None:
    """The home page that the default site begins with, once it is published."""
    roots = Site.objects.filter(is_default_site=True).values("root_page")
    return HomePage.objects.filter(pk__in=roots, live=True).first()


def _question_lines(wording: Wording) -> list[QuestionLine]:
    """Those with the newest versions first, then those without one; one more than is shown."""
    versions = Take.objects.published().filter(question=OuterRef("pk"))
    questions = (
        Question.objects.public()
        .annotate(
            newest=Subquery(versions.values("pk")[:1]), newest_at=Subquery(versions.values("numbered_at")[:1])
        )
        .order_by(F("newest_at").desc(nulls_last=True), "title")
        .values_list("title", "slug", "newest")[: _QUESTIONS_AT_MOST + 1]
    )
    found = list(questions)
    takes = Take.objects.filter(pk__in=[newest for _, _, newest in found if newest])
    texts = {
        key: "" if withdrawal else snapshot
        for key, snapshot, withdrawal in takes.values_list("pk", "snapshot", "withdrawal")
    }
    return [_line(title, slug, texts.get(newest), wording) for title, slug, newest in found]


def _line(title: str, slug: str, text: str | None, wording: Wording) -> QuestionLine:
    """`text` is the newest version's snapshot: None where there is none, empty where it was withdrawn."""
    verdict = _verdict(parse(text), wording) if text else None
    return QuestionLine(title, f"/questions/{slug}/", verdict, withdrawn=text == "")


def _verdict(version: Snapshot, wording: Wording) -> VerdictShape:
    label = disclosure(version, wording)
    return VerdictShape(
        label=version["verdict"]["label"],
        answer=version["answer"],
        version=version["number"],
        held_since=datetime.fromisoformat(version["held_since"]["at"]),
        published_at=datetime.fromisoformat(version["published_at"]),
        mark=label.mark,
        disclosure=label.text,
    )


def _moves(wording: Wording) -> list[VerdictMove]:
    """The newest first verdicts and changes of verdict, of versions that still stand on public questions."""
    told = Change.objects.filter(
        Q(kind=Change.Kind.VERDICT_CHANGED) | Q(kind=Change.Kind.TAKE_PUBLISHED, payload__previous=None)
    )
    changes = list(told.order_by("-pk")[: 2 * _MOVES_AT_MOST])
    standing = _standing_versions(changes)
    shown = [(change, standing[key]) for change in changes if (key := _version_of(change)) in standing]
    return [_move(change, *version, wording) for change, version in shown[:_MOVES_AT_MOST]]


def _move(change: Change, slug: str, version: Snapshot, wording: Wording) -> VerdictMove:
    before = change.payload["previous_verdict"]
    path = f"/questions/{slug}/"
    return VerdictMove(
        title=version["question"]["title"],
        path=path,
        version_path=f"{path}v/{version['number']}/",
        version=version["number"],
        before=before["label"] if before else "",
        after=version["verdict"]["label"],
        reason=version["change"]["reason"],
        mark=disclosure(version, wording).mark,
        at=change.at,
    )


def _standing_versions(changes: Iterable[Change]) -> dict[tuple[str, int], tuple[str, Snapshot]]:
    """The question's slug today and the snapshot of each version told of, by stable id and number."""
    wanted = Q(pk=None)
    for question, number in map(_version_of, changes):
        wanted |= Q(question__stable_id=question, number=number)
    takes = Take.objects.public().filter(wanted, withdrawal=None).order_by()
    rows = takes.values_list("question__stable_id", "number", "question__slug", "snapshot")
    return {(str(question), number): (slug, parse(text)) for question, number, slug, text in rows if number}


def _version_of(change: Change) -> tuple[str, int]:
    """`urn:assay:question:<id>` and `urn:assay:take:<id>:<n>` name the question in the same place."""
    return change.subject.split(":")[3], change.payload["version"]

"""A question's versions: a list, and a chart of where the verdict stood."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import JSONField, Value
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, NullIf
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from questions.bars import SmallScale, small_scale
from questions.charts import Step, StepChart, step_chart
from questions.models import Position, Question, Take
from questions.snapshot import Verdict
from questions.tallies import MINIMUM_VOTES, TallyShape

SHOWN = 24


@dataclass(frozen=True, slots=True)
class VersionShape:
    """A version in the list. A withdrawn one keeps number, dates, hash and reason, and loses its verdict."""

    number: int
    path: str
    verdict: str
    scale: SmallScale
    published_at: datetime
    change_kind: str
    change_reason: str
    content_hash: str
    withdrawn_at: datetime | None
    withdrawn_reason: str
    moved: bool
    agreed: int | None
    compare_with: int | None = None

    @property
    def compare_path(self) -> str:
        """The comparison with the version before it that still stands."""
        return f"compare/{self.compare_with}..{self.number}/"


@dataclass(frozen=True, slots=True)
class HistoryShape:
    """Versions, newest first, and the chart of the newest ones."""

    versions: tuple[VersionShape, ...]
    chart: StepChart
    summary: str

    @property
    def newest(self) -> VersionShape | None:
        """The version with the highest number, withdrawn or not."""
        return self.versions[0] if self.versions else None


def frozen(*path: str) -> KeyTransform:
    """An entry of a version's snapshot, read by the database; null where its text was erased."""
    entry: Any = Cast(NullIf("snapshot", Value("")), JSONField())
    for key in path:
        entry = KeyTransform(key, entry)
    return entry


def versions_of(question: Question, limit: int | None = SHOWN) -> list[Take]:
    """Published versions, newest first, without texts but with the tally at publishing; one query."""
    takes = (
        Take.objects.published()
        .filter(question=question)
        .select_related("verdict", "withdrawal")
        .defer("snapshot", "body", "answer")
        .annotate(tally=frozen("tally"), place=frozen("verdict"))
    )
    return list(takes[:limit] if limit else takes)


def history_shape(
    question: Question, takes: Sequence[Take], positions: Sequence[Position], tally: TallyShape
) -> HistoryShape:
    """Shape what `versions_of` brought. `tally` is the one of now: it belongs to the newest version."""
    rank = {position.pk: index for index, position in enumerate(positions)}
    tallies: list[Any] = [_record(tally), *(getattr(take, "tally", None) for take in takes)]
    versions = tuple(
        _version(question, take, takes[at + 1 :], rank, tallies[at]) for at, take in enumerate(takes)
    )
    steps = [
        Step(
            version.number,
            None if version.withdrawn_at else rank.get(take.verdict_id or 0),
            date_format(version.published_at, "j M Y"),
            _note(version),
        )
        for version, take in zip(reversed(versions), reversed(takes), strict=True)
    ]
    chart = step_chart(steps, [position.label for position in positions])
    return HistoryShape(versions, chart, _summary(versions))


def _version(
    question: Question, take: Take, before: Sequence[Take], rank: dict[int, int], votes: Any
) -> VersionShape:
    withdrawal = getattr(take, "withdrawal", None)
    return VersionShape(
        number=take.number or 0,
        path=f"{question.path_public}v/{take.number}/",
        verdict="" if withdrawal or take.verdict is None else take.verdict.label,
        scale=frozen_small_scale(None if withdrawal else getattr(take, "place", None), len(rank)),
        published_at=take.numbered_at or take.created_at,
        change_kind=take.get_change_kind_display(),
        change_reason=take.change_reason,
        content_hash=take.content_hash,
        withdrawn_at=withdrawal.at if withdrawal else None,
        withdrawn_reason=withdrawal.reason if withdrawal else "",
        moved=bool(before) and before[0].verdict_id != take.verdict_id,
        agreed=None if withdrawal or take.verdict is None else _agreed(votes, take.verdict.slug),
        compare_with=None if withdrawal else next(_standing(before), None),
    )


def frozen_small_scale(verdict: Verdict | None, of: int) -> SmallScale:
    """The scale as it stood with the verdict's place; without a verdict the one of today, `of` positions long."""
    return small_scale(verdict["index"], verdict["of"]) if verdict else small_scale(None, of)


def _note(version: VersionShape) -> str:
    if version.withdrawn_at:
        return _("withdrawn")
    return "" if version.agreed is None else _("%(share)d%% agree") % {"share": version.agreed}


def _standing(takes: Sequence[Take]) -> Iterator[int]:
    return (take.number for take in takes if take.number and getattr(take, "withdrawal", None) is None)


def _record(tally: TallyShape) -> dict[str, Any]:
    return {
        "total": tally.total,
        "positions": [{"slug": position.slug, "count": position.count or 0} for position in tally.positions],
    }


def _agreed(votes: Any, slug: str) -> int | None:
    """Whole percent of readers who stood with the verdict; None where shares are not shown."""
    if not isinstance(votes, dict) or votes.get("total", 0) < MINIMUM_VOTES:
        return None
    count: int = next((row["count"] for row in votes["positions"] if row["slug"] == slug), 0)
    return round(100 * count / votes["total"])


def _summary(versions: Sequence[VersionShape]) -> str:
    """The chart in words, oldest first."""
    parts = [
        _("version %(number)d, %(day)s: %(verdict)s")
        % {
            "number": version.number,
            "day": date_format(version.published_at, "j F Y"),
            "verdict": version.verdict or _("withdrawn"),
        }
        for version in reversed(versions)
    ]
    return "; ".join(parts)

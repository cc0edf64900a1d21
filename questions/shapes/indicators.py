"""Indicators with their stored readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from questions.charts import Sparkline, sparkline
from questions.models import Indicator, Question, Reading

WEEKS = 26


@dataclass(frozen=True, slots=True)
class ReadingShape:
    """A week's reading; `value` is None where none was stored."""

    day: date
    value: int | None


@dataclass(frozen=True, slots=True)
class IndicatorShape:
    """One indicator as of its newest stored reading, which is None before the first."""

    slug: str
    name: str
    why: str
    noun: str
    value: int | None
    day: date | None
    provisional: bool
    window_days: int
    threshold: int
    standing: str
    crossed: bool
    speaks_for: str
    comparison: str
    chart: Sparkline
    weeks: tuple[ReadingShape, ...]
    uncovered_until: date | None


def indicator_shapes(question: Question, last: date) -> tuple[IndicatorShape, ...]:
    """The question's indicators in use, with weekly readings of half a year up to `last`. Two queries."""
    indicators = list(Indicator.objects.in_use().filter(question=question).select_related("speaks_for"))
    rows = Reading.objects.filter(
        indicator__question=question, day__gt=last - timedelta(weeks=WEEKS), day__lte=last
    ).values_list("indicator_id", "day", "value", "provisional")
    values: dict[int, dict[date, int]] = {}
    provisional: set[tuple[int, date]] = set()
    for indicator_id, day, value, still_open in rows:
        values.setdefault(indicator_id, {})[day] = value
        if still_open:
            provisional.add((indicator_id, day))
    return tuple(
        _shape(indicator, values.get(indicator.pk, {}), provisional, question.coverage_since)
        for indicator in indicators
    )


def _shape(
    indicator: Indicator,
    values: Mapping[date, int],
    provisional: set[tuple[int, date]],
    coverage_since: date | None,
) -> IndicatorShape:
    newest = max(values, default=None)
    value = values[newest] if newest else None
    weeks = _weeks(values, newest)
    uncovered = sum(coverage_since is not None and week.day < coverage_since for week in weeks)
    return IndicatorShape(
        slug=indicator.slug,
        name=indicator.name,
        why=indicator.why,
        noun=indicator.noun_singular if value == 1 else indicator.noun_plural,
        value=value,
        day=newest,
        provisional=newest is not None and (indicator.pk, newest) in provisional,
        window_days=indicator.window_days,
        threshold=indicator.threshold,
        standing=_standing(value, indicator.threshold),
        crossed=value is not None and indicator.crossed_at(value),
        speaks_for=indicator.speaks_for.label,
        comparison=indicator.get_comparison_display(),
        chart=sparkline(
            [week.value for week in weeks],
            threshold=indicator.threshold,
            covered_from=min(uncovered, WEEKS - 1),
        ),
        weeks=weeks,
        uncovered_until=coverage_since if uncovered else None,
    )


def _weeks(values: Mapping[date, int], newest: date | None) -> tuple[ReadingShape, ...]:
    if newest is None:
        return ()
    days = [newest - timedelta(weeks=back) for back in reversed(range(WEEKS))]
    return tuple(ReadingShape(day, values.get(day)) for day in days)


def _standing(value: int | None, threshold: int) -> str:
    if value is None:
        return ""
    if value == threshold:
        return _("at the threshold of %(number)d") % {"number": threshold}
    if value > threshold:
        return _("above the threshold of %(number)d") % {"number": threshold}
    return _("below the threshold of %(number)d") % {"number": threshold}

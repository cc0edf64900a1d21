"""Making and changing indicators; a changed count rebuilds its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_q.tasks import async_task

from evidence.models import Topic
from questions.models import Indicator, IndicatorTopic, Question

MOST_INDICATORS = 12
REBUILD_TASK = "questions.tasks.rebuild_question_readings"


class IndicatorRefused(Exception):
    """The indicator cannot be saved like this; the message is for an editor."""


@transaction.atomic
def save_indicator(
    *,
    question: Question,
    indicator: Indicator,
    topics: Mapping[IndicatorTopic.Mode, Sequence[Topic]],
    now: datetime,
) -> Indicator:
    """Save a new or changed indicator with its topics and have its readings rebuilt in the background.

    Raises IndicatorRefused when it would count nothing, names a topic twice, or speaks for a position of another
    question or a retired one.
    """
    _check(question, indicator, topics)
    indicator.question = question
    indicator.slug = indicator.slug or slugify(indicator.name)
    if not indicator.pk and Indicator.objects.filter(question=question, slug=indicator.slug).exists():
        raise IndicatorRefused(_("There is an indicator of this name already."))
    indicator.save()
    IndicatorTopic.objects.filter(indicator=indicator).delete()
    IndicatorTopic.objects.bulk_create(
        IndicatorTopic(indicator=indicator, topic=topic, mode=mode)
        for mode, chosen in topics.items()
        for topic in chosen
    )
    async_task(REBUILD_TASK, question.pk, now.isoformat())
    return indicator


def _check(
    question: Question, indicator: Indicator, topics: Mapping[IndicatorTopic.Mode, Sequence[Topic]]
) -> None:
    named: list[Any] = [topic.pk for chosen in topics.values() for topic in chosen]
    if len(set(named)) < len(named):
        raise IndicatorRefused(_("A topic stands in two lists; leave it in one."))
    if not topics.get(IndicatorTopic.Mode.ANY) and not topics.get(IndicatorTopic.Mode.ALL):
        raise IndicatorRefused(_("Choose at least one topic to count."))
    if indicator.speaks_for.question_id != question.pk or indicator.speaks_for.retired:
        raise IndicatorRefused(
            _("An indicator speaks for a position that is on offer on this question's scale.")
        )
    if not indicator.pk and question.indicators.filter(retired=False).count() >= MOST_INDICATORS:
        raise IndicatorRefused(_("A question has at most %d indicators; retire one first.") % MOST_INDICATORS)

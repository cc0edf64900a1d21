"""The demo's questions with their scales and indicators."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from cms.users.models import User
from evidence.models import Topic
from questions.asking import publish_question
from questions.indicating import save_indicator
from questions.models import Indicator, IndicatorTopic, Question, QuestionIndex
from questions.scaling import PositionRow, save_scale


def load_question(
    content: Mapping[str, Any], topics: Mapping[str, Topic], *, by: User, now: datetime
) -> Question:
    """A published question with its scale and indicators."""
    row = content["question"]
    question = Question(
        title=row["title"],
        slug=row["slug"],
        intro=row["intro"],
        search_description=row["subtitle"],
        window_days=row["window_days"],
        coverage_since=row["coverage_since"],
        evidence_until=row["evidence_until"],
        live=False,
        is_demo=True,
    )
    QuestionIndex.objects.get().add_child(instance=question)
    question.topics.set([topics[slug] for slug in row["topics"]])
    question.save()
    rows = [PositionRow(None, place["label"], place["description"]) for place in content["position"]]
    save_scale(question=question, rows=rows)
    question = publish_question(question=question, by=by, now=now)
    for order, indicator in enumerate(content["indicator"]):
        _load_indicator(question, order, indicator, topics, now)
    return question


def _load_indicator(
    question: Question, order: int, row: Mapping[str, Any], topics: Mapping[str, Topic], now: datetime
) -> None:
    plain = ("slug", "name", "noun_singular", "noun_plural", "window_days", "threshold", "comparison", "why")
    save_indicator(
        question=question,
        indicator=Indicator(
            order=order,
            speaks_for=question.positions.get(slug=row["speaks_for"]),
            **{name: row[name] for name in plain},
        ),
        topics={IndicatorTopic.Mode.ANY: [topics[slug] for slug in row["topics"]]},
        now=now,
    )

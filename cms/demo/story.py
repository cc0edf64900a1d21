"""What happened to the demo's questions, day by day: briefings, drafts, reviews, a returned draft, a waived claim."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from cms.demo.asking import load_question
from cms.demo.evidence import publish_day
from cms.demo.facts import facts
from cms.users.models import User
from evidence.models import Source, Topic
from questions.auditing import open_findings
from questions.drafting.running import execute_run, request_run
from questions.editing import edit_take
from questions.measuring import rebuild_readings
from questions.models import Question, Run, Take
from questions.reviewing import approve_take, return_take
from questions.waiving import waive_finding

EVENING = time(21, 3, tzinfo=UTC)
Act = Callable[["Chapter", date], None]


class StoryBroken(Exception):
    """The demo content no longer leads where its story goes; the message says at which step."""


@dataclass(frozen=True, slots=True)
class Cast:
    """Who and what takes part."""

    people: Mapping[str, User]
    sources: Mapping[str, Source]
    topics: Mapping[str, Topic]


class Chapter:
    """One question's story, told in the order of its days."""

    def __init__(self, name: str, cast: Cast) -> None:
        self.content = facts(name)
        self.cast = cast
        first = min(row["briefing"] for row in self.content["card"])
        start = datetime.combine(first - timedelta(days=1), EVENING)
        self.question = load_question(self.content, cast.topics, by=cast.people["admin"], now=start)
        self.positions = {position.slug: position for position in self.question.positions.all()}

    def tell(self, acts: Sequence[tuple[date, Act]]) -> None:
        """Publish each day's briefing in the morning and act on it in the evening."""
        waiting = sorted(acts, key=lambda act: act[0])
        rows = sorted(self.content["card"], key=lambda row: row["briefing"])
        for day, cards in groupby(rows, key=lambda row: row["briefing"]):
            while waiting and waiting[0][0] < day:
                self._act(*waiting.pop(0))
            publish_day(
                list(cards),
                day,
                sources=self.cast.sources,
                topics=self.cast.topics,
                positions=self.positions,
                by=self.cast.people["editor"],
            )
        for act in waiting:
            self._act(*act)
        until = self.question.evidence_until
        end = max([day for day, _act in acts] + ([until] if until else []))
        rebuild_readings(question=self.question, now=datetime.combine(end + timedelta(days=1), EVENING))

    def draft(self, day: date) -> Take:
        """Have the agent draft for that day; the story breaks when no take comes of it."""
        now = datetime.combine(day, EVENING)
        run = request_run(
            question=self.question,
            by=self.cast.people["agent"],
            trigger=Run.Trigger.EDITOR,
            day=day,
            now=now,
        )
        run = execute_run(key=run.key, clock=lambda: now)
        if run.state != Run.State.DONE:
            raise StoryBroken(f"{self.question.slug}, {day}: {run.state}: {run.error}")
        return Take.objects.get(run=run)

    def _act(self, day: date, act: Act) -> None:
        act(self, day)
        self.question = Question.objects.get(pk=self.question.pk)


def draft_and_approve(chapter: Chapter, day: date) -> None:
    """The agent drafts, the reviewer approves it untouched the next morning."""
    take = chapter.draft(day)
    approve_take(take=take, by=chapter.cast.people["reviewer"], now=_next_morning(day))


def draft_and_return(chapter: Chapter, day: date) -> None:
    """The reviewer sends the draft back; it stays in the admin and never becomes a version."""
    take = chapter.draft(day)
    return_take(
        take=take,
        reason="Holiday week: wait for the next briefings, then draft again from the fuller evidence.",
        by=chapter.cast.people["reviewer"],
        now=_next_morning(day),
    )


def draft_edit_and_approve(chapter: Chapter, day: date) -> None:
    """The editor adds a judgement that no card carries; the reviewer waives it by name and approves."""
    take = chapter.draft(day)
    now = _next_morning(day)
    sentence = "Independent repeats of the published test results are still rare."
    take = edit_take(
        take=take, body=_with_sentence(take, sentence), by=chapter.cast.people["editor"], now=now
    )
    for finding in open_findings(take):
        waive_finding(
            finding=finding,
            reason="The desk's own observation: no card counts repeats, and the sentence says no more than that.",
            by=chapter.cast.people["reviewer"],
            now=now,
        )
    approve_take(
        take=take,
        by=chapter.cast.people["reviewer"],
        now=now + timedelta(minutes=20),
        seen_revision=take.latest_revision_id,
    )


def publish_unreviewed_from_here(chapter: Chapter, day: date) -> None:
    """The administrator lets clean drafts pass unreviewed; the label says so."""
    question = chapter.question
    question.review_policy = Question.ReviewPolicy.UNREVIEWED
    question.policy_set_by = chapter.cast.people["admin"]
    question.save()
    chapter.draft(day)


def _with_sentence(take: Take, sentence: str) -> str:
    """The take's body with one more sentence at the end of its last section."""
    body = take.body.get_prep_value()
    text = body[-1]["value"]["text"]
    body[-1]["value"]["text"] = f"{text}<p>{sentence}</p>"
    return json.dumps(body)


def _next_morning(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(9, 30, tzinfo=UTC))


STORIES: Mapping[str, Sequence[tuple[date, Act]]] = {
    "second": [
        (date(2025, 9, 12), draft_and_approve),
        (date(2025, 9, 30), publish_unreviewed_from_here),
    ],
    "china": [
        (date(2026, 3, 10), draft_and_approve),
        (date(2026, 4, 20), draft_and_approve),
        (date(2026, 5, 4), draft_and_return),
        (date(2026, 5, 10), draft_edit_and_approve),
        (date(2026, 5, 24), draft_and_approve),
    ],
}


def tell_stories(cast: Cast, progress: Callable[[str], Any]) -> None:
    """Tell every story, the older first."""
    for name, acts in STORIES.items():
        chapter = Chapter(name, cast)
        progress(chapter.question.title)
        chapter.tell(acts)

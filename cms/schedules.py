"""What the background worker does by the clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from django_q.models import Schedule


@dataclass(frozen=True, slots=True)
class Timed:
    """A task and how often it runs; `at` is the UTC time of day of daily ones."""

    name: str
    task: str
    every_minutes: int | None = None
    at: time | None = None


TIMETABLE = (
    Timed("record readings", "questions.tasks.record_yesterdays_readings", at=time(0, 10, tzinfo=UTC)),
    Timed("watch questions", "questions.tasks.watch_questions", at=time(0, 30, tzinfo=UTC)),
    Timed("resume stale runs", "questions.tasks.resume_stale_runs", every_minutes=2),
    Timed("forget addresses", "questions.tasks.forget_old_addresses", every_minutes=60),
    Timed("forget answers to partners", "cms.tasks.forget_old_answers", at=time(3, 40, tzinfo=UTC)),
)


def ensure_schedules(*, now: datetime) -> None:
    """Make the worker's timetable what TIMETABLE says; running times of known entries are left alone."""
    for timed in TIMETABLE:
        wanted = {
            "func": timed.task,
            "schedule_type": Schedule.MINUTES if timed.at is None else Schedule.DAILY,
            "minutes": timed.every_minutes,
            "repeats": -1,
        }
        Schedule.objects.update_or_create(
            name=timed.name, defaults=wanted, create_defaults={**wanted, "next_run": _next(timed, now)}
        )
    Schedule.objects.exclude(name__in=[timed.name for timed in TIMETABLE]).delete()


def _next(timed: Timed, now: datetime) -> datetime:
    if timed.at is None:
        return now
    today = datetime.combine(now.astimezone(UTC).date(), timed.at)
    return today if today > now else today + timedelta(days=1)

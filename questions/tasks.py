"""What the background worker does for questions; each task may be delivered twice."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from questions.drafting import running
from questions.limiting import forget_addresses
from questions.measuring import rebuild_readings, record_all_readings
from questions.models import Question
from questions.redrafting import watch_questions as watch


def execute_run(key: str) -> str:
    """Do the run with this key; returns the state it ended in."""
    return running.execute_run(key=uuid.UUID(key), clock=timezone.now).state


def resume_stale_runs() -> int:
    """Bring back the runs that a dead worker left behind; returns how many."""
    return running.resume_stale_runs(now=timezone.now())


def record_yesterdays_readings() -> int:
    """Store every public question's readings of the day that ended; returns how many."""
    now = timezone.now()
    yesterday = (now - timedelta(days=1)).date()
    return record_all_readings(
        day=yesterday, now=now, questions=Question.objects.public().iterator(chunk_size=200)
    )


def rebuild_question_readings(question_id: int, now: str) -> int:
    """Recount one question's history after its indicators changed; returns how many readings were written."""
    question = Question.objects.filter(pk=question_id).first()
    if question is None:
        return 0
    return rebuild_readings(question=question, now=max(datetime.fromisoformat(now), timezone.now()))


def watch_questions() -> int:
    """Look for what moved under the takes of public questions, and act; returns for how many."""
    return watch(questions=Question.objects.public().iterator(chunk_size=200), now=timezone.now())


def forget_old_addresses() -> int:
    """Drop the address counts that no limit needs any more; returns how many."""
    return forget_addresses(now=timezone.now())

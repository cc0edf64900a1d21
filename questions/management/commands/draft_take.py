"""`manage.py draft_take <slug>`: draft a take at once, without the background worker."""

from argparse import ArgumentParser
from datetime import UTC, date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from questions.drafting.running import RunRefused, default_drafter, drafters, execute_run, request_run
from questions.models import Question, Run


class Command(BaseCommand):
    """Asks for a run and does it."""

    help = "Draft a take of a question from its evidence until a day, in this process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the question, the day and whose draft it is."""
        parser.add_argument("slug", help="the question's slug")
        parser.add_argument(
            "--day", type=date.fromisoformat, help="last day of the evidence; today by default"
        )
        parser.add_argument(
            "--drafter", help=f"one of: {', '.join(drafters())}; by default the one that the settings prefer"
        )
        parser.add_argument("--by", required=True, help="the username that the draft is made for")

    def handle(
        self, *args: Any, slug: str, day: date | None, by: str, drafter: str | None, **options: Any
    ) -> None:
        """Print what came of it; exit with an error unless a draft did."""
        now = timezone.now()
        question = Question.objects.filter(slug=slug).first()
        author = get_user_model().objects.filter(username=by).first()
        if question is None or author is None:
            raise CommandError(
                f"There is no question “{slug}”." if question is None else f"There is no user “{by}”."
            )
        try:
            asked = request_run(
                question=question,
                by=author,
                trigger=Run.Trigger.EDITOR,
                day=day or now.astimezone(UTC).date(),
                now=now,
                drafter=drafter or default_drafter(),
            )
        except RunRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        run = execute_run(key=asked.key, clock=timezone.now)
        if run.state != Run.State.DONE:
            raise CommandError(f"{run.get_state_display()}: {run.error}")
        take = run.take
        self.stdout.write(f"{take}: {take.verdict}. {take.answer}")

"""`manage.py erase_version <slug> <number>`: take a version's text out of the record where law requires it."""

from argparse import ArgumentParser
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from questions.erasing import NotErasable, erase_version
from questions.models import Take


class Command(BaseCommand):
    """Erases for good; asks for `--yes`, because nothing brings the text back but a backup."""

    help = "Erase the text of a published version for legal reasons; its number, hash and reason stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the version, who erases it and why."""
        parser.add_argument("slug", help="the question's slug")
        parser.add_argument("number", type=int, help="the version's number")
        parser.add_argument("--reason", required=True, help="why, for readers; do not repeat the text in it")
        parser.add_argument("--by", required=True, help="the username of the reviewer who answers for it")
        parser.add_argument("--yes", action="store_true", help="do it; without, only say what would be done")

    def handle(
        self, *args: Any, slug: str, number: int, reason: str, by: str, yes: bool, **options: Any
    ) -> None:
        """Erase, then say where sections of it still stand."""
        take = Take.objects.filter(question__slug=slug, number=number).first()
        person = get_user_model().objects.filter(username=by).first()
        if take is None or person is None:
            missing = f"There is no user “{by}”."
            raise CommandError(f"There is no version {number} of “{slug}”." if take is None else missing)
        if not yes:
            raise CommandError(f"This erases the text of {take} for good. Say --yes to do it.")
        try:
            done = erase_version(take=take, reason=reason, by=person, now=timezone.now())
        except NotErasable as refusal:
            raise CommandError(str(refusal)) from refusal
        if done.again:
            self.stdout.write(f"{take} was erased on {done.withdrawal.erased_at:%d %B %Y}; nothing to do.")
            return
        self.stdout.write(f"{take} is erased. sha256 {take.content_hash} stays.")
        for other in done.shared:
            self.stdout.write(f"Sections of it still stand in {other}: look whether that must go too.")
        self.stdout.write("Backups and what readers downloaded still hold it.")

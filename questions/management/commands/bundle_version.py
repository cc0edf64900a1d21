"""`manage.py bundle_version <slug> <n> --out file.zip`: write a version's bundle."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questions.bundling import NotBundled, bundle_version
from questions.models import Take


class Command(BaseCommand):
    """Writes the same bytes that readers can fetch."""

    help = "Write a published version with everything it was made from into one zip file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Name the version and the file."""
        parser.add_argument("slug", help="the question's slug")
        parser.add_argument("number", type=int, help="the version's number")
        parser.add_argument("--out", type=Path, required=True, help="the file to write")

    def handle(self, *args: Any, slug: str, number: int, out: Path, **options: Any) -> None:
        """Write it; exit with an error where there is none."""
        versions = Take.objects.public().select_related("withdrawal")
        take = versions.filter(question__slug=slug, number=number).first()
        if take is None:
            raise CommandError(f"There is no published version {number} of “{slug}”.")
        try:
            out.write_bytes(bundle_version(take=take))
        except (NotBundled, OSError) as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"Wrote {out}.")

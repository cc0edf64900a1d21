"""`manage.py verify_versions`: is every published version still what it was?"""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from questions.verifying import State, verify_versions


class Command(BaseCommand):
    """Tells of each version that is not whole; exit code 1 when the hash or the form of one is broken."""

    help = "Hold every published version against the hash that it was published with."

    def handle(self, *args: Any, **options: Any) -> None:
        """Check them all and count."""
        counts: Counter[State] = Counter()
        for checked in verify_versions():
            counts[checked.state] += 1
            if checked.state != State.WHOLE:
                line = f"{checked.state}: {checked.question} v{checked.number}: {checked.detail}"
                (self.stderr if checked.state == State.BROKEN else self.stdout).write(line)
        told = ", ".join(f"{counts[state]} {state}" for state in State)
        if counts[State.BROKEN]:
            raise CommandError(f"{counts.total()} versions: {told}.")
        self.stdout.write(f"{counts.total()} versions: {told}.")

"""Bring the tables up to date and load the demo content, in one Django process."""

import gc
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, call_command
from django.utils import timezone

from cms.schedules import ensure_schedules


class Command(BaseCommand):
    """What `make run` does between starting PostgreSQL and starting the server."""

    help = "Migrate the database and load the demo content."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--without-demo", action="store_true", help="Leave the demo content out.")

    def handle(self, *args: Any, **options: Any) -> None:
        # Migrating makes model classes by the thousand: to look for garbage after every 700 objects is a third of it.
        gc.freeze()
        gc.set_threshold(50_000, 10, 10)
        call_command("migrate", interactive=False, verbosity=options["verbosity"])
        ensure_schedules(now=timezone.now())
        if not options["without_demo"]:
            call_command("load_demo")

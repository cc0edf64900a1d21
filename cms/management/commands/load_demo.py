"""`manage.py load_demo`: the demo content, once."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from cms.demo.loading import DemoRefused, load_demo


class Command(BaseCommand):
    """Loads the demo's questions, cards, takes and accounts; a second call changes nothing."""

    help = "Load the demo content unless it is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it and say what came of it."""
        try:
            loaded = load_demo(progress=lambda line: self.stdout.write(f"  {line}"))
        except DemoRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        if loaded:
            self.stdout.write(self.style.SUCCESS("Demo content loaded."))
        else:
            self.stdout.write("Demo content is there already.")

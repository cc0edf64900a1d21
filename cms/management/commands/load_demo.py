"""`manage.py load_demo`: the demo content, once."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.demo.loading import load_demo


class Command(BaseCommand):
    """Loads the demo's questions, cards, takes and accounts; a second call changes nothing."""

    help = "Load the demo content unless it is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it and say what came of it."""
        if load_demo(progress=lambda line: self.stdout.write(f"  {line}")):
            self.stdout.write(self.style.SUCCESS("Demo content loaded."))
        else:
            self.stdout.write("Demo content is there already.")

"""Write the committed OpenAPI document, or say that it is stale."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.api.document import as_yaml


class Command(BaseCommand):
    """`openapi` writes docs/api/openapi.yaml; `openapi --check` only compares, and fails when they differ."""

    help = "Write docs/api/openapi.yaml from the API's views, or check it."

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument("--check", action="store_true", help="Only compare; fail when it is stale.")

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare or write."""
        file = Path(settings.BASE_DIR) / "docs" / "api" / "openapi.yaml"
        fresh = as_yaml()
        if options["check"]:
            if not file.is_file() or file.read_bytes() != fresh:
                raise CommandError("docs/api/openapi.yaml is stale: run `python manage.py openapi`.")
            self.stdout.write("docs/api/openapi.yaml is up to date.")
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(fresh)
        self.stdout.write(f"Wrote {file.relative_to(settings.BASE_DIR)}.")

"""What `manage.py check --database default` says of the takes' review."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.checks import CheckMessage, Tags, Warning, register
from django.db import OperationalError, connections
from wagtail.models import Workflow, WorkflowContentType

from questions.models import Take


@register(Tags.database)
def review_of_takes(databases: Sequence[str] | None = None, **_options: Any) -> Iterable[CheckMessage]:
    """An active workflow with an active task is there for takes; without one no draft can be taken in.

    `migrate` asks this too; a database without the tables yet has nothing to say.
    """
    if "default" not in (databases or ()) or not _has_tables():
        return []
    by_type = WorkflowContentType.objects.filter(
        content_type__app_label=Take._meta.app_label, content_type__model=Take._meta.model_name
    )
    active = Workflow.objects.filter(active=True, pk__in=by_type.values("workflow"))
    if active.filter(workflow_tasks__task__active=True).exists():
        return []
    return [
        Warning(
            "No workflow for takes is active: every draft, of the desk's drafters and of partners, is refused.",
            hint=(
                "In the admin under Settings, Workflows: enable or add one with an active task for reviewers, "
                "and assign it to the snippet “take”."
            ),
            id="questions.W002",
        )
    ]


def _has_tables() -> bool:
    try:
        names = connections["default"].introspection.table_names()
    except OperationalError:
        return False
    wanted = {Workflow._meta.db_table, WorkflowContentType._meta.db_table, "django_content_type"}
    return wanted <= set(names)

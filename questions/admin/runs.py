"""Runs on the editor's desk: the button on a question, the addresses, the list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports.base import ReportView
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from evidence.admin.listing import DayColumn
from questions.admin import run_views
from questions.models import Question, Run
from questions.people import may, name_of


class RunFilterSet(WagtailFilterSet):
    """By question, state, drafter and what set it off."""

    question = django_filters.ModelChoiceFilter(
        queryset=Question.objects.order_by("title"), label=_("Question")
    )
    state = django_filters.ChoiceFilter(choices=Run.State.choices, label=_("State"))
    trigger = django_filters.ChoiceFilter(choices=Run.Trigger.choices, label=_("Set off by"))

    class Meta:
        model = Run
        fields = ["question", "state", "trigger"]


def _asker(run: Run) -> str:
    return name_of(run.requested_by) if run.requested_by else "–"


class RunsView(ReportView):
    """All runs, newest first."""

    model = Run
    permission_policy = ModelPermissionPolicy(Run)
    permission_required = "view"
    page_title = _("Runs")
    header_icon = "rotate"
    index_url_name = "questions_runs"
    index_results_url_name = "questions_runs_results"
    filterset_class = RunFilterSet
    default_ordering = "-created_at"
    is_searchable = False
    list_export = ["question", "drafter", "state", "error", "created_at", "finished_at"]

    def get_queryset(self) -> QuerySet[Run]:
        """With what the list shows, without briefs and drafts, which are large; replays where they are asked for."""
        asked_for = self.request.GET.get("trigger") == Run.Trigger.REPLAY
        runs = Run.objects.all() if asked_for else Run.objects.drafting()
        runs = runs.select_related("question", "requested_by").defer("brief", "output", "findings", "shown")
        return self.order_queryset(runs)

    @property
    def columns(self) -> list[Column]:
        """Question, state, reason, drafter, who asked, when."""
        return [
            TitleColumn(
                "question",
                label=_("Question"),
                accessor=lambda run: run.question.title,
                get_url=lambda run: reverse("questions_run", args=[run.key]),
            ),
            Column("state", label=_("State"), accessor="get_state_display"),
            Column("error", label=_("Reason"), accessor=lambda run: run.error[:120]),
            Column(
                "drafter", label=_("Drafter"), accessor=lambda run: f"{run.drafter} {run.drafter_version}"
            ),
            Column("trigger", label=_("Set off by"), accessor="get_trigger_display"),
            Column("requested_by", label=_("Asked for by"), accessor=_asker),
            DayColumn("created_at", label=_("Asked for"), sort_key="created_at"),
        ]


class RunsMenuItem(MenuItem):
    """The way to the list."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may see runs."""
        return request.user.has_perm(run_views.VIEW)


@hooks.register("register_reports_menu_item")
def runs_menu_item() -> RunsMenuItem:
    """Among the reports."""
    return RunsMenuItem(_("Runs"), reverse("questions_runs"), name="runs", icon_name="rotate", order=300)


@hooks.register("register_admin_urls")
def run_urls() -> list[URLPattern]:
    """Addresses of runs."""
    return [
        path("questions/runs/", RunsView.as_view(), name="questions_runs"),
        path("questions/runs/results/", RunsView.as_view(results_only=True), name="questions_runs_results"),
        path("questions/<int:question_pk>/draft/", run_views.new_run, name="questions_run_new"),
        path("questions/runs/<uuid:key>/", run_views.run_page, name="questions_run"),
        path("questions/runs/<uuid:key>/progress/", run_views.run_progress, name="questions_run_progress"),
        path("questions/runs/<uuid:key>/cancel/", run_views.run_cancel, name="questions_run_cancel"),
        path("questions/runs/<uuid:key>/retry/", run_views.run_retry, name="questions_run_retry"),
    ]


@hooks.register("register_page_header_buttons")
def draft_button(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """*Draft a take*, on the question's editor."""
    if isinstance(page, Question) and page.pk and may(user, run_views.ADD):
        yield Button(
            _("Draft a take"), reverse("questions_run_new", args=[page.pk]), icon_name="edit", priority=10
        )

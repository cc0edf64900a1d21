"""How drafters did, among the reports: a table, and the same as a file."""

from __future__ import annotations

import csv
from dataclasses import asdict

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from evidence.api.exporting import cell
from questions.admin.run_views import VIEW
from questions.people import may
from questions.scoring import DrafterScore, score_drafters


@require_GET
def scorecard(request: HttpRequest) -> HttpResponse:
    """Every drafter's figures, unpublished drafts included; `?export=csv` gives the file."""
    if not may(request.user, VIEW):
        raise PermissionDenied
    scores = score_drafters()
    if request.GET.get("export") == "csv":
        return _file(scores)
    trail = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": "", "label": _("Drafters")},
    ]
    context = {
        "scores": scores,
        "breadcrumbs_items": trail,
        "header_title": _("Drafters"),
        "header_icon": "clipboard-list",
    }
    return render(request, "questions/admin/scorecard.html", context)


def _file(scores: list[DrafterScore]) -> HttpResponse:
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="drafters.csv"'
    lines = csv.writer(response)
    names = tuple(DrafterScore.__dataclass_fields__)
    lines.writerow(names)
    for score in scores:
        told = asdict(score) | {"cost": None if score.cost is None else float(score.cost)}
        lines.writerow([cell(told[name]) for name in names])
    return response


class ScorecardMenuItem(MenuItem):
    """The way to the report."""

    def is_shown(self, request: HttpRequest) -> bool:
        """For those who may see runs."""
        return may(request.user, VIEW)


@hooks.register("register_reports_menu_item")
def scorecard_menu_item() -> ScorecardMenuItem:
    """Among the reports, after the runs."""
    return ScorecardMenuItem(
        gettext_lazy("Drafters"),
        reverse("questions_scorecard"),
        name="drafters",
        icon_name="clipboard-list",
        order=310,
    )


@hooks.register("register_admin_urls")
def scorecard_urls() -> list[URLPattern]:
    """Its address."""
    return [path("questions/drafters/", scorecard, name="questions_scorecard")]

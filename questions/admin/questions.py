"""What the page editor adds for questions: refusals in words, and the way to the scale."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

from questions.asking import QuestionRefused, require_scale, require_unused
from questions.models import Question


@hooks.register("before_publish_page")
def refuse_without_scale(request: HttpRequest, page: Page) -> HttpResponse | None:
    """A question without a scale stays a draft, and the editor is sent to where the scale is made."""
    if not isinstance(page, Question):
        return None
    try:
        require_scale(page)
    except QuestionRefused as refusal:
        messages.error(request, str(refusal))
        return redirect("questions_scale", page.pk)
    return None


@hooks.register("before_delete_page")
def refuse_deleting_what_is_on_record(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Takes and votes keep their question; the same for a page that has such questions below it."""
    below = Question.objects.descendant_of(page, inclusive=True)
    for question in below:
        try:
            require_unused(question)
        except QuestionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("wagtailadmin_pages:edit", page.pk)
    return None


@hooks.register("before_bulk_action")
def refuse_in_bulk(
    request: HttpRequest, action_type: str, objects: list[Any], action_class_instance: PageBulkAction
) -> HttpResponse | None:
    """The same rules where many pages are chosen at once."""
    checks = {"publish": require_scale, "delete": require_unused}
    check = checks.get(action_type)
    if check is None or not isinstance(action_class_instance, PageBulkAction):
        return None
    for page in objects:
        specific = page.specific
        if not isinstance(specific, Question):
            continue
        try:
            check(specific)
        except QuestionRefused as refusal:
            messages.error(request, str(refusal))
            return redirect(action_class_instance.next_url)
    return None


@hooks.register("register_page_header_buttons")
def scale_button(page: Page, user: Any, next_url: str | None = None, view_name: str = "") -> Iterator[Button]:
    """The way from the question's editor to its scale and indicators."""
    if isinstance(page, Question) and page.pk and page.permissions_for_user(user).can_edit():
        yield Button(
            _("Scale and indicators"),
            reverse("questions_scale", args=[page.pk]),
            icon_name="list-ol",
            priority=15,
        )


@hooks.register("construct_page_listing_buttons")
def no_shortcut(buttons: list[Any], page: Page, user: Any, context: Any = None) -> None:
    """Questions are neither copied nor moved: takes, votes and the change feed name them by their place."""
    if isinstance(page, Question):
        hidden = {
            reverse("wagtailadmin_pages:copy", args=[page.pk]),
            reverse("wagtailadmin_pages:move", args=[page.pk]),
        }
        buttons[:] = [
            button for button in buttons if str(getattr(button, "url", "")).split("?")[0] not in hidden
        ]

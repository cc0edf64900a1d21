"""Wagtail's views of takes, kept away from the public record."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.components import MediaContainer
from wagtail.admin.ui.side_panels import BaseSidePanel
from wagtail.models import Revision
from wagtail.snippets.views import snippets

from questions.admin.take_audit import audit_shape
from questions.admin.take_forms import NewTakeForm
from questions.auditing import audit_take
from questions.gate import gate
from questions.models import Take
from questions.opening import open_take
from questions.publishing import NotPublishable
from questions.reviewing import NotReviewable, approve_take, return_take, submit_for_review
from questions.seeing import seen_hash
from questions.steps import is_kept

FROZEN = gettext_lazy(
    "This version is part of the public record and never changes. Correct it with a new version."
)


class AuditSidePanel(BaseSidePanel):
    """The audit of the saved text, beside the editor."""

    name = "audit"
    title = gettext_lazy("Audit")
    template_name = "questions/admin/take_audit_panel.html"
    order = 50

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Its button counts what stands open."""

        aria_label: Any = gettext_lazy("Toggle audit")
        icon_name = "circle-check"
        counter_classname = "w-bg-critical-200"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """The number of open findings."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            context["count"] = len(self.panel.audit.open)
            return context

    def __init__(self, take: Take, request: HttpRequest) -> None:
        super().__init__(take, request)
        self.audit = audit_shape(take)

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The shaped audit."""
        return {**super().get_context_data(parent_context), "audit": self.audit, "take": self.object}


class KeepsTheRecord:
    """Turns every view of a published version into a message and the version's own screen."""

    object: Take
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Refuse what would change a version."""
        if self.object.is_numbered:
            if request.method != "GET":
                messages.error(request, str(FROZEN))
            return redirect("questions_take_version", self.object.pk)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class TakeCreateView(snippets.CreateView):
    """Asks for the question; the draft opens in the editor."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the choice."""
        return self._page(NewTakeForm(request.GET if "question" in request.GET else None))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Open the draft."""
        form = NewTakeForm(request.POST)
        if not form.is_valid():
            return self._page(form, status=400)
        take = open_take(question=form.cleaned_data["question"], by=request.user, now=timezone.now())
        return redirect(reverse(self.edit_url_name, args=[take.pk]))

    def _page(self, form: NewTakeForm, status: int = 200) -> HttpResponse:
        return render(self.request, "questions/admin/take_new.html", {"form": form}, status=status)


class TakeEditView(KeepsTheRecord, snippets.EditView):
    """The editor of a draft: audited on every save, published only by approval."""

    def get_available_actions(self) -> Sequence[str]:
        """Wagtail's actions without *publish*: the review publishes."""
        return [action for action in super().get_available_actions() if action != "publish"]

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        """The editor saves by itself only for whoever may save at all."""
        super().setup(request, *args, **kwargs)
        if self.locked_for_user:
            self.autosave_enabled = False

    def get_form_kwargs(self) -> dict[str, Any]:
        """What is saved in the background leaves trip-wires alone that are not complete yet."""
        return {**super().get_form_kwargs(), "passing_over": self.expects_json_response}

    @cached_property
    def overwrite_revision(self) -> Revision | None:
        """The step that the editor asks to save over; in place of one that is kept, a new step is saved."""
        asked: Revision | None = super().overwrite_revision
        return None if asked is not None and is_kept(self.object, asked) else asked

    def run_action_method(self) -> HttpResponse | None:
        """Audit what was just saved, whatever else was asked for; a refusal is a message."""
        audit_take(take=self.object, now=timezone.now())
        try:
            return super().run_action_method()
        except (NotPublishable, NotReviewable) as refusal:
            messages.error(self.request, str(refusal))
            return redirect(self.get_edit_url())

    def submit_action(self) -> None:
        """Hand the draft in."""
        submit_for_review(take=self.object, by=self.request.user, now=timezone.now())

    def workflow_action_action(self) -> None:
        """Approve or return what the reviewer has before them and just saved."""
        extra = json.loads(self.request.POST.get("workflow-action-extra-data") or "{}")
        comment = str(extra.get("comment", "")) if isinstance(extra, dict) else ""
        by, now = self.request.user, timezone.now()
        if self.workflow_action == "approve":
            step = self.new_revision
            seen = seen_hash(step.as_object())
            approve_take(take=self.object, by=by, now=now, comment=comment, seen_revision=step.pk, seen=seen)
        else:
            return_take(take=self.object, reason=comment, by=by, now=now)

    def get_side_panels(self) -> MediaContainer:
        """Wagtail's panels and the audit."""
        panels = super().get_side_panels()
        return MediaContainer([*panels, AuditSidePanel(self.object, self.request)])


class TakeUnpublishView(KeepsTheRecord, snippets.UnpublishView):
    """A version is withdrawn with a reason, not unpublished."""


class TakeLockView(KeepsTheRecord, snippets.LockView):
    """Drafts only."""


class TakeUnlockView(KeepsTheRecord, snippets.UnlockView):
    """Drafts only."""


class TakeUnscheduleView(KeepsTheRecord, snippets.RevisionsUnscheduleView):
    """Drafts only."""


class TakeCollectView(KeepsTheRecord, snippets.CollectWorkflowActionDataView):
    """Drafts only."""


class TakeCancellationView(KeepsTheRecord, snippets.ConfirmWorkflowCancellationView):
    """Drafts only."""


class TakeWorkflowView(KeepsTheRecord, snippets.WorkflowActionView):
    """Approving and returning from Wagtail's dashboard; a refusal is a message."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Say why an approval is not on offer."""
        found = gate(self.object.get_latest_revision_as_object())
        if self.action_name == "approve" and not self.object.is_numbered and not found.open:
            messages.error(request, " ".join(found.reasons))
            return self._done()
        return super().dispatch(request, *args, **kwargs)

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Decide on the step that was submitted."""
        comment = request.POST.get("comment", "")
        try:
            if self.action_name == "approve":
                approve_take(take=self.object, by=request.user, now=timezone.now(), comment=comment)
                messages.success(request, _("Approved and published."))
            else:
                return_take(take=self.object, reason=comment, by=request.user, now=timezone.now())
                messages.success(request, _("Returned with your reason."))
        except (NotPublishable, NotReviewable) as refusal:
            messages.error(request, str(refusal))
        return self._done()

    def _done(self) -> HttpResponse:
        if self.request.headers.get("x-requested-with") == "XMLHttpRequest":
            return self.render_modal_json(self.request, {"step": "success", "redirect": self.redirect_url})
        return redirect(self.redirect_url)

"""The review that a take goes through."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import GroupApprovalTask

from questions.gate import gate
from questions.models.take import Take


class GatedApprovalTask(GroupApprovalTask):
    """Approval by a group that is on offer only while the audit leaves nothing open."""

    class Meta:
        verbose_name = _("approval of audited takes")
        verbose_name_plural = _("approvals of audited takes")

    def get_actions(self, obj: models.Model, user: Any) -> list[tuple[str, Any, bool]]:
        """Wagtail's actions, without *approve* while the gate is shut."""
        actions: list[tuple[str, Any, bool]] = super().get_actions(obj, user)
        if not isinstance(obj, Take) or gate(obj.get_latest_revision_as_object()).open:
            return actions
        return [action for action in actions if action[0] != "approve"]

    @classmethod
    def get_description(cls) -> str:
        """What the list of tasks says of it."""
        return str(_("Members of the chosen groups approve takes whose audit leaves nothing open"))

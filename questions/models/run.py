"""One attempt of a drafter."""

import uuid
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from questions.models.question import Question


class RunQuerySet(models.QuerySet["Run"]):
    """Adjectives of runs."""

    def active(self) -> Self:
        """Those that wait or work; a question has at most one."""
        return self.filter(state__in=Run.ACTIVE)

    def drafting(self) -> Self:
        """Those that were to make a take; a replay only looks whether the same comes out again."""
        return self.exclude(trigger=Run.Trigger.REPLAY)


class Run(models.Model):
    """A drafter's attempt at a take: what it was given, what came of it, what it cost."""

    class State(models.TextChoices):
        """How far it came."""

        QUEUED = "queued", _("Queued")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        THIN = "thin", _("Evidence too thin")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    class Trigger(models.TextChoices):
        """What set it off."""

        EDITOR = "editor", _("An editor")
        EVIDENCE = "evidence", _("New evidence")
        RETRY = "retry", _("A retry")
        PARTNER = "partner", _("A partner")
        REPLAY = "replay", _("A replay")

    ACTIVE = (State.QUEUED, State.RUNNING)

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    question = models.ForeignKey(Question, models.CASCADE, related_name="runs")
    drafter = models.CharField(_("drafter"), max_length=40, default="extractive")
    drafter_version = models.CharField(_("drafter's version"), max_length=20)
    model = models.CharField(_("model"), max_length=120, blank=True)
    prompt = models.CharField(_("prompt"), max_length=40, blank=True)
    prompt_hash = models.CharField(_("hash of the prompt"), max_length=64, blank=True)
    trigger = models.CharField(
        _("set off by"), max_length=20, choices=Trigger.choices, default=Trigger.EDITOR
    )
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    draft_day = models.DateField(_("drafted for"), help_text=_("The last day of the evidence window."))

    state = models.CharField(_("state"), max_length=12, choices=State.choices, default=State.QUEUED)
    step = models.CharField(_("step"), max_length=120, blank=True)
    starts = models.PositiveSmallIntegerField(_("starts"), default=0)
    lease_until = models.DateTimeField(_("lease until"), null=True)
    fence = models.PositiveIntegerField(_("fencing token"), default=0)

    brief = models.JSONField(_("brief"), default=dict)
    input_hash = models.CharField(_("input hash"), max_length=64, blank=True)
    output = models.JSONField(_("output"), null=True)
    shown = models.JSONField(
        _("refs of the cards that the drafter was shown"),
        default=list,
        help_text=_("Empty: all cards of the brief."),
    )
    findings = models.JSONField(_("findings"), default=list)
    tokens_in = models.PositiveIntegerField(_("tokens in"), null=True)
    tokens_out = models.PositiveIntegerField(_("tokens out"), null=True)
    cost = models.DecimalField(_("cost"), max_digits=10, decimal_places=5, null=True)
    error = models.TextField(_("error"), blank=True)
    failure = models.CharField(
        _("kind of failure"),
        max_length=40,
        blank=True,
        help_text=_("A name for programs; the error is for people."),
    )

    created_at = models.DateTimeField(_("asked for at"))
    started_at = models.DateTimeField(_("started at"), null=True)
    finished_at = models.DateTimeField(_("finished at"), null=True)

    objects = RunQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        constraints = [
            models.UniqueConstraint(
                fields=["question"], name="run_one_active", condition=Q(state__in=["queued", "running"])
            ),
            models.CheckConstraint(
                name="run_ended_has_time",
                condition=Q(state__in=["queued", "running"]) | Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="run_replay_makes_no_take", condition=~Q(trigger="replay", state="done")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.drafter} {self.drafter_version}, {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def is_active(self) -> bool:
        """Whether it still waits or works."""
        return self.state in self.ACTIVE

    @property
    def given(self) -> list[dict[str, Any]]:
        """The brief's cards that the drafter was shown, which may be fewer than the window holds."""
        shown = set(self.shown)
        return [card for card in self.brief.get("cards", ()) if not shown or card["ref"] in shown]

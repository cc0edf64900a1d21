"""What the nightly check tells the desk."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from questions.models.question import Question
from questions.models.run import Run
from questions.models.take import Take


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Adjectives of notices."""

    def open(self) -> Self:
        """Those that nobody and no run is dealing with and whose take still stands as the newest version."""
        newer = Take.objects.filter(
            question=OuterRef("question"), number__gt=OuterRef("take__number"), withdrawal__isnull=True
        )
        return self.filter(
            ~Exists(newer),
            run__isnull=True,
            dealt_with_at__isnull=True,
            take__withdrawal__isnull=True,
            question__live=True,
        )


class Notice(models.Model):
    """That the evidence moved away from under a take.

    `facts` is a list of `{"key", "text"}`, one for each trip-wire, indicator or card. A key is told once. What
    led to a run belongs to it: dealt with when the run made its draft, back on the desk when it did not.
    """

    class Kind(models.TextChoices):
        """What moved."""

        TRIP_WIRE = "trip_wire", _("Trip-wire hit")
        INDICATOR = "indicator", _("Indicator crossed")
        CARDS = "cards", _("New evidence")

    question = models.ForeignKey(Question, models.CASCADE, related_name="notices")
    take = models.ForeignKey(Take, models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    facts = models.JSONField(_("facts"), default=list)
    run = models.ForeignKey(Run, models.SET_NULL, null=True, related_name="notices", verbose_name=_("run"))
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Why the agent did not draft of it, or could not.")
    )
    made_at = models.DateTimeField(_("made at"))
    dealt_with_at = models.DateTimeField(_("dealt with at"), null=True)
    dealt_with_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")

    objects = NoticeQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "kind", "take"],
                name="notice_one_open",
                condition=Q(dealt_with_at=None, run=None),
            ),
            models.UniqueConstraint(
                fields=["run", "kind", "take"], name="notice_one_of_a_run", condition=~Q(run=None)
            ),
            models.CheckConstraint(
                name="notice_by_whom_means_when", condition=Q(dealt_with_by=None) | ~Q(dealt_with_at=None)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id} {self.kind} {self.made_at:%Y-%m-%d}"

"""A question's scale and what cards say on it."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.models import Card
from questions.models.question import Question


class PositionQuerySet(models.QuerySet["Position"]):
    """Adjectives of positions."""

    def on_offer(self) -> Self:
        """Those that votes and verdicts may take, in the scale's order."""
        return self.filter(retired=False).order_by("order")


class Position(models.Model):
    """One place on a question's ordered scale. Never deleted once voted for or answered with, only retired."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="positions")
    order = models.PositiveSmallIntegerField(_("place on the scale"))
    slug = models.SlugField(_("slug"), max_length=60)
    label = models.CharField(_("label"), max_length=60)
    description = models.CharField(_("description"), max_length=200, blank=True)
    retired = models.BooleanField(_("retired"), default=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        ordering = ["question", "order"]
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        constraints = [
            models.UniqueConstraint(
                fields=["question", "slug"], name="position_slug_once", deferrable=models.Deferrable.DEFERRED
            ),
            models.UniqueConstraint(
                fields=["question", "order"],
                name="position_order_once",
                deferrable=models.Deferrable.DEFERRED,
            ),
            # What composite foreign keys of votes, takes and stances point at.
            models.UniqueConstraint(fields=["question", "id"], name="position_of_question"),
            models.CheckConstraint(name="position_label_said", condition=~Q(label="")),
        ]

    def __str__(self) -> str:
        return self.label


class Stance(models.Model):
    """Which position of a question a card supports, as an editor or an agent judged it."""

    class Origin(models.TextChoices):
        """Who judged."""

        EDITOR = "editor", _("Editor")
        AGENT = "agent", _("Agent")

    question = models.ForeignKey(Question, models.CASCADE, related_name="stances")
    card = models.ForeignKey(Card, models.CASCADE, related_name="stances")
    position = models.ForeignKey(Position, models.PROTECT, related_name="stances", verbose_name=_("position"))
    origin = models.CharField(_("judged by"), max_length=10, choices=Origin.choices, default=Origin.EDITOR)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("stance")
        verbose_name_plural = _("stances")
        constraints = [models.UniqueConstraint(fields=["question", "card"], name="stance_once")]

    def __str__(self) -> str:
        return f"{self.card_id} → {self.position_id}"

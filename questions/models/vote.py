"""One browser's position on a question, and the votes per position."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from questions.models.question import Question
from questions.models.scale import Position
from questions.models.take import Take


class Vote(models.Model):
    """What a browser said, which version it answered, and whether it had seen the verdict."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="votes")
    browser = models.UUIDField(_("browser"))
    position = models.ForeignKey(Position, models.PROTECT, related_name="votes")
    take = models.ForeignKey(Take, models.PROTECT, null=True, related_name="votes")
    seen_verdict = models.BooleanField(_("had seen the verdict"), default=True)
    created_at = models.DateTimeField(_("first cast at"))
    changed_at = models.DateTimeField(_("last changed at"))

    class Meta:
        verbose_name = _("vote")
        verbose_name_plural = _("votes")
        constraints = [models.UniqueConstraint(fields=["question", "browser"], name="vote_one_a_browser")]

    def __str__(self) -> str:
        return f"{self.question_id} → {self.position_id}"


class Tally(models.Model):
    """Votes of one position, written in the transaction of the vote that moves it."""

    question = models.ForeignKey(Question, models.PROTECT, related_name="tallies")
    position = models.OneToOneField(Position, models.PROTECT, related_name="tally")
    count = models.PositiveIntegerField(_("votes"), default=0)

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")

    def __str__(self) -> str:
        return f"{self.position_id}: {self.count}"


class AddressCount(models.Model):
    """How often a keyed hash of an address acted in a window; the key rotates, the address is never stored."""

    key = models.BinaryField(max_length=32)
    window = models.DateTimeField(_("window began at"))
    count = models.PositiveIntegerField(_("actions"), default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "window"], name="address_count_once")]
        indexes = [models.Index(fields=["window"], name="address_count_window")]

    def __str__(self) -> str:
        return f"{self.window:%H:%M} {self.count}"

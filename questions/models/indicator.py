"""Counts of cards held against a threshold."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from evidence.models import Topic
from questions.models.question import Question
from questions.models.scale import Position


class IndicatorQuerySet(models.QuerySet["Indicator"]):
    """Adjectives of indicators."""

    def in_use(self) -> Self:
        """Those that still count, in the editor's order."""
        return self.filter(retired=False).order_by("order", "pk")


class Indicator(models.Model):
    """A count of cards on given topics in a window, with a reason why it counts."""

    class Comparison(models.TextChoices):
        """On which side of the threshold it speaks."""

        ABOVE = "above", _("above")
        BELOW = "below", _("below")

    question = models.ForeignKey(Question, models.CASCADE, related_name="indicators")
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    slug = models.SlugField(_("slug"), max_length=80)
    name = models.CharField(_("name"), max_length=120)
    noun_singular = models.CharField(
        _("noun, singular"), max_length=60, help_text=_("What one counted thing is called: card.")
    )
    noun_plural = models.CharField(_("noun, plural"), max_length=60)
    window_days = models.PositiveSmallIntegerField(
        _("window in days"), default=90, validators=[MinValueValidator(1), MaxValueValidator(3660)]
    )
    threshold = models.PositiveIntegerField(_("threshold"))
    comparison = models.CharField(
        _("crossed when the count is"), max_length=10, choices=Comparison.choices, default=Comparison.ABOVE
    )
    speaks_for = models.ForeignKey(
        Position, models.PROTECT, related_name="indicators", verbose_name=_("speaks for when crossed")
    )
    why = models.TextField(_("why it counts"))
    retired = models.BooleanField(_("retired"), default=False)
    topics = models.ManyToManyField(Topic, through="IndicatorTopic", related_name="indicators")

    objects = IndicatorQuerySet.as_manager()

    class Meta:
        ordering = ["question", "order", "pk"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [models.UniqueConstraint(fields=["question", "slug"], name="indicator_slug_once")]

    def __str__(self) -> str:
        return self.name

    def crossed_at(self, value: int) -> bool:
        """Whether a count of `value` stands on the side of the threshold that speaks; the threshold itself does not."""
        return value > self.threshold if self.comparison == self.Comparison.ABOVE else value < self.threshold


class IndicatorTopic(models.Model):
    """A topic that an indicator counts, demands or shuts out."""

    class Mode(models.TextChoices):
        """How the topic takes part: any of, all of, none of."""

        ANY = "any", _("any of")
        ALL = "all", _("all of")
        NONE = "none", _("none of")

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="indicator_topics")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))
    mode = models.CharField(_("mode"), max_length=4, choices=Mode.choices, default=Mode.ANY)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["indicator", "topic"], name="indicator_topic_once")]

    def __str__(self) -> str:
        return f"{self.mode} {self.topic_id}"


class Reading(models.Model):
    """An indicator's value on one day, written after the day ended, provisional before."""

    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="readings")
    day = models.DateField(_("day"))
    value = models.PositiveIntegerField(_("value"))
    provisional = models.BooleanField(_("provisional"), default=False)
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        ordering = ["indicator", "day"]
        verbose_name = _("reading")
        verbose_name_plural = _("readings")
        constraints = [models.UniqueConstraint(fields=["indicator", "day"], name="reading_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.value}"

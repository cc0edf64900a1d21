"""The outbox: what happened in public, in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Change(models.Model):
    """One entry of the partner change feed, written in the transaction of what it tells.

    Only public happenings are written: the newest id is also the version that cached pages are keyed by.
    """

    class Kind(models.TextChoices):
        """What happened."""

        BRIEFING_PUBLISHED = "briefing.published", _("Briefing published")
        CARD_PUBLISHED = "card.published", _("Card published")
        CARD_EDITED = "card.edited", _("Card edited")
        CARD_WITHDRAWN = "card.withdrawn", _("Card withdrawn")
        QUESTION_PUBLISHED = "question.published", _("Question published")
        QUESTION_CHANGED = "question.changed", _("Question changed")
        QUESTION_UNPUBLISHED = "question.unpublished", _("Question unpublished")
        TAKE_PUBLISHED = "take.published", _("Take published")
        TAKE_CORRECTED = "take.corrected", _("Take corrected")
        TAKE_WITHDRAWN = "take.withdrawn", _("Take withdrawn")
        TAKE_ERASED = "take.erased", _("Take erased")
        VERDICT_CHANGED = "verdict.changed", _("Verdict changed")
        INDICATOR_CROSSED = "indicator.crossed", _("Indicator crossed its threshold")
        SITE_CHANGED = "site.changed", _("Site settings changed")

    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices)
    subject = models.CharField(_("subject"), max_length=200, help_text=_("URN of what it happened to."))
    payload = models.JSONField(_("payload"), default=dict)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["pk"]
        verbose_name = _("change")
        verbose_name_plural = _("changes")
        indexes = [models.Index(fields=["subject", "id"], name="change_subject")]

    def __str__(self) -> str:
        return f"{self.pk} {self.kind} {self.subject}"

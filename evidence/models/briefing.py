"""One day's cards in order."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _


class BriefingQuerySet(models.QuerySet["Briefing"]):
    """Adjectives of briefings."""

    def published(self) -> Self:
        """Those that readers may see."""
        return self.filter(published_at__isnull=False)


class Briefing(models.Model):
    """A day's cards; publishing it publishes its kept cards and gives them their refs."""

    day = models.DateField(_("day"), unique=True)
    title = models.CharField(_("title"), max_length=160, blank=True)
    intro = models.TextField(_("introduction"), blank=True)
    published_at = models.DateTimeField(_("published at"), null=True, blank=True, editable=False)

    objects = BriefingQuerySet.as_manager()

    class Meta:
        ordering = ["-day"]
        verbose_name = _("briefing")
        verbose_name_plural = _("briefings")

    def __str__(self) -> str:
        return self.day.isoformat()

    @property
    def path(self) -> str:
        """The public page's address on this site."""
        return f"/briefings/{self.day.isoformat()}/"

"""Who published the item behind a card."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.Model):
    """A publisher: a lab, a newspaper, an institute."""

    class Kind(models.TextChoices):
        """What sort of publisher it is."""

        COMPANY = "company", _("Company")
        COMMUNITY = "community", _("Community")
        GOVERNMENT = "government", _("Government")
        LAB = "lab", _("Laboratory")
        PRESS = "press", _("Press")
        RESEARCH = "research", _("Research")

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.PRESS)
    url = models.URLField(_("home page"), blank=True, help_text=_("Only the publisher's own address."))
    description = models.TextField(_("description"), blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.name

    @property
    def path(self) -> str:
        """The public page's address on this site."""
        return f"/sources/{self.slug}/"

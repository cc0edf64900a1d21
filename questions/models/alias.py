"""Names that mean the same, as editors keep them for the audit."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Alias(models.Model):
    """A name that stands for another one; `folded` is the name without case and spare spaces."""

    name = models.CharField(_("name"), max_length=120, help_text=_("As a text may write it: the Fed."))
    folded = models.CharField(max_length=400, unique=True, editable=False)
    stands_for = models.CharField(
        _("stands for"), max_length=120, help_text=_("The same thing's other name: Federal Reserve.")
    )

    class Meta:
        ordering = ["folded"]
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        constraints = [
            models.CheckConstraint(
                name="alias_names_two", condition=~Q(folded="") & ~Q(stands_for="") & ~Q(name=F("stands_for"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} = {self.stands_for}"

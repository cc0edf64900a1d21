"""What the label says. Facts are computed; only their wording stands here."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


@register_setting(icon="openquote")
class Wording(BaseGenericSetting):
    """Wording of the disclosure and the licence, for the whole site."""

    experimental_mark = models.CharField(
        _("heading of agent-drafted takes"), max_length=80, default="Experimental, not advice"
    )
    human_mark = models.CharField(
        _("heading of takes written by people"), max_length=80, default="Written by people"
    )
    not_reviewed = models.CharField(
        _("when nobody reviewed it"), max_length=200, default="No person has edited or reviewed it."
    )
    footer = models.CharField(
        _("footer"),
        max_length=300,
        default="Takes are research experiments. Nothing here is financial, legal or professional advice.",
    )
    licence_name = models.CharField(_("licence of takes"), max_length=80, default="CC BY 4.0")
    licence_url = models.URLField(
        _("address of the licence"), default="https://creativecommons.org/licenses/by/4.0/"
    )
    excerpt_rights = models.CharField(
        _("rights in excerpts"), max_length=120, default="Rights in excerpts remain with the source."
    )

    class Meta:
        verbose_name = _("wording")

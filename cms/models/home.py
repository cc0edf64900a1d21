"""The site's first page."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page


class HomePage(Page):
    """What a reader sees first: verdicts that changed and the newest briefings."""

    tagline = models.CharField(_("tagline"), max_length=160, blank=True)
    intro = models.TextField(_("introduction"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    max_count = 1
    private_page_options: ClassVar[list[str]] = []
    # The public page is a plain view over what happened; there is nothing of its own to preview.
    preview_modes: ClassVar[list[tuple[str, str]]] = []
    content_panels: ClassVar[list] = [*Page.content_panels, FieldPanel("tagline"), FieldPanel("intro")]

    class Meta:
        verbose_name = _("home page")

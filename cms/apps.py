"""Registration of the site app."""

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """The site: configuration, its own pages, the API root and the admin's home."""

    name = "cms"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Register what is erased with a version."""
        import_module("cms.partners.repeating")

"""Registration of the site app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CmsConfig(AppConfig):
    """The site: configuration, its own pages, the API root and the admin's home."""

    name = "cms"
    verbose_name = _("Site")

"""Registration of the evidence app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    """See docs/architecture.md for what this app knows."""

    name = "evidence"
    verbose_name = _("Evidence")

"""Who signs in."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class User(AbstractUser):
    """A person, or the agents' own user, who signs in to the admin."""

    byline = models.CharField(
        _("public byline"),
        max_length=120,
        blank=True,
        help_text=_(
            "How readers see you where you reviewed or waived something. Left empty, your role is shown."
        ),
    )

    class Meta(AbstractUser.Meta):
        db_table = "users_user"

    @property
    def public_byline(self) -> str:
        """The name that readers see; never the login."""
        return self.byline or str(_("An editor"))

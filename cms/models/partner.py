"""Organisations that read or draft over the API, and the keys they do it with."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from questions.models import Run


class Partner(models.Model):
    """An organisation with keys of its own. What it drafts is written down under its agent's account."""

    name = models.CharField(_("name"), max_length=120, unique=True)
    slug = models.CharField(
        _("short name"),
        max_length=20,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$", _("Use small letters, digits and hyphens."))
        ],
        help_text=_("Stands before the name of its drafters in public: “harbour-desk/scribe”."),
    )
    contact = models.EmailField(_("contact"), help_text=_("Whom to write to about its keys."))
    active = models.BooleanField(
        _("active"), default=True, help_text=_("None of its keys is accepted while this is off.")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("drafts as"),
        help_text=_("An account of the group “Agents”: it can draft but never publish."),
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def __str__(self) -> str:
        return self.name


class ApiKey(models.Model):
    """A key as we know it: its beginning and its digest, never the key itself."""

    class Scope(models.TextChoices):
        """What a key may be used for."""

        READ = "read", _("Read, counted for the partner instead of its address")
        DRAFT = "takes:draft", _("Hand in drafts")

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="keys", verbose_name=_("partner"))
    label = models.CharField(_("label"), max_length=80)
    prefix = models.CharField(_("begins with"), max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    scopes = ArrayField(
        models.CharField(max_length=20, choices=Scope.choices), verbose_name=_("may be used to")
    )
    created_at = models.DateTimeField(_("issued at"))
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    expires_at = models.DateTimeField(_("expires at"))
    revoked_at = models.DateTimeField(_("revoked at"), null=True)
    revoked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    last_used_at = models.DateTimeField(_("last used at"), null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        constraints = [
            models.CheckConstraint(name="apikey_may_something", condition=~Q(scopes=[])),
            models.CheckConstraint(
                name="apikey_digest_is_sha256", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… ({self.label})"


class IdempotencyKey(models.Model):
    """A name that a partner gave to one request, and what we answered to it."""

    api_key = models.ForeignKey(ApiKey, models.CASCADE, related_name="idempotency_keys")
    key = models.CharField(_("key"), max_length=255)
    request_hash = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    body = models.TextField(_("answer"), blank=True)
    created_at = models.DateTimeField(_("created at"), db_index=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("idempotency key")
        verbose_name_plural = _("idempotency keys")
        constraints = [models.UniqueConstraint(fields=["api_key", "key"], name="idempotencykey_once")]

    def __str__(self) -> str:
        return self.key


class PartnerDraft(models.Model):
    """Which partner handed in a run's draft, and with which key: nobody else may ask for it."""

    run = models.OneToOneField(Run, models.CASCADE, related_name="+")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="drafts")
    api_key = models.ForeignKey(ApiKey, models.PROTECT, related_name="drafts")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("draft of a partner")
        verbose_name_plural = _("drafts of partners")

    def __str__(self) -> str:
        return f"{self.partner_id}: {self.run_id}"

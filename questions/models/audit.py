"""What the machine check of a take found."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from evidence.models import Card
from questions.models.take import Take


class Audit(models.Model):
    """The check of one body of a take; a changed body needs a new one."""

    take = models.ForeignKey(Take, models.PROTECT, related_name="audits")
    body_hash = models.CharField(_("hash of what was checked"), max_length=64)
    rules_version = models.CharField(_("rules"), max_length=20)
    audited_at = models.DateTimeField(_("audited at"))
    claims_total = models.PositiveIntegerField(_("claims"))
    claims_traced = models.PositiveIntegerField(_("claims that trace to a card"))
    figures_total = models.PositiveIntegerField(_("figures"))
    figures_traced = models.PositiveIntegerField(_("figures found"))
    quotations_total = models.PositiveIntegerField(_("quotations"))
    quotations_matched = models.PositiveIntegerField(_("quotations that match"))

    class Meta:
        ordering = ["-audited_at", "-pk"]
        verbose_name = _("audit")
        verbose_name_plural = _("audits")
        constraints = [
            models.UniqueConstraint(fields=["take", "body_hash", "rules_version"], name="audit_once_a_body"),
        ]

    def __str__(self) -> str:
        return f"{self.claims_traced}/{self.claims_total}"


class Claim(models.Model):
    """One sentence of the audited body that asserts something."""

    class Kind(models.TextChoices):
        """Where the sentence stands."""

        CLAIM = "claim", _("Claim")
        ANSWER = "answer", _("Answer")
        TRIPWIRE = "tripwire", _("Trip-wire")

    class Result(models.TextChoices):
        """What the audit says of it, waivers aside."""

        TRACED = "traced", _("Traced")
        UNTRACED = "untraced", _("Not traced")
        UNCITED = "uncited", _("Uncited")
        NOTHING = "nothing", _("Nothing to check")

    audit = models.ForeignKey(Audit, models.CASCADE, related_name="claims")
    n = models.PositiveSmallIntegerField(_("number"))
    block_id = models.CharField(max_length=64)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.CLAIM)
    text = models.TextField(_("sentence"))
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    waiver_key = models.CharField(max_length=64)
    support = models.FloatField(
        _("support"),
        null=True,
        help_text=_("The share of its words that its cards hold in some form, 0 to 1."),
    )

    class Meta:
        ordering = ["audit", "n"]
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        constraints = [
            models.UniqueConstraint(fields=["audit", "n"], name="claim_once"),
            models.CheckConstraint(
                name="claim_support_is_a_share", condition=Q(support=None) | Q(support__gte=0, support__lte=1)
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Citation(models.Model):
    """The tie from a claim to a card. A card that is cited is not deleted, only withdrawn."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="citations")
    card = models.ForeignKey(Card, models.PROTECT, related_name="citations")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["claim", "order"]
        constraints = [models.UniqueConstraint(fields=["claim", "card"], name="citation_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} → {self.card_id}"


class Finding(models.Model):
    """One thing the audit found in a claim, with its place there and in the card. Spans are half-open offsets."""

    claim = models.ForeignKey(Claim, models.CASCADE, related_name="findings")
    order = models.PositiveSmallIntegerField()
    kind = models.CharField(_("kind"), max_length=30)
    blocking = models.BooleanField(_("blocks publishing"))
    waivable = models.BooleanField(_("can be waived"))
    note = models.TextField(_("note"))
    text = models.TextField(_("as written"), blank=True)
    claim_start = models.PositiveIntegerField(null=True)
    claim_end = models.PositiveIntegerField(null=True)
    card = models.ForeignKey(Card, models.PROTECT, null=True, related_name="+")
    card_field = models.CharField(max_length=10, blank=True)
    card_start = models.PositiveIntegerField(null=True)
    card_end = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["claim", "order"]
        verbose_name = _("finding")
        verbose_name_plural = _("findings")

    def __str__(self) -> str:
        return self.note


class Waiver(models.Model):
    """A blocking finding that a reviewer let pass, by name and reason, in public."""

    take = models.ForeignKey(Take, models.PROTECT, related_name="waivers")
    key = models.CharField(max_length=64, help_text=_("Hash of the sentence with its cards."))
    kind = models.CharField(_("kind of finding"), max_length=30)
    reason = models.CharField(_("reason"), max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    byline = models.CharField(_("public byline"), max_length=120)
    at = models.DateTimeField(_("at"))

    class Meta:
        ordering = ["at"]
        verbose_name = _("waiver")
        verbose_name_plural = _("waivers")
        constraints = [
            models.UniqueConstraint(fields=["take", "key", "kind"], name="waiver_once"),
            models.CheckConstraint(name="waiver_says_why", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.reason}"

"""What passes between a run and a language model, and whether that model is asked at all."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from questions.models.run import Run


class RunExchange(models.Model):
    """One call of a run: what was sent, what came back, what was found in it, what it took.

    `held_tokens` and `held_cost` are what the call counts for against the caps: the most it can take while it
    is on its way or when nobody knows what it took, and what it took once that is known. An unknown cost is
    null.
    """

    run = models.ForeignKey(Run, models.CASCADE, related_name="exchanges")
    n = models.PositiveSmallIntegerField(_("number"))
    model = models.CharField(_("model"), max_length=120)
    sent_hash = models.CharField(_("hash of what was sent"), max_length=64)
    sent_text = models.TextField(_("what was sent"))
    received_text = models.TextField(_("what came back"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=40, blank=True)
    findings = models.JSONField(_("findings"), default=list)
    tokens_in = models.PositiveIntegerField(_("tokens in"), null=True)
    tokens_out = models.PositiveIntegerField(_("tokens out"), null=True)
    cost = models.DecimalField(_("cost"), max_digits=12, decimal_places=6, null=True)
    held_tokens = models.PositiveBigIntegerField(_("tokens counted against the caps"))
    held_cost = models.DecimalField(
        _("money counted against the caps"), max_digits=12, decimal_places=6, null=True
    )
    at = models.DateTimeField(_("sent at"), db_index=True)
    ended_at = models.DateTimeField(_("ended at"), null=True)

    class Meta:
        ordering = ["run", "n", "pk"]
        verbose_name = _("exchange with a model")
        verbose_name_plural = _("exchanges with models")

    def __str__(self) -> str:
        return f"{self.n}: {self.model}, {self.at:%Y-%m-%d %H:%M}"


class ModelBreaker(models.Model):
    """How often in a row a model failed, and until when it is left alone; shared by all workers."""

    target = models.CharField(_("address and model, hashed"), max_length=64, unique=True)
    failures = models.PositiveIntegerField(_("failures in a row"), default=0)
    open_until = models.DateTimeField(_("left alone until"), null=True)

    class Meta:
        verbose_name = _("breaker of a model")
        verbose_name_plural = _("breakers of models")

    def __str__(self) -> str:
        return f"{self.target[:12]}: {self.failures}"

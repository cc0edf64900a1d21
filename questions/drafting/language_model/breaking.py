"""A model that fails five times in a row is left alone for a while, by every worker."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from django.db import transaction

from questions.drafting.language_model.configuring import Configuration
from questions.drafting.language_model.failing import ModelFailure
from questions.models import ModelBreaker


def require_closed(*, configuration: Configuration, now: datetime) -> None:
    """Raise ModelFailure while the model is left alone."""
    breaker = ModelBreaker.objects.filter(target=_target(configuration)).first()
    if breaker is not None and breaker.open_until is not None and now < breaker.open_until:
        raise ModelFailure("breaker_open", until=breaker.open_until.astimezone(UTC).strftime("%H:%M"))


@transaction.atomic
def note_failure(*, configuration: Configuration, now: datetime) -> None:
    """Count a run that the model failed; from the fifth in a row on, each opens the breaker."""
    breaker, _made = ModelBreaker.objects.select_for_update().get_or_create(target=_target(configuration))
    breaker.failures += 1
    if breaker.failures >= configuration.limits.failures:
        breaker.open_until = now + timedelta(minutes=configuration.limits.minutes_open)
    breaker.save()


def note_success(*, configuration: Configuration) -> None:
    """Forget the failures: the model has handed over a draft."""
    ModelBreaker.objects.filter(target=_target(configuration)).update(failures=0, open_until=None)


def _target(configuration: Configuration) -> str:
    return hashlib.sha256(f"{configuration.model}\n{configuration.url}".encode()).hexdigest()

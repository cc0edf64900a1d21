"""A model that fails in five runs in a row is left alone for a while, by every worker; each model by itself."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta

from django.db import transaction

from questions.drafting.language_model.configuring import Configuration
from questions.drafting.language_model.failing import ModelFailure
from questions.models import ModelBreaker


def first_free(*, configuration: Configuration, now: datetime) -> str:
    """The model to begin with: the first one, or the fallback while the first is left alone.

    Raises ModelFailure while both are.
    """
    until = _open_until(configuration, configuration.model, now)
    if until is None:
        return configuration.model
    if is_free(configuration=configuration, model=configuration.fallback, now=now):
        return configuration.fallback
    raise ModelFailure("breaker_open", until=until.astimezone(UTC).strftime("%H:%M"))


def is_free(*, configuration: Configuration, model: str, now: datetime) -> bool:
    """Whether there is such a model and it is not left alone."""
    return bool(model) and _open_until(configuration, model, now) is None


@transaction.atomic
def note_failure(*, configuration: Configuration, model: str, now: datetime) -> None:
    """Count a run that the model failed; from the fifth in a row on, each opens its breaker."""
    target = _target(configuration, model)
    breaker, _made = ModelBreaker.objects.select_for_update().get_or_create(target=target)
    breaker.failures += 1
    if breaker.failures >= configuration.limits.failures:
        breaker.open_until = now + timedelta(minutes=configuration.limits.minutes_open)
    breaker.save()


def note_success(*, configuration: Configuration, model: str) -> None:
    """Forget the failures of this model: it has handed over a draft."""
    ModelBreaker.objects.filter(target=_target(configuration, model)).update(failures=0, open_until=None)


def _open_until(configuration: Configuration, model: str, now: datetime) -> datetime | None:
    breaker = ModelBreaker.objects.filter(target=_target(configuration, model)).first()
    until = breaker.open_until if breaker is not None else None
    return until if until is not None and now < until else None


def _target(configuration: Configuration, model: str) -> str:
    return hashlib.sha256(f"{model}\n{configuration.url}".encode()).hexdigest()

"""What `manage.py check` says of the model's settings."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from django.core.checks import CheckMessage, Error, Warning, register

from questions.drafting.language_model.configuring import Configuration, configuration
from questions.drafting.language_model.pricing import BadPrices


@register()
def model_settings(**_options: Any) -> Iterable[CheckMessage]:
    """Prices and caps can be read, the address is one, and a cap in money has prices to count with."""
    try:
        found = configuration()
    except BadPrices as wrong:
        return [Error(f"ASSAY_LLM_PRICES or a cap cannot be read: {wrong}.", id="questions.E001")]
    if found is None:
        return []
    return [*_address(found), *_prices(found)]


def _address(found: Configuration) -> list[CheckMessage]:
    address = urlsplit(found.url)
    if address.scheme not in ("http", "https") or not address.hostname:
        return [Error("ASSAY_LLM_URL is no http or https address.", id="questions.E002")]
    return []


def _prices(found: Configuration) -> list[CheckMessage]:
    missing = [model for model in (found.model, found.fallback) if model and model not in found.prices]
    if found.capped_in_money and missing:
        said = f"A cap in money is set, but there is no price for {', '.join(missing)}: it will not be asked."
        return [Warning(said, id="questions.W001")]
    return []

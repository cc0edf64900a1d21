"""Which model to ask, where, and within which limits: read from the settings of the installation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings

from questions.drafting.language_model.pricing import NO_CAP, Cap, Price, read_cap, read_prices


@dataclass(frozen=True, slots=True)
class Limits:
    """Times are seconds. `wall` is for a whole run, below the 120 s after which one counts as lost.

    `call` is for one call, so that a hanging model leaves time to ask again, or to ask another.
    """

    wall: float = 110.0
    call: float = 45.0
    poll: float = 1.0
    pause: float = 2.0
    calls: int = 3
    most_bytes: int = 1_000_000
    most_tokens_out: int = 8_000
    failures: int = 5
    minutes_open: int = 10


@dataclass(frozen=True, slots=True)
class Configuration:
    """One model behind one OpenAI-compatible address, and the model to ask when it fails."""

    url: str
    model: str
    key: str = field(default="", repr=False)
    fallback: str = ""
    prices: Mapping[str, Price] = field(default_factory=dict)
    cap_run: Cap = NO_CAP
    cap_day: Cap = NO_CAP
    cap_month: Cap = NO_CAP
    limits: Limits = Limits()

    @property
    def capped_in_money(self) -> bool:
        """Whether any cap is one of money."""
        return any(cap.money is not None for cap in (self.cap_run, self.cap_day, self.cap_month))


def configuration() -> Configuration | None:
    """The model of this installation; None unless address and model are set. Raises BadPrices."""
    if not (settings.ASSAY_LLM_URL and settings.ASSAY_LLM_MODEL):
        return None
    return Configuration(
        url=settings.ASSAY_LLM_URL,
        model=settings.ASSAY_LLM_MODEL,
        key=settings.ASSAY_LLM_KEY,
        fallback=settings.ASSAY_LLM_FALLBACK_MODEL,
        prices=read_prices(settings.ASSAY_LLM_PRICES),
        cap_run=read_cap(settings.ASSAY_LLM_CAP_RUN),
        cap_day=read_cap(settings.ASSAY_LLM_CAP_DAY),
        cap_month=read_cap(settings.ASSAY_LLM_CAP_MONTH),
        limits=Limits(call=settings.ASSAY_LLM_CALL_SECONDS, minutes_open=settings.ASSAY_LLM_BREAKER_MINUTES),
    )

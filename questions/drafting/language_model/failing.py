"""What can go wrong with a language model: every way has a name for programs and a sentence for people."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from questions.drafting.drafter import DraftRefused

SENTENCES = {
    # Before the call.
    "breaker_open": _("The model failed too often in a row; it is not asked again before %(until)s UTC."),
    "cap_run": _("The cap for one run is reached (%(cap)s); the model was not asked again."),
    "cap_day": _("The cap for one day is reached (%(cap)s); the model was not asked."),
    "cap_month": _("The cap for one month is reached (%(cap)s); the model was not asked."),
    "price_unknown": _(
        "A cap in money is set, but ASSAY_LLM_PRICES has no price for “%(model)s”; it was not asked."
    ),
    "calls_used": _(
        "An earlier start of this run, whose worker ended, made all the calls that a run may make."
    ),
    # The line and the server.
    "timed_out": _("The model did not finish within %(seconds)s seconds."),
    "call_timed_out": _("The model did not answer a call within %(seconds)s seconds."),
    "unreachable": _("The model's server could not be reached."),
    "cut_off": _("The connection to the model's server broke off before the answer was complete."),
    "rate_limited": _("The model's server asks to come back later (429)%(wait)s."),
    "server_error": _("The model's server failed (%(status)s)."),
    "key_rejected": _("The model's server does not accept the key (%(status)s)."),
    "request_rejected": _("The model's server rejected the request (%(status)s)."),
    "redirected": _("The model's server sends elsewhere (%(status)s); redirects are not followed."),
    "too_large": _("The model's answer is larger than %(bytes)s bytes and was not read to its end."),
    # The form of the answer.
    "unreadable": _("The model's answer is no readable JSON."),
    "truncated": _("The model's answer stops in the middle."),
    "prose": _("The model answered in prose, not in the form that was asked for."),
    "refused": _("The model refuses to answer."),
    "wrong_shape": _("The model's answer does not have the form that was asked for: %(detail)s"),
    # What the answer says.
    "empty": _("The draft has no text."),
    "verdict_off_scale": _("The draft names a position that this scale does not offer: %(detail)s"),
    "unfit_condition": _("A trip-wire's condition names what cannot be checked: %(detail)s"),
    "foreign_citation": _("The draft cites a card that it was not given: %(detail)s"),
    "foreign_address": _("The draft holds an address, which takes never do: %(detail)s"),
    "markup": _("The draft holds markup where plain text was asked for: %(detail)s"),
    "uncited": _("The draft holds a sentence without a card: %(detail)s"),
    "duplicate": _("The draft says the same twice: %(detail)s"),
    "prompt_echo": _("The draft repeats its instructions instead of answering: %(detail)s"),
    "too_long": _("The draft is longer than a take may be: %(detail)s"),
}
# Not the model's doing: these leave the breaker alone.
OURS = frozenset({"breaker_open", "cap_run", "cap_day", "cap_month", "price_unknown", "calls_used"})
# Something between us and the model, or its server: worth a pause.
_LINE = frozenset({"rate_limited", "server_error", "cut_off", "unreachable"})
# Worth asking another model, which may be up, quicker, willing, or ours to ask.
ELSEWHERE = _LINE | {"call_timed_out", "refused", "key_rejected", "request_rejected"}
# Worth asking the same model again where there is no other.
PASSING = _LINE | {"call_timed_out"}
# Worth asking again at once, saying what was wrong with the answer.
MENDABLE = frozenset(
    {
        "unreadable", "truncated", "prose", "wrong_shape", "empty", "verdict_off_scale", "foreign_citation",
        "foreign_address", "markup", "uncited", "duplicate", "prompt_echo", "too_long",
        "unfit_condition",
    }
)  # fmt: skip


class ModelFailure(DraftRefused):
    """The model gave no draft. `code` names the way, `feedback` is what to tell it, in its own terms.

    `retry_after` is how many seconds its server asked to wait, if it did.
    """

    def __init__(
        self, code: str, *, feedback: str = "", retry_after: float | None = None, **details: Any
    ) -> None:
        super().__init__(str(SENTENCES[code]) % details)
        self.code = code
        self.feedback = feedback
        self.retry_after = retry_after

    def pause(self, usual: float) -> float:
        """Seconds to leave its server in peace, whichever of its models is asked next."""
        if self.code not in _LINE:
            return 0.0
        return usual if self.retry_after is None else self.retry_after

    @property
    def counts(self) -> bool:
        """Whether it is the model's or its server's doing."""
        return self.code not in OURS

"""Whether a take may be published, as its stored audit says. Publishing audits anew before it asks.

Models may use this module, so it knows the noun modules alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from questions.audit.shapes import RULES_VERSION
from questions.models.audit import Audit, Finding, Waiver
from questions.models.take import Take
from questions.take_text import take_text_hash

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Gate:
    """Open, or shut with sentences that say why; `audit` is that of the text as it stands, if any."""

    open: bool
    reasons: tuple[str, ...]
    audit: Audit | None


def current_audit(take: Take) -> Audit | None:
    """The audit of the take's present text under the present rules; a published version's own audit."""
    if take.is_numbered:
        return take.audit
    return Audit.objects.filter(
        take=take.pk, body_hash=take_text_hash(take), rules_version=RULES_VERSION
    ).first()


def unwaived(audit: Audit) -> QuerySet[Finding]:
    """Blocking findings of an audit that nobody waived, in the order of the text."""
    waiver = Waiver.objects.filter(
        take=OuterRef("claim__audit__take"), key=OuterRef("claim__waiver_key"), kind=OuterRef("kind")
    )
    return (
        Finding.objects.filter(claim__audit=audit, blocking=True)
        .exclude(Q(waivable=True) & Exists(waiver))
        .select_related("claim", "card")
        .order_by("claim__n", "order")
    )


def open_findings(take: Take) -> list[Finding]:
    """Blocking, unwaived findings of the take's present text; empty as well while it has no audit."""
    audit = current_audit(take)
    return list(unwaived(audit)) if audit else []


def gate(take: Take) -> Gate:
    """Whether the stored audit of the present text leaves nothing open."""
    audit = current_audit(take)
    if audit is None:
        return Gate(False, (_("The text as it stands has not been audited."),), None)
    findings = list(unwaived(audit))
    if not findings:
        return Gate(True, (), audit)
    reasons = [f"“{shortened(finding.claim.text)}” {finding.note}" for finding in findings[:_SHOWN]]
    more = len(findings) - _SHOWN
    if more > 0:
        reasons.append(ngettext("%(n)d more finding.", "%(n)d more findings.", more) % {"n": more})
    return Gate(False, tuple(reasons), audit)


def shortened(sentence: str, length: int = 90) -> str:
    """The beginning of a sentence, for messages."""
    return sentence if len(sentence) <= length else sentence[: length - 1].rstrip() + "…"

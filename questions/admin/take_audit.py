"""The audit as the editor's desk shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evidence.models import Card, CardEdit
from questions.admin.take_cards import CardLink, card_links
from questions.audit.shapes import WARNING
from questions.gate import current_audit, unwaived
from questions.models import Audit, Finding, Take, Waiver


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding beside its sentence, cut around the span it is about, with the cards of the sentence, nearest first.

    `together` counts what stands open of the sentence, on the first of several that can all be waived at once;
    otherwise it is 0.
    """

    pk: int
    claim: int
    together: int
    before: str
    marked: str
    after: str
    note: str
    kind: str
    blocking: bool
    open: bool
    waivable: bool
    waived_by: str
    waived_for: str
    cards: tuple[CardLink, ...]

    @property
    def sentence(self) -> str:
        """The whole of it."""
        return self.before + self.marked + self.after


@dataclass(frozen=True, slots=True)
class EditLine:
    """A change that was made to a cited card after it became public."""

    ref: str
    field: str
    on: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AuditShape:
    """The result in numbers, what blocks, what only warns, what was let pass, and cards edited since."""

    audited: bool
    result: str
    open: tuple[FindingLine, ...]
    warnings: tuple[FindingLine, ...]
    waived: tuple[FindingLine, ...]
    edits: tuple[EditLine, ...]

    @property
    def passes(self) -> bool:
        """Whether nothing stands open."""
        return self.audited and not self.open


def audit_shape(take: Take) -> AuditShape:
    """Shape the audit of the take's present text; empty while there is none."""
    audit = current_audit(take)
    if audit is None:
        return AuditShape(False, _("The text as it stands has not been audited."), (), (), (), ())
    waivers = {(waiver.key, waiver.kind): waiver for waiver in Waiver.objects.filter(take=take.pk)}
    still_open = set(unwaived(audit).values_list("pk", flat=True))
    told = Finding.objects.filter(Q(blocking=True) | Q(kind__in=WARNING), claim__audit=audit)
    cited = Prefetch("claim__citations__card", Card.objects.defer("fts"))
    findings = list(
        told.select_related("claim", "card").prefetch_related(cited).order_by("claim__n", "order")
    )
    together = _together([finding for finding in findings if finding.pk in still_open])
    lines = [
        _line(
            take.pk,
            finding,
            waivers.get((finding.claim.waiver_key, finding.kind)),
            finding.pk in still_open,
            together.get(finding.pk, 0),
        )
        for finding in findings
    ]
    return AuditShape(
        audited=True,
        result=result_line(audit),
        open=tuple(line for line in lines if line.open),
        warnings=tuple(line for line in lines if not line.blocking),
        waived=tuple(line for line in lines if line.blocking and not line.open),
        edits=_edits(audit),
    )


def result_line(audit: Audit) -> str:
    """“31 of 33 claims trace to a card; 27 of 29 figures found”, with quotations where there are any."""
    line = _("%(traced)d of %(claims)d claims trace to a card; %(found)d of %(figures)d figures found") % {
        "traced": audit.claims_traced,
        "claims": audit.claims_total,
        "found": audit.figures_traced,
        "figures": audit.figures_total,
    }
    if not audit.quotations_total:
        return line
    return line + _("; %(matched)d of %(quotations)d quotations word for word") % {
        "matched": audit.quotations_matched,
        "quotations": audit.quotations_total,
    }


def _together(standing: Iterable[Finding]) -> dict[int, int]:
    """By the first finding of each sentence with several, none of which is beyond waiving: how many they are."""
    by_claim: dict[int, list[Finding]] = {}
    for finding in standing:
        by_claim.setdefault(finding.claim_id, []).append(finding)
    return {
        findings[0].pk: len(findings)
        for findings in by_claim.values()
        if len(findings) > 1 and all(finding.waivable for finding in findings)
    }


def _line(take_id: int, finding: Finding, waiver: Waiver | None, is_open: bool, together: int) -> FindingLine:
    sentence = finding.claim.text
    cited = [
        citation.card
        for citation in sorted(finding.claim.citations.all(), key=lambda citation: citation.order)
    ]
    start, end = finding.claim_start or 0, finding.claim_end or 0
    return FindingLine(
        pk=finding.pk,
        claim=finding.claim_id,
        together=together,
        before=sentence[:start],
        marked=sentence[start:end],
        after=sentence[end:],
        note=finding.note,
        kind=finding.kind,
        blocking=finding.blocking,
        open=is_open,
        waivable=finding.waivable,
        waived_by=waiver.byline if waiver and not is_open else "",
        waived_for=waiver.reason if waiver and not is_open else "",
        cards=card_links(take_id, finding, cited),
    )


def _edits(audit: Audit) -> tuple[EditLine, ...]:
    edits = CardEdit.objects.filter(card__citations__claim__audit=audit).select_related("card").distinct()
    return tuple(
        EditLine(
            str(edit.card.ref), edit.field, date_format(edit.at, "j F Y"), edit.before[:200], edit.after[:200]
        )
        for edit in edits
    )

"""The audit itself: every claim of a take against the cards it cites."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache

from .aliases import Aliases, Given
from .checking import CHECKED, Check, Setting, label
from .shapes import (
    AuditedClaim,
    AuditReport,
    CardText,
    Claim,
    ClaimKind,
    Finding,
    FindingKind,
    LedgerEntry,
    Result,
)

# A text of more sentences is no take: it would take too long to weigh what its figures are told of.
MOST_WEIGHED = 200
# Claims of some fifty takes: an editor who saves again has changed a sentence or two.
_REMEMBERED = 4096


def audit(
    claims: Sequence[Claim],
    cards: Mapping[int, CardText],
    ledger: Sequence[LedgerEntry] = (),
    *,
    labels: Collection[str] = (),
    aliases: Given | Aliases = (),
) -> AuditReport:
    """Audit a take: the same claims, cards and ledger always give the same report.

    A claim's figures, quotations and names are looked for in the published cards it cites; those of the
    answer and of trip-wires in every published card that the take cites. `labels` are words that may stand
    in quotation marks without being a quotation, such as the positions of the scale; labels of stances in
    the ledger are added. A label of the scale or of an indicator, written out, needs no card to name it.
    `aliases` are names that mean the same: a mapping of alias to name, or groups of names. Raises AliasCycle.
    """
    same_names = aliases if isinstance(aliases, Aliases) else Aliases(aliases)
    known = {*labels, *(entry.label for entry in ledger if entry.kind == "stance")}
    quotable = frozenset(label(text) for text in known)
    phrases = frozenset(known | {entry.label for entry in ledger if entry.kind == "reading"}) - {""}
    setting = Setting(cards, tuple(ledger), quotable, phrases, same_names)
    everything = tuple(dict.fromkeys(card_id for claim in claims for card_id in claim.card_ids))
    audited = []
    for number, claim in enumerate(claims):
        # The answer and the trip-wires may speak of whatever the take cites.
        cited = claim.card_ids if claim.kind == "claim" else (*claim.card_ids, *everything)
        findings, share = _checked(claim.text, claim.kind, cited, setting, number < MOST_WEIGHED)
        audited.append(_audited(claim, (*_citations(claim, cards), *findings), share))
    return AuditReport(tuple(audited))


@lru_cache(maxsize=_REMEMBERED)
def _checked(
    text: str, kind: ClaimKind, cited: tuple[int, ...], setting: Setting, weighs: bool
) -> tuple[tuple[Finding, ...], float]:
    """What is found in a sentence, and how much of its wording its cards hold; remembered while nothing changes."""
    check = Check(Claim("", 0, text, cited, kind), setting.shelf.live(cited), setting, weighs)
    return tuple(check.findings()), round(check.support, 3)


def _audited(claim: Claim, findings: tuple[Finding, ...], share: float) -> AuditedClaim:
    kinds = {finding.kind for finding in findings}
    if FindingKind.UNCITED in kinds:
        result = Result.UNCITED
    elif any(finding.blocking for finding in findings):
        result = Result.UNTRACED
    else:
        result = Result.TRACED if kinds & CHECKED else Result.NOTHING
    return AuditedClaim(claim, result, findings, share)


def _citations(claim: Claim, cards: Mapping[int, CardText]) -> Iterator[Finding]:
    if not claim.card_ids and claim.kind == "claim":
        note = "This sentence cites no card."
        yield Finding(FindingKind.UNCITED, note, None, None, "", None, "")
    for card_id in dict.fromkeys(claim.card_ids):
        card = cards.get(card_id)
        if card is None:
            note = "This sentence cites a card that does not exist."
            yield Finding(FindingKind.DEAD_CITATION, note, None, card_id, "", None, "")
        elif not card.usable:
            note = f"The cited card {card.ref} is not published."
            yield Finding(FindingKind.UNPUBLISHED_CITATION, note, None, card_id, "", None, card.ref)
        elif not card.in_window:
            note = f"The cited card {card.ref} lies outside the evidence window of the take."
            yield Finding(FindingKind.OUT_OF_WINDOW, note, None, card_id, "", None, card.ref)

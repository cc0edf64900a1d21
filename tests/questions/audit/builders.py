"""Short ways to write claims and cards."""

from datetime import date

from questions.audit.shapes import AuditedClaim, CardText, Claim, ClaimKind, FindingKind, LedgerEntry
from questions.audit.trace import audit


def card(
    number: int = 1,
    excerpt: str = "",
    *,
    headline: str = "",
    text: str = "",
    source: str = "",
    published_on: date = date(2026, 4, 14),
    usable: bool = True,
    in_window: bool = True,
) -> CardText:
    ref = f"2026-04-14#{number}"
    return CardText(number, ref, headline, excerpt, text, source, published_on, "fetched", usable, in_window)


def claim(text: str, *card_ids: int, kind: ClaimKind = "claim", n: int = 1) -> Claim:
    return Claim("block", n, text, card_ids, kind)


def audited(text: str, excerpt: str, ledger: tuple[LedgerEntry, ...] = ()) -> AuditedClaim:
    """One claim against one card with this excerpt."""
    return audit([claim(text, 1)], {1: card(1, excerpt)}, ledger).claims[0]


def found(audited_claim: AuditedClaim, kind: FindingKind) -> list[str]:
    return [finding.text for finding in audited_claim.findings if finding.kind is kind]

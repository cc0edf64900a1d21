"""What goes into the audit and what comes out of it."""

import hashlib
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Literal, NamedTuple

RULES_VERSION = "3"

ClaimKind = Literal["claim", "answer", "tripwire"]
CardField = Literal["headline", "excerpt", "text", ""]
Approx = Literal["", "about", "over", "under", "at least", "at most", "nearly"]
Part = Literal["", "early", "mid", "late", "decade"]


class Span(NamedTuple):
    """A stretch of a text: offsets in characters, `end` exclusive."""

    start: int
    end: int

    def holds(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class CardText:
    """The source text of one evidence card, without our commentary: that never proves anything."""

    id: int
    ref: str
    headline: str
    excerpt: str
    text: str
    source: str
    published_on: date
    origin: str
    usable: bool
    in_window: bool


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A count about the evidence itself that the brief contained: 12 stories, or 17 of 25 cards."""

    count: int
    of: int | None
    noun_singular: str
    noun_plural: str
    label: str
    kind: Literal["reading", "stance", "cards"]


class FindingKind(StrEnum):
    UNCITED = "uncited"
    DEAD_CITATION = "dead_citation"
    UNPUBLISHED_CITATION = "unpublished_citation"
    OUT_OF_WINDOW = "out_of_window"
    UNTRACED_NUMBER = "untraced_number"
    ALTERED_QUOTATION = "altered_quotation"
    WRONG_NOUN = "wrong_noun"
    NAME_NOT_FOUND = "name_not_found"
    DIRECTION = "direction"
    BORROWED_FIGURE = "borrowed_figure"
    WRONG_YEAR = "wrong_year"
    WRONG_SUBJECT = "wrong_subject"
    NEGATION = "negation"
    CHANGED_NOUN = "changed_noun"
    WEAK_SUPPORT = "weak_support"
    NOT_WEIGHED = "not_weighed"
    TRACED_BY_ARITHMETIC = "traced_by_arithmetic"
    TRACED_NUMBER = "traced_number"
    MATCHED_QUOTATION = "matched_quotation"
    LEDGER_NUMBER = "ledger_number"


BLOCKING: frozenset[FindingKind] = frozenset(
    {
        FindingKind.UNCITED,
        FindingKind.DEAD_CITATION,
        FindingKind.UNPUBLISHED_CITATION,
        FindingKind.OUT_OF_WINDOW,
        FindingKind.UNTRACED_NUMBER,
        FindingKind.ALTERED_QUOTATION,
        FindingKind.WRONG_NOUN,
    }
)
# What warns in the product, where an editor looks, and what a check without an editor has to call a fault.
WARNING: frozenset[FindingKind] = frozenset(
    {
        FindingKind.NAME_NOT_FOUND,
        FindingKind.DIRECTION,
        FindingKind.BORROWED_FIGURE,
        FindingKind.WRONG_YEAR,
        FindingKind.WRONG_SUBJECT,
        FindingKind.NEGATION,
        FindingKind.CHANGED_NOUN,
        FindingKind.WEAK_SUPPORT,
        FindingKind.NOT_WEIGHED,
    }
)
NOT_WAIVABLE: frozenset[FindingKind] = frozenset(
    {FindingKind.DEAD_CITATION, FindingKind.UNPUBLISHED_CITATION}
)
_FIGURES_FOUND = frozenset(
    {FindingKind.TRACED_NUMBER, FindingKind.LEDGER_NUMBER, FindingKind.TRACED_BY_ARITHMETIC}
)
_FIGURES = _FIGURES_FOUND | {
    FindingKind.UNTRACED_NUMBER,
    FindingKind.WRONG_NOUN,
    FindingKind.BORROWED_FIGURE,
    FindingKind.WRONG_YEAR,
}
_QUOTATIONS = frozenset({FindingKind.MATCHED_QUOTATION, FindingKind.ALTERED_QUOTATION})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing the audit found in a claim; `text` is the figure, quotation or name as the claim writes it.

    A date that traces to a card's day of publication names the card but no field and no span in it.
    """

    kind: FindingKind
    note: str
    claim_span: Span | None
    card_id: int | None
    card_field: CardField
    card_span: Span | None
    text: str

    @property
    def blocking(self) -> bool:
        return self.kind in BLOCKING

    @property
    def waivable(self) -> bool:
        return self.blocking and self.kind not in NOT_WAIVABLE


_SAME_MARKS = str.maketrans("‘’‚‛“”„‟«»‐‑–—−", '\'\'\'\'""""""-----')


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of a take that asserts something, in plain text, with the cards it cites."""

    block_id: str
    n: int
    text: str
    card_ids: tuple[int, ...]
    kind: ClaimKind = "claim"

    @property
    def waiver_key(self) -> str:
        """The same for the same sentence citing the same cards wherever it stands; 64 hex digits."""
        # NFC, not NFKC: compatibility folding would make 10²⁶ and 1026 one sentence.
        sentence = unicodedata.normalize("NFC", self.text).translate(_SAME_MARKS)
        sentence = re.sub(r"\s+", " ", sentence).strip()
        cards = ",".join(str(card_id) for card_id in sorted(set(self.card_ids)))
        return hashlib.sha256(f"{sentence}\n{cards}".encode("utf-8", "surrogatepass")).hexdigest()


class Result(StrEnum):
    TRACED = "traced"
    UNTRACED = "untraced"
    UNCITED = "uncited"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class AuditedClaim:
    """`support` is the share of the claim's words, 0 to 1, that its cards hold in some form: the weakest
    first.
    """

    claim: Claim
    result: Result
    findings: tuple[Finding, ...]
    support: float = 1.0


@dataclass(frozen=True, slots=True)
class AuditReport:
    """What the audit says of a take.

    Claims are counted over sentences of the body: the one-sentence answer and trip-wires may be uncited, so
    they are no part of "31 of 33 claims". A claim traces to a card when it cites a live card of the window
    and has no blocking finding, whether or not it holds a figure. Figures and quotations are counted over
    everything.
    """

    claims: tuple[AuditedClaim, ...]

    @property
    def claims_total(self) -> int:
        return sum(audited.claim.kind == "claim" for audited in self.claims)

    @property
    def claims_traced(self) -> int:
        fine = {Result.TRACED, Result.NOTHING}
        return sum(audited.claim.kind == "claim" and audited.result in fine for audited in self.claims)

    @property
    def figures_total(self) -> int:
        return self._count(_FIGURES)

    @property
    def figures_traced(self) -> int:
        return self._count(_FIGURES_FOUND)

    @property
    def quotations_total(self) -> int:
        return self._count(_QUOTATIONS)

    @property
    def quotations_matched(self) -> int:
        return self._count({FindingKind.MATCHED_QUOTATION})

    @property
    def weakest(self) -> tuple[AuditedClaim, ...]:
        """The claims, those that their cards support least first; equals keep the order of the take."""
        return tuple(sorted(self.claims, key=lambda audited: audited.support))

    @property
    def blocking(self) -> tuple[tuple[Claim, Finding], ...]:
        """Every blocking finding with its claim, in the order of the take."""
        return tuple((claim, finding) for claim, finding in self._findings() if finding.blocking)

    def _findings(self) -> Iterator[tuple[Claim, Finding]]:
        return ((audited.claim, finding) for audited in self.claims for finding in audited.findings)

    def _count(self, kinds: frozenset[FindingKind] | set[FindingKind]) -> int:
        return sum(finding.kind in kinds for _, finding in self._findings())


class QuantityKind(StrEnum):
    PERCENT = "percent"
    POINTS = "percentage points"
    MONEY = "money"
    COUNT = "count"
    MULTIPLE = "multiple"
    FRACTION = "fraction"
    ORDINAL = "ordinal"
    DATE = "date"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date as far as a text gives it: a year, a month and year, a day without a year, "early April"."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: Part = ""


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text.

    `low` and `high` are normalised (285.9 billion dollars is 285900000000 of unit USD) and equal unless the
    figure is a range. `number` is the figure before its unit was applied. `step` is the place of its last
    significant digit, normalised; `rounded` says that zeros follow that place. `partner` is the other end
    in "from 5 to 7".
    """

    span: Span
    kind: QuantityKind
    low: Decimal
    high: Decimal
    unit: str
    raw: str
    approx: Approx = ""
    number: Decimal = Decimal(0)
    step: Decimal = Decimal(0)
    rounded: bool = False
    partner: Decimal | None = None
    date: PartialDate | None = None

    @property
    def value(self) -> Decimal:
        return self.low

    @property
    def is_range(self) -> bool:
        return self.low != self.high

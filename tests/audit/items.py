"""One item of the bench: a claim put before the audit, and what the audit should say of it."""

import hashlib
from dataclasses import dataclass
from typing import Any

from .base import BasePair, Card

TRUE_KINDS = ("claim", "paraphrase")
ABSENT_KINDS = (
    "digit",
    "magnitude",
    "unit",
    "currency",
    "sign",
    "date",
    "quotation",
    "word_number",
    "arithmetic",
    "rounding",
    "name",
    "citation",
)
TIED_KINDS = ("entity", "figure", "noun", "direction", "negation", "bound", "year")


@dataclass(frozen=True, slots=True)
class Item:
    """`wrong` is what was planted (empty for a true claim or a fault written by hand)."""

    id: str
    kind: str
    pair: BasePair
    claim: str
    cards: tuple[Card, ...]
    cites: tuple[int, ...]
    wrong: str = ""
    by_hand: bool = False

    @property
    def is_true(self) -> bool:
        return self.kind in TRUE_KINDS

    @property
    def family(self) -> str:
        return "true" if self.is_true else "absent" if self.kind in ABSENT_KINDS else "tied"

    def as_json(self) -> dict[str, Any]:
        """The line `python -m questions.audit` reads."""
        cards = [
            {
                "headline": card.headline,
                "excerpt": card.excerpt,
                "text": card.text,
                "source": card.source,
                "published_on": card.published_on,
            }
            for card in self.cards
        ]
        return {"id": self.id, "claim": self.claim, "cards": cards, "cites": list(self.cites)}


def pick(seed: str, choices: int) -> int:
    """A number below `choices` that a seed always gives: random enough, the same on every machine."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big") % choices

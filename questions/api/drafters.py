"""How drafters did, over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Literal, TypedDict

from evidence.api.base import FRESH
from evidence.api.listing import ListView
from evidence.api.paging import Page
from questions.scoring import DrafterScore, score_drafters

COUNTED = (
    "Drafts for public questions, of drafters that published at least one version. drafted: all of them, "
    "published or not. passed_first: nothing in the audit of the text as drafted blocked, and pass_rate is "
    "their share of drafted. published: versions, withdrawn ones included. claims are those of the published "
    "texts as drafted, waived those of the texts as published that a reviewer let pass. words_changed: mean "
    "share of words that people changed before publishing. overturned: withdrawn, or followed by a version "
    "with another verdict. flips: the verdict differs from the version before. cost: sum over runs of "
    "published versions whose cost is known; cost_unknown counts the others."
)


class DrafterEntry(TypedDict):
    """One drafter: a name with a version and a model. Shares lie in 0 to 1; `cost` is null while unknown."""

    name: str
    kind: Literal["own", "partner"]
    version: str
    model: str | None
    drafted: int
    passed_first: int
    pass_rate: float | None
    published: int
    claims: int
    waived: int
    words_changed: float | None
    overturned: int
    flips: int
    cost: str | None
    cost_unknown: int


class DrafterList(ListView):
    """How drafters did, by their drafts and versions. `counted` says what each figure counts."""

    operation, tag, filename = "listDrafters", "Takes", "drafters"
    record = DrafterEntry
    paged: ClassVar[bool] = False
    cache_control = FRESH
    beside: ClassVar[Mapping[str, Any]] = {"counted": str}

    def page(self, values: Mapping[str, Any]) -> Page:
        """All of them."""
        return Page(score_drafters(public=True), None)

    def records(self, rows: Sequence[DrafterScore], values: Mapping[str, Any]) -> list[DrafterEntry]:
        """One entry a drafter."""
        return [_entry(score) for score in rows]

    def members(self, page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
        """What is counted."""
        return {"counted": COUNTED}


def _entry(score: DrafterScore) -> DrafterEntry:
    return {
        "name": score.name,
        "kind": "partner" if "/" in score.name else "own",
        "version": score.version,
        "model": score.model or None,
        "drafted": score.drafted,
        "passed_first": score.passed_first,
        "pass_rate": None if score.pass_rate is None else round(score.pass_rate, 4),
        "published": score.published,
        "claims": score.claims,
        "waived": score.waived,
        "words_changed": None if score.words_changed is None else round(score.words_changed, 4),
        "overturned": score.overturned,
        "flips": score.flips,
        "cost": None if score.cost is None else str(score.cost),
        "cost_unknown": score.cost_unknown,
    }

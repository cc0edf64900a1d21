"""A version without the text of cards that were withdrawn since it was published."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from questions.snapshot import ClaimRecord, Snapshot


def without_cards(snapshot: Snapshot, gone: Collection[int]) -> Snapshot:
    """The snapshot with nothing of the cards `gone` (ids) but number, ref, source and date.

    Their text stands in the list of sources, and in what the audit found in them.
    """
    numbers = {source["n"] for source in snapshot["sources"] if source["card"] in gone}
    if not numbers:
        return snapshot
    return {
        **snapshot,
        "answer_claims": _claims(snapshot["answer_claims"], numbers),
        "sections": [
            {**section, "claims": _claims(section["claims"], numbers)} for section in snapshot["sections"]
        ],
        "trip_wires": [
            {**wire, "claims": _claims(wire["claims"], numbers)} for wire in snapshot["trip_wires"]
        ],
        "sources": [
            {**source, "headline": "", "excerpt": "", "links": []} if source["n"] in numbers else source
            for source in snapshot["sources"]
        ],
    }


def _claims(claims: Sequence[ClaimRecord], numbers: Collection[int]) -> list[ClaimRecord]:
    return [
        {
            **claim,
            "findings": [
                {**finding, "note": "", "snippet": "", "snippet_span": None}
                if finding["source"] in numbers
                else finding
                for finding in claim["findings"]
            ],
        }
        for claim in claims
    ]

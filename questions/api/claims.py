"""A version's audited claims over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, ClassVar

from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.describing import DisclosureRecord
from evidence.api.listing import ListView
from evidence.api.paging import Page
from evidence.api.problems import NOT_FOUND, TAKE_WITHDRAWN
from questions.api.entries import gone_cards, gone_records, without_gone
from questions.api.finding import question_at, version_at
from questions.api.labels import disclosure_record, labelled
from questions.api.records import CitedRecord, ClaimEntry, PlaceRecord
from questions.disclosure import disclosure
from questions.models import Wording
from questions.snapshot import AuditRecord, ClaimRecord, Snapshot, parse


class ClaimList(ListView):
    """A version's audited sentences with their findings and the spans where they were found."""

    operation, tag, filename = "listClaims", "Takes", "claims"
    record = ClaimEntry
    problems = (NOT_FOUND, TAKE_WITHDRAWN)
    paged: ClassVar[bool] = False
    beside: ClassVar[Mapping[str, Any]] = {
        "audit": AuditRecord,
        "disclosure": DisclosureRecord,
        "content_hash": str,
    }

    def page(self, values: Mapping[str, Any]) -> Page:
        """All of them at once, in the order of the text."""
        self._take = version_at(question_at(slug=self.kwargs["slug"]), int(self.kwargs["number"]))
        snapshot = parse(self._take.snapshot)
        gone, self._label = gone_cards(snapshot), disclosure(snapshot, Wording.load())
        self._snapshot = without_gone(snapshot, gone)
        self._withdrawn = {record["n"] for record in gone_records(snapshot, gone)}
        return Page(sorted(_placed(self._snapshot), key=lambda placed: placed[1]["n"]), None)

    def records(
        self, rows: Sequence[tuple[PlaceRecord, ClaimRecord]], values: Mapping[str, Any]
    ) -> list[ClaimEntry]:
        """One entry a claim."""
        cited: dict[int, CitedRecord] = {
            source["n"]: {
                "n": source["n"],
                "ref": source["ref"],
                "slug": source["slug"],
                "withdrawn": source["n"] in self._withdrawn,
            }
            for source in self._snapshot["sources"]
        }
        return [
            {**claim, "place": place, "sources": [cited[n] for n in claim["sources"] if n in cited]}
            for place, claim in rows
        ]

    def members(self, page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
        """The audit's counts and the label."""
        label, hashed = disclosure_record(self._label), self._take.content_hash
        return {"audit": self._snapshot["audit"], "disclosure": label, "content_hash": hashed}

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """The list with the version's token in the header."""
        return labelled(super().get(request, *args, **kwargs), self._label)


def _placed(snapshot: Snapshot) -> Iterator[tuple[PlaceRecord, ClaimRecord]]:
    """Each claim with its place."""
    for claim in snapshot["answer_claims"]:
        yield {"part": "answer", "section": None, "kind": None, "heading": None}, claim
    for section in snapshot["sections"]:
        for claim in section["claims"]:
            place: PlaceRecord = {
                "part": "section",
                "section": section["id"],
                "kind": section["kind"],
                "heading": section["heading"],
            }
            yield place, claim
    for wire in snapshot["trip_wires"]:
        for claim in wire["claims"]:
            yield {"part": "trip_wire", "section": None, "kind": None, "heading": None}, claim

"""Votes over HTTP: now, and as each version left them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import FRESH, ReadView
from evidence.api.listing import ListView
from evidence.api.paging import Key, Order, orders
from evidence.api.problems import NOT_FOUND
from evidence.api.records import moment
from questions.api.entries import scale_records, take_state, tally_figures
from questions.api.finding import is_withdrawn, newest_number, question_at, versions_of
from questions.api.labels import disclosure_record
from questions.api.records import PositionRecord, TallyEntry, TallyFigures, VersionTallyEntry
from questions.disclosure import label_of
from questions.models import Position, Take, Wording
from questions.snapshot import TallyRecord, parse
from questions.tallies import shape_tally, tally_of


class TallyDetail(ReadView):
    """A question's votes as they stand now. Shares are told from the minimum number of votes on."""

    operation, tag = "readTally", "Votes"
    record = TallyEntry
    problems = (NOT_FOUND,)
    cache_control = FRESH

    def get(self, request: Request, slug: str) -> Response:
        """Count now."""
        values = self.read()
        figures = tally_figures(tally_of(question_at(slug=slug), now=timezone.now()))
        return self.answer({**figures, "licence": self.terms()}, values["fields"])

    def compared(self, response: Response) -> bytes:
        """The votes, whenever they were counted."""
        return _without_moments(response.data)


class TallyList(ListView):
    """Votes by version, newest first: as they stood when the next version came, and now for the newest."""

    operation, tag, filename = "listTallies", "Votes", "tallies"
    record = VersionTallyEntry
    orders = orders(Order("number", (Key("number", "int"),)))
    default_order: ClassVar[str] = "-number"
    problems = (NOT_FOUND,)
    cache_control = FRESH

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """The question's versions."""
        self._question = question_at(slug=self.kwargs["slug"])
        return versions_of(self._question)

    def records(self, rows: Sequence[Take], values: Mapping[str, Any]) -> list[VersionTallyEntry]:
        """One entry a version; each version's votes stand in the snapshot of the one after it."""
        newest = newest_number(self._question)
        after = [(take.number or 0) + 1 for take in rows]
        following = versions_of(self._question).filter(number__in=after).values_list("number", "snapshot")
        scale = scale_records(Position.objects.filter(question=self._question))
        places = {place["slug"]: place for place in scale}
        frozen = {(number or 0) - 1: _frozen(snapshot, places) for number, snapshot in following}
        now, wording = tally_figures(tally_of(self._question, now=timezone.now())), Wording.load()
        return [
            {
                "number": take.number or 0,
                "state": take_state(take, newest),
                "published_at": moment(take.numbered_at) or "",
                "verdict": None if is_withdrawn(take) else parse(take.snapshot)["verdict"],
                "disclosure": disclosure_record(label_of(take, wording)),
                "frozen": take.number != newest,
                "tally": now if take.number == newest else frozen.get(take.number or 0),
            }
            for take in rows
        ]

    def compared(self, response: Response) -> bytes:
        """The votes, whenever they were counted."""
        return _without_moments(response.data)


def _without_moments(data: Any) -> bytes:
    """An answer's data as text, without the moments of counting: they alone change from request to request."""

    def kept(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {name: kept(member) for name, member in value.items() if name != "as_of"}
        return [kept(member) for member in value] if isinstance(value, list) else value

    return json.dumps(kept(data), sort_keys=True).encode()


def _frozen(snapshot: str, places: Mapping[str, PositionRecord]) -> TallyFigures | None:
    """The votes that a snapshot froze, at their places on the scale; None where its text was erased."""
    if not snapshot.startswith("{"):
        return None
    tally: TallyRecord = parse(snapshot)["tally"]
    positions = [
        Position(pk=n, order=n, slug=told["slug"], label=told["label"])
        for n, told in enumerate(tally["positions"])
    ]
    counts = {n: told["count"] for n, told in enumerate(tally["positions"])}
    shape = shape_tally(positions, counts, datetime.fromisoformat(tally["at"]))
    figures = tally_figures(shape)
    for told in figures["positions"]:
        if place := places.get(told["slug"]):
            told["index"], told["retired"] = place["index"], place["retired"]
    return {**figures, "total": tally["total"]}

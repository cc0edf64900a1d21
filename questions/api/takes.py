"""Versions of takes over HTTP: listed, whole, as exact bytes, as Markdown."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.db.models import QuerySet
from drf_spectacular.plumbing import ComponentRegistry
from rest_framework.renderers import BaseRenderer
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import ReadView
from evidence.api.describing import Schema
from evidence.api.listing import ListView
from evidence.api.paging import Key, Order, orders
from evidence.api.problems import (
    NO_CURRENT_TAKE,
    NOT_FOUND,
    SNAPSHOT_WITHHELD,
    TAKE_WITHDRAWN,
    ProblemKind,
)
from questions.api.entries import gone_cards, gone_records, take_entry, without_gone
from questions.api.finding import newest_number, question_at, version_at, versions_of
from questions.api.labels import disclosure_record, labelled, labelled_problem
from questions.api.markdown import take_markdown
from questions.api.records import (
    TakeDetailEntry,
    TakeEntry,
)
from questions.disclosure import disclosure
from questions.models import Take, Wording
from questions.snapshot import Snapshot, parse


class TakeList(ListView):
    """A question's versions in brief, newest first, withdrawn ones with their reason."""

    operation, tag, filename = "listTakes", "Takes", "takes"
    record = TakeEntry
    orders = orders(Order("number", (Key("number", "int"),)))
    default_order: ClassVar[str] = "-number"
    problems = (NOT_FOUND,)

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """Its numbered versions."""
        self._question = question_at(slug=self.kwargs["slug"])
        return versions_of(self._question)

    def records(self, rows: Sequence[Take], values: Mapping[str, Any]) -> list[TakeEntry]:
        """One entry a version."""
        newest, wording, slug = newest_number(self._question), Wording.load(), self._question.slug
        return [take_entry(take, slug=slug, newest=newest, wording=wording, site=self.site) for take in rows]


class TakeDetail(ReadView):
    """A version whole: facts, disclosure and snapshot. A withdrawn one answers 410 with the reason."""

    operation, tag = "readTake", "Takes"
    record = TakeDetailEntry
    problems: tuple[ProblemKind, ...] = (NOT_FOUND, TAKE_WITHDRAWN)

    def get(self, request: Request, slug: str, number: int | None = None) -> Response:
        """Find the version by its number, or the newest."""
        values = self.read()
        question = question_at(slug=slug)
        take = version_at(question, number)
        snapshot = parse(take.snapshot)
        gone, wording = gone_cards(snapshot), Wording.load()
        entry = take_entry(
            take,
            slug=slug,
            newest=newest_number(question),
            wording=wording,
            site=self.site,
            snapshot=snapshot,
        )
        record = {
            **entry,
            "take": without_gone(snapshot, gone),
            "withdrawn_sources": gone_records(snapshot, gone),
            "licence": self.terms(),
        }
        return labelled(self.answer(record, values["fields"]), disclosure(snapshot, wording))


class CurrentTake(TakeDetail):
    """The newest version whole.

    Before the first one it answers 404; while the newest one is withdrawn 410, never with an older one.
    """

    operation = "readCurrentTake"
    problems = (NOT_FOUND, NO_CURRENT_TAKE, TAKE_WITHDRAWN)


class BytesRenderer(BaseRenderer):
    """Hands on bytes that are ready."""

    media_type = "application/json"
    format = "json"
    charset = None
    render_style = "binary"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """As they are."""
        return bytes(data)


class MarkdownRenderer(BytesRenderer):
    """Bytes of Markdown."""

    media_type = "text/markdown"
    format = "markdown"
    charset = "utf-8"  # type: ignore[assignment]


class TakeSnapshot(ReadView):
    """The exact bytes that `content_hash` was made of.

    Content-Digest carries their sha-256. Once a cited card is withdrawn it answers 410: they hold its text.
    """

    operation, tag = "readTakeSnapshot", "Takes"
    record = Snapshot
    sparse = False
    renderer_classes = (BytesRenderer,)
    problems = (NOT_FOUND, TAKE_WITHDRAWN, SNAPSHOT_WITHHELD)

    def get(self, request: Request, slug: str, number: int) -> Response:
        """The stored text, untouched."""
        self.read()
        take = version_at(question_at(slug=slug), number)
        snapshot = parse(take.snapshot)
        gone, label = gone_cards(snapshot), disclosure(snapshot, Wording.load())
        if gone:
            withdrawn = gone_records(snapshot, gone)
            raise labelled_problem(SNAPSHOT_WITHHELD, "", label, withdrawn_sources=withdrawn)
        exact = take.snapshot.encode()
        response = Response(exact)
        digest = base64.b64encode(hashlib.sha256(exact).digest()).decode()
        response.headers["Content-Digest"] = f"sha-256=:{digest}:"
        response.headers["ETag"] = f'"{take.content_hash}"'
        response.headers["Link"] = f'<{self.terms()["url"]}>; rel="license"'
        return labelled(response, label)


class TakeMarkdown(ReadView):
    """A version as Markdown, with its label, its sources and its licence."""

    operation, tag = "readTakeMarkdown", "Takes"
    sparse = False
    renderer_classes = (MarkdownRenderer,)
    problems = (NOT_FOUND, TAKE_WITHDRAWN)

    def contents(self, registry: ComponentRegistry) -> dict[str, Schema]:
        """Text."""
        return {MarkdownRenderer.media_type: {"type": "string"}}

    def get(self, request: Request, slug: str, number: int) -> Response:
        """Write it from the snapshot."""
        self.read()
        take = version_at(question_at(slug=slug), number)
        snapshot = parse(take.snapshot)
        gone, label = gone_cards(snapshot), disclosure(snapshot, Wording.load())
        text = take_markdown(
            without_gone(snapshot, gone),
            label=disclosure_record(label),
            withdrawn={record["n"] for record in gone_records(snapshot, gone)},
            licence=self.terms(),
            url=self.site(f"/questions/{slug}/v/{number}/"),
            content_hash=take.content_hash,
        )
        return labelled(Response(text.encode()), label)

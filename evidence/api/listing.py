"""Lists: pages by cursor, filters and orders from an allow-list, and the same list as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import URLPattern, path, re_path
from drf_spectacular.plumbing import ComponentRegistry
from rest_framework.request import Request
from rest_framework.response import Response

from evidence.api.base import ALWAYS, LicenceRecord, ReadView, Terms, pick
from evidence.api.describing import Schema, schema_of
from evidence.api.exporting import CsvRenderer, NdjsonRenderer
from evidence.api.paging import DEFAULT_LIMIT, EXPORT_LIMIT, HIGHEST_LIMIT, Order, Page, page_of
from evidence.api.parameters import Choice, Number, Opaque, Parameter


class ListView(ReadView):
    """An address that answers with records in order, a page at a time, or with a file of them.

    Each line of a file carries its own licence, and its own disclosure where there is one: lines get about.
    """

    export = False
    orders: ClassVar[Mapping[str, Order]] = {}
    default_order: ClassVar[str] = ""
    filename: ClassVar[str] = "export"
    # Short lists come whole. `beside` types what stands beside the results.
    paged: ClassVar[bool] = True
    beside: ClassVar[Mapping[str, Any]] = {}

    def rows(self, values: Mapping[str, Any]) -> QuerySet:
        """The rows that the filters leave, in no order; asked for by pages."""
        raise NotImplementedError

    def records(self, rows: Sequence[Any], values: Mapping[str, Any]) -> list[Any]:
        """The records of a page of rows."""
        raise NotImplementedError

    @property
    def operation_id(self) -> str:
        """The export is an operation of its own."""
        return self.operation.replace("list", "export", 1) if self.export else self.operation

    def known_parameters(self) -> tuple[Parameter, ...]:
        """Filters, order, page and fields."""
        size, most = (EXPORT_LIMIT, EXPORT_LIMIT) if self.export else (DEFAULT_LIMIT, HIGHEST_LIMIT)
        order = Choice("order", "The order; a hyphen turns it round.", self.default_order, tuple(self.orders))
        if not self.paged:
            return super().known_parameters()
        return (
            *super().known_parameters(),
            *((order,) if len(self.orders) > 1 else ()),
            Number("limit", "How many at most.", size, 1, most),
            Opaque("cursor", "`next_cursor` of the answer before."),
        )

    def get_renderers(self) -> list[Any]:
        """A file has its own formats."""
        return [CsvRenderer(), NdjsonRenderer()] if self.export else super().get_renderers()

    def get_format_suffix(self, **kwargs: Any) -> str | None:
        """The file's ending decides its format."""
        suffix: str | None = kwargs.get("suffix")
        return suffix

    def contents(self, registry: ComponentRegistry) -> dict[str, Schema]:
        """A page, or a file."""
        if self.export:
            return {CsvRenderer.media_type: {"type": "string"}, NdjsonRenderer.media_type: {"type": "string"}}
        return {"application/json": self._page_schema(registry)}

    def next_schema(self) -> Schema:
        """The cursor is null on the last page."""
        return {"type": ["string", "null"]}

    def get(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """Read the query, fetch a page, answer."""
        values = self.read()
        page = self.page(values)
        beside = self.members(page, values)
        told = self.records(page.rows, values)
        records = [pick(record, values["fields"], always=ALWAYS) for record in told]
        following = self._address(page.next_cursor) if page.next_cursor else None
        if self.export:
            always = {name: beside[name] for name in ALWAYS if name in beside} | {"licence": self.terms()}
            return self._file([{**record, **always} for record in records], values, following)
        body: dict[str, Any] = {"results": records, "next": following, "next_cursor": page.next_cursor}
        return Response({**body, **beside, "licence": self.terms()})

    def members(self, page: Page, values: Mapping[str, Any]) -> dict[str, Any]:
        """What stands beside the results, by the names in `beside`."""
        return {}

    def page(self, values: Mapping[str, Any]) -> Page:
        """The page that the cursor asks for."""
        order = self.orders[values.get("order") or self.default_order]
        return page_of(self.rows(values), order, after=values["cursor"], limit=values["limit"])

    def _page_schema(self, registry: ComponentRegistry) -> Schema:
        properties = {
            "results": {"type": "array", "items": schema_of(self.record, registry)},
            "next": {"type": ["string", "null"], "format": "uri"},
            "next_cursor": self.next_schema(),
            **{name: schema_of(hint, registry) for name, hint in self.beside.items()},
            "licence": schema_of(LicenceRecord, registry),
        }
        return {"type": "object", "properties": properties, "required": list(properties)}

    def _address(self, cursor: str) -> str:
        query = {**self.request.query_params.dict(), "cursor": cursor}
        return self.site(f"{self.request.path}?{urlencode(query)}")

    def _file(
        self, records: Sequence[Mapping[str, Any]], values: Mapping[str, Any], following: str | None
    ) -> Response:
        asked = values["fields"]
        names = [name for name in self.field_names() if asked is None or name in asked or name in ALWAYS]
        names += [name for name in ALWAYS if name not in names and (name == "licence" or name in self.beside)]
        response = Response({"fields": names, "results": records})
        suffix = self.kwargs["suffix"]
        response.headers["Content-Disposition"] = f'attachment; filename="{self.filename}.{suffix}"'
        links = [f'<{self.terms()["url"]}>; rel="license"']
        if following:
            links.append(f'<{following}>; rel="next"')
        response.headers["Link"] = ", ".join(links)
        return response


def list_paths(route: str, view: type[ListView], terms: Terms) -> list[URLPattern]:
    """A list's address, and those of its files."""
    pattern = route.replace("<slug:slug>", "(?P<slug>[-a-zA-Z0-9_]+)")
    pattern = pattern.replace("<slug:indicator>", "(?P<indicator>[-a-zA-Z0-9_]+)")
    pattern = pattern.replace("<int:number>", "(?P<number>[0-9]+)")
    return [
        path(route, view.as_view(**terms)),
        re_path(rf"^{pattern}export\.(?P<suffix>csv|ndjson)$", view.as_view(export=True, **terms)),
    ]

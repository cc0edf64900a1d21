"""Lists as files: CSV for spreadsheets, NDJSON for programs."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from typing import Any

from rest_framework.renderers import BaseRenderer

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> str:
    """One CSV cell. Text that a spreadsheet would run gets an apostrophe before it; lists are JSON."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return f"'{text}" if text.startswith(_FORMULA) else text


class CsvRenderer(BaseRenderer):
    """A header line and one line for each record, after RFC 4180."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Write `data["results"]` under the columns `data["fields"]`."""
        columns: Sequence[str] = data["fields"]
        written = io.StringIO()
        lines = csv.writer(written)
        lines.writerow(columns)
        lines.writerows([cell(record.get(column)) for column in columns] for record in data["results"])
        return written.getvalue().encode()


class NdjsonRenderer(BaseRenderer):
    """One JSON object for each record, each on a line of its own."""

    media_type = "application/x-ndjson"
    format = "ndjson"
    charset = "utf-8"

    def render(
        self,
        data: Any,
        accepted_media_type: str | None = None,
        renderer_context: Mapping[str, Any] | None = None,
    ) -> bytes:
        """Write `data["results"]`."""
        return "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in data["results"]).encode()

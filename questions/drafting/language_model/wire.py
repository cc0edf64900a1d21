"""One exchange as it went over the line, and what it says about itself. Pure."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

MOST_TOKENS = 1_000_000_000


@dataclass(slots=True)
class Wire:
    """Bytes sent and received; `status` is None before an answer began, `complete` says that it ended."""

    sent: bytes = b""
    received: bytearray = field(default_factory=bytearray)
    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    connected: bool = False
    complete: bool = False
    overflowed: bool = False

    @property
    def sent_text(self) -> str:
        """The request's body; keys travel in headers and are not in it."""
        return self.sent.decode("utf-8", "replace").replace("\0", "�")

    @property
    def received_text(self) -> str:
        """The answer's body as far as it came."""
        return bytes(self.received).decode("utf-8", "replace").replace("\0", "�")

    @property
    def may_have_cost(self) -> bool:
        """Whether the server may have worked for us; an error that it reports is free."""
        return self.connected and (self.status is None or self.status < 300)

    def body(self) -> dict[str, Any] | None:
        """The answer as a JSON object; None if it is none."""
        try:
            found = json.loads(bytes(self.received))
        except (ValueError, RecursionError):
            return None
        return found if isinstance(found, dict) else None

    def choice(self) -> dict[str, Any] | None:
        """The first choice of a completion; None if there is none."""
        choices = (self.body() or {}).get("choices")
        first = choices[0] if isinstance(choices, list) and choices else None
        return first if isinstance(first, dict) else None

    @property
    def tokens(self) -> tuple[int | None, int | None]:
        """Tokens read and written as the server counts them; None where it does not say."""
        usage = (self.body() or {}).get("usage") if self.status == 200 else None
        if not isinstance(usage, dict):
            return None, None
        return _count(usage.get("prompt_tokens")), _count(usage.get("completion_tokens"))

    def retry_after(self, now: datetime) -> float | None:
        """Seconds that the server asks to wait, by a number or an HTTP date; None if it does not."""
        asked = self.headers.get("retry-after", "").strip()
        try:
            seconds = float(asked)
        except ValueError:
            try:
                seconds = (parsedate_to_datetime(asked) - now).total_seconds()
            except (ValueError, TypeError):
                return None
        return min(max(0.0, seconds), 86_400.0) if seconds == seconds else None


def _count(value: object) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < MOST_TOKENS:
        return None
    return value

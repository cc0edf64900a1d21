"""The outbox: a change is told in the transaction that made it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from evidence.models import Change

# Any two writers queue here until commit, so ids become visible in order and a reader's cursor loses nothing.
_ORDER_LOCK = 4_112_026


@transaction.atomic
def record_change(*, kind: Change.Kind, subject: str, payload: Mapping[str, Any], now: datetime) -> Change:
    """Write one entry of the change feed; call it last in the transaction, it serialises all writers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ORDER_LOCK])
    return Change.objects.create(kind=kind, subject=subject, payload=dict(payload), at=now)


def card_urn(slug: str) -> str:
    """The stable name of a card in the change feed."""
    return f"urn:assay:card:{slug}"


def content_version() -> int:
    """The id of the newest public change, 0 before the first; what cached pages are keyed by."""
    newest = Change.objects.order_by("-pk").values_list("pk", flat=True).first()
    return newest or 0

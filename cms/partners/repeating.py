"""The same request sent twice does its work once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from cms.models import ApiKey, IdempotencyKey, PartnerDraft
from questions.erasing import also_erases
from questions.models import Run

KEPT = timedelta(days=30)


class KeyTaken(Exception):
    """The same name was given to another request before."""


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered: the status and the body's text. `again` is true where it was answered before."""

    status: int
    body: str
    again: bool = False


def request_hash(method: str, path: str, body: bytes) -> str:
    """sha256 in hex over what makes two requests the same one."""
    return hashlib.sha256(f"{method} {path}\n".encode() + body).hexdigest()


@transaction.atomic
def once(
    *, api_key: ApiKey, key: str, fingerprint: str, work: Callable[[], Answered], now: datetime
) -> Answered:
    """Do the work for the first request of this name; give its answer to every later one.

    Requests of one name wait for each other on the name's row. Work that raises leaves no row: a refused
    request may be mended and sent under the same name. Raises KeyTaken for a name that another request has.
    """
    wanted = IdempotencyKey(api_key=api_key, key=key, request_hash=fingerprint, created_at=now)
    IdempotencyKey.objects.bulk_create([wanted], ignore_conflicts=True)
    row = IdempotencyKey.objects.select_for_update(of=("self",)).get(api_key=api_key, key=key)
    if row.request_hash != fingerprint:
        raise KeyTaken
    if row.status is not None:
        return Answered(row.status, row.body, again=True)
    answered = work()
    row.status, row.body = answered.status, answered.body
    row.save(update_fields=["status", "body"])
    return answered


@also_erases
def erase_answers(runs: Collection[Run]) -> None:
    """Leave nothing of erased drafts in what their partners were answered, except where to ask again."""
    for draft in PartnerDraft.objects.filter(run__in=runs).select_related("run"):
        answers = IdempotencyKey.objects.filter(api_key=draft.api_key, body__contains=str(draft.run.key))
        for answer in answers:
            told = {**json.loads(answer.body), "audit": None, "claims": [], "sources": []}
            answer.body = json.dumps(told, ensure_ascii=False)
            answer.save(update_fields=["body"])


def forget_answers(*, now: datetime) -> int:
    """Drop answers older than thirty days; returns how many."""
    dropped, _by_model = IdempotencyKey.objects.filter(created_at__lt=now - KEPT).delete()
    return dropped

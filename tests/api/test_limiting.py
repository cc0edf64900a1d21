"""The limit counts every request once, however many come at the same moment."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connections
from django.test import Client
from django.utils import timezone

from cms.api import limiting
from questions.models import AddressCount

ALLOWED, ASKED = 12, 30


@pytest.fixture(autouse=True)
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    moment = timezone.now().replace(second=20, microsecond=0)
    monkeypatch.setattr(limiting.timezone, "now", lambda: moment + timedelta(seconds=1))


def ask(n: int) -> tuple[int, str]:
    try:
        response = Client().get("/api/v1/topics/", headers={"X-Forwarded-For": f"203.0.113.{n}"})
        return response.status_code, response.get("Retry-After", "")
    finally:
        connections.close_all()


def test_thirty_at_once_get_no_more_than_the_limit(committed_db: None, settings: object) -> None:
    settings.ASSAY_API_RATE = ALLOWED  # type: ignore[attr-defined]
    Client().options("/api/v1/topics/")
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, range(ASKED)))
    assert [status for status, _ in answers].count(200) == ALLOWED
    assert {answer for answer in answers if answer[0] != 200} == {(429, "39")}
    assert AddressCount.objects.get().count == ASKED


def test_a_refusal_is_a_problem_with_headers(db: None, client: Client, settings: object) -> None:
    settings.ASSAY_API_RATE = 1  # type: ignore[attr-defined]
    client.get("/api/v1/topics/")
    response = client.get("/api/v1/topics/")
    assert response.status_code == 429
    assert response.json()["type"] == "/api/docs/#problem-too-many-requests"
    assert response["RateLimit"] == '"anonymous";r=0;t=39'
    assert response["Retry-After"] == "39"
    assert response["Access-Control-Allow-Origin"] == "*"

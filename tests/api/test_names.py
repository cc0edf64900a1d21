"""A value that names nothing is refused, and what people type leads somewhere."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.api.conftest import River
from tests.api.test_asking import refused
from tests.world import TODAY, World


@pytest.mark.parametrize(
    ("path", "name", "told"),
    [
        ("cards/?topic=nope", "topic", "no topic is called “nope”."),
        ("cards/?source=nope", "source", "no source is called “nope”."),
        ("cards/export.csv?topic=nope", "topic", "no topic is called “nope”."),
        ("questions/?topic=zzz", "topic", "no topic is called “zzz”."),
        ("questions/{slug}/evidence/?topic=zzz", "topic", "no topic is called “zzz”."),
        ("questions/{slug}/evidence/?stance=zzz", "stance", "no position of this question is called “zzz”."),
        ("cards/?from=2026-05-02&until=2026-05-01", "from", "must not be after until, which is 2026-05-01."),
        ("briefings/?from=2026-05-02&until=2026-05-01", "from", "must not be after until"),
        (
            "questions/{slug}/indicators/fish-sightings/readings/?from=2026-05-02&until=2026-05-01",
            "from",
            "must not be after until",
        ),
    ],
)
def test_a_filter_that_names_nothing_is_refused(
    path: str, name: str, told: str, river: River, api: Client
) -> None:
    path = f"/api/v1/{path.format(slug=river.slug)}"
    assert refused(api, path) == [name]
    assert told in api.get(path).json()["errors"][0]["detail"]


def test_a_source_without_public_cards_is_refused_like_one_that_is_not_there(
    world: World, api: Client
) -> None:
    world.card(publish=False, source=world.herald)
    hidden, none = (api.get(f"/api/v1/cards/?source={slug}") for slug in ("valley-herald", "valley-heralt"))
    assert hidden.status_code == none.status_code == 400
    assert hidden.content == none.content.replace(b"heralt", b"herald")


def test_a_name_that_is_there_filters_in_few_queries(river: River, api: Client) -> None:
    first = (TODAY - timedelta(days=30)).isoformat()
    for path in ("cards/", f"questions/{river.slug}/evidence/"):
        query = f"q=salmon&topic=fish&source=river-gauge&from={first}&until={TODAY.isoformat()}"
        narrowed = f"{query}&stance=nearly&on={TODAY.isoformat()}" if "evidence" in path else query
        with CaptureQueriesContext(connection) as queries:
            response = api.get(f"/api/v1/{path}?{narrowed}")
        assert response.status_code == 200
        assert response.json()["results"]
        assert len(queries) <= 15
    assert river.world.sewage.pk
    assert api.get("/api/v1/cards/?topic=sewage").json()["results"] == []


def test_empty_fields_are_told_to_be_empty(api: Client, db: None) -> None:
    errors = api.get("/api/v1/cards/?fields=").json()["errors"]
    assert errors[0]["detail"].startswith("fields is empty.")


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_the_document_answers_like_every_other_address(form: str, api: Client) -> None:
    path = f"/api/v1/openapi.{form}"
    strict = Client(enforce_csrf_checks=True)
    posted = strict.post(path)
    assert posted.status_code == 405
    assert posted["Content-Type"] == "application/problem+json"
    assert posted.json()["type"] == "/api/docs/#problem-method-not-allowed"
    asked = api.options(path)
    assert asked.status_code == 204
    assert asked["Access-Control-Allow-Origin"] == "*"
    assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert refused(api, path, colour="blue") == ["colour"]
    first = api.get(path, headers={"Accept": "text/html"})
    assert first.status_code == 200
    assert first["Content-Type"] == f"application/{form}"
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=30"
    assert api.get(path, headers={"If-None-Match": first["ETag"]}).status_code == 304


@pytest.mark.parametrize(
    ("path", "to"),
    [
        ("/api", "/api/docs/"),
        ("/api/", "/api/docs/"),
        ("/api/docs", "/api/docs/"),
        ("/api/v1", "/api/v1/"),
        ("/api/v1?fields=cards", "/api/v1/?fields=cards"),
    ],
)
def test_what_people_type_leads_to_what_they_mean(path: str, to: str, api: Client, db: None) -> None:
    for ask in (api.get, api.head):
        asked = path
        while asked != to:
            response = ask(asked, headers={"Accept": "text/html"})
            assert response.status_code == 301, asked
            asked = response["Location"]
        assert ask(asked).status_code == 200


def test_a_typed_address_takes_nothing_but_reading(api: Client, db: None) -> None:
    response = api.post("/api/docs")
    assert response.status_code == 405
    assert response["Content-Type"] == "application/problem+json"

"""Bad requests are refused by name; good ones are compared, limited and paged."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evidence.api.exporting import cell
from evidence.models import Change
from tests.api.conftest import SECRET_HEADLINE, River
from tests.world import TODAY, World


def refused(api: Client, path: str, **query: Any) -> list[str]:
    response = api.get(path, query)
    assert response.status_code == 400, response.content
    assert response["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["type"] == "/api/docs/#problem-bad-parameters"
    return [error["parameter"] for error in body["errors"]]


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ({"limit": "0"}, ["limit"]),
        ({"limit": "101"}, ["limit"]),
        ({"limit": "９"}, ["limit"]),
        ({"limit": "9" * 5000}, ["limit"]),
        ({"limit": "ten", "cursor": "junk", "order": "sideways"}, ["limit", "order"]),
        ({"cursor": "junk"}, ["cursor"]),
        ({"cursor": ""}, ["cursor"]),
        ({"cursor": "W10"}, ["cursor"]),
        ({"cursor": "WyItcmVmIiwxLDJd"}, ["cursor"]),
        ({"fields": "slug,colour"}, ["fields"]),
        ({"fields": ""}, ["fields"]),
        ({"from": "2026-02-30"}, ["from"]),
        ({"from": "20260401"}, ["from"]),
        ({"until": "0001-01-01"}, ["until"]),
        ({"q": "\x00"}, ["q"]),
        ({"q": "x" * 201}, ["q"]),
        ({"topic": "fish and chips"}, ["topic"]),
        ({"state": "inbox"}, ["state"]),
        ({"format": "csv"}, ["format"]),
        ({"page": "2", "colour": "blue"}, ["page", "colour"]),
    ],
)
def test_a_value_that_cannot_be_is_refused_by_name(
    query: dict[str, str], named: list[str], api: Client, db: None
) -> None:
    assert refused(api, "/api/v1/cards/", **query) == named


def test_a_repeated_parameter_is_refused(api: Client, db: None) -> None:
    assert refused(api, "/api/v1/cards/?limit=1&limit=2") == ["limit"]


def test_fields_leaves_the_others_out_but_never_the_licence(river: River, api: Client) -> None:
    body = api.get("/api/v1/cards/?fields=slug,state").json()
    assert {tuple(sorted(record)) for record in body["results"]} == {("slug", "state")}
    take = api.get(f"/api/v1/questions/{river.slug}/takes/2/?fields=number").json()
    assert set(take) == {"number", "disclosure", "licence"}


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/nothing/",
        "/api/v1/cards",
        "/api/v2/",
        "/api/v2/cards/",
        "/api/v1/cards/2026-04-14-00/",
        "/api/v1/cards/9999-99-99-0/",
        "/api/v1/questions/nowhere/",
        "/api/v1/questions/nowhere/takes/",
        "/api/v1/questions/by-id/00000000-0000-4000-8000-000000000000/",
        "/api/v1/briefings/2026-02-30/",
        "/api/v1/topics/nowhere/",
        "/api/v1/sources/nowhere/",
        "/api/v1/questions/%00/",
    ],
)
def test_what_is_not_there_is_a_problem(path: str, api: Client, db: None) -> None:
    response = api.get(path)
    assert response.status_code == 404
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["type"] == "/api/docs/#problem-not-found"
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_is_a_problem(method: str, api: Client, db: None) -> None:
    response = getattr(api, method)("/api/v1/cards/")
    assert response.status_code == 405
    assert response.json()["type"] == "/api/docs/#problem-method-not-allowed"
    assert "GET" in response["Allow"]


def test_an_unknown_format_is_a_problem(api: Client, db: None) -> None:
    response = api.get("/api/v1/cards/", headers={"Accept": "application/xml"})
    assert response.status_code == 406
    assert response["Content-Type"] == "application/problem+json"


def test_a_broken_view_is_a_problem(api: Client, db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*args: object, **kwargs: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("evidence.api.cards.for_entries", broken)
    response = api.get("/api/v1/cards/")
    assert response.status_code == 500
    assert response.json()["type"] == "/api/docs/#problem-server-error"


def test_an_unchanged_answer_is_304(river: River, api: Client) -> None:
    first = api.get("/api/v1/cards/")
    again = api.get("/api/v1/cards/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert not again.content
    assert again["ETag"] == first["ETag"]
    assert first["Cache-Control"] == "public, max-age=0, s-maxage=30"
    river.world.card("A new one", published_on=TODAY)
    assert api.get("/api/v1/cards/", headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("order", ["ref", "-ref", "published_on", "-published_on"])
def test_a_walk_by_cursor_skips_and_doubles_nothing_while_cards_arrive(
    order: str, world: World, api: Client
) -> None:
    before = {world.card().card_ref.slug for _ in range(7)}
    seen: list[str] = []
    path = f"/api/v1/cards/?limit=2&order={order}"
    while path:
        body = api.get(path).json()
        seen += [card["slug"] for card in body["results"]]
        world.card()
        path = body["next"].removeprefix("http://testserver") if body["next"] and len(seen) < 50 else ""
    assert len(seen) == len(set(seen))
    assert before <= set(seen)


def test_the_change_feed_can_be_followed_for_ever(river: River, api: Client) -> None:
    cursor, seen = "", []
    for _ in range(100):
        body = api.get("/api/v1/changes/", {"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += [change["id"] for change in body["results"]]
        cursor = body["next_cursor"]
        if not body["results"]:
            break
    assert seen == list(Change.objects.order_by("pk").values_list("pk", flat=True))
    assert api.get("/api/v1/changes/", {"cursor": cursor}).json()["next_cursor"] == cursor
    river.world.card("One more", published_on=TODAY)
    fresh = api.get("/api/v1/changes/", {"cursor": cursor}).json()["results"]
    assert [change["kind"] for change in fresh][-1] == "card.published"
    kinds = {change["kind"] for change in api.get("/api/v1/changes/?limit=100").json()["results"]}
    assert {"take.published", "card.withdrawn"} <= kinds
    assert SECRET_HEADLINE not in json.dumps(api.get("/api/v1/changes/?limit=100").json())


def test_an_empty_feed_gives_a_place_to_begin(db: None, api: Client) -> None:
    Change.objects.none()
    body = api.get("/api/v1/changes/").json()
    assert body["next_cursor"]
    assert api.get("/api/v1/changes/", {"cursor": body["next_cursor"]}).status_code == 200


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@cmd", "\tx", "\rx"])
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(text: str) -> None:
    assert cell(text) == f"'{text}"


def test_a_formula_in_a_headline_stays_text(world: World, api: Client) -> None:
    world.card('=HYPERLINK("https://evil.example")')
    rows = list(csv.DictReader(io.StringIO(api.get("/api/v1/cards/export.csv").content.decode())))
    assert rows[0]["headline"].startswith("'=")


def test_queries_stay_flat_as_data_grows(river: River, api: Client) -> None:
    paths = [
        "/api/v1/cards/?limit=100",
        "/api/v1/questions/?limit=100",
        f"/api/v1/questions/{river.slug}/evidence/?limit=100&on=2026-05-10",
        "/api/v1/briefings/?limit=100",
    ]
    api.get("/api/v1/")
    before = [_queries(api, path) for path in paths]
    for n in range(8):
        river.world.card(f"Another {n}")
    river.world.make_question("Is the lake clean?", "is-the-lake-clean")
    assert [_queries(api, path) for path in paths] == before
    assert max(before) <= 15


def test_the_rate_headers_count_down(api: Client, db: None) -> None:
    first, second = (api.get("/api/v1/cards/") for _ in range(2))
    assert first["RateLimit-Policy"] == '"anonymous";q=600;w=60'
    left = [int(re.search(r"r=(\d+)", response["RateLimit"])[1]) for response in (first, second)]
    assert left[0] in (599, left[1] + 1)


def _queries(api: Client, path: str) -> int:
    with CaptureQueriesContext(connection) as queries:
        assert api.get(path).status_code == 200
    return len(queries)

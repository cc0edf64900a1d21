"""Every address answers what the document says, and the committed document is the one the views make."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from jsonschema import Draft202012Validator, FormatChecker

from cms.api.document import document
from tests.api.conftest import River

# What anybody may read; what needs a key is tested with one.
PATHS = sorted(
    path
    for path, operations in document()["paths"].items()
    if {} in operations.get("get", {}).get("security", [])
)
MOST_QUERIES = 15


def address(template: str, river: River, suffix: str = "csv") -> str:
    places = {
        "{stable_id}": str(river.world.question.stable_id),
        "{number}": "1",
        "{older}": "1",
        "{newer}": "2",
        "{indicator}": "fish-sightings",
        "{day}": river.cards[0].ref_day.isoformat(),
        "{suffix}": suffix,
    }
    slugs = {
        "/cards/{slug}/": river.cards[0].card_ref.slug,
        "/topics/{slug}/": "fish",
        "/sources/{slug}/": "river-gauge",
        "/questions/{slug}/": river.slug,
    }
    for part, slug in slugs.items():
        template = template.replace(part, part.replace("{slug}", slug))
    for name, value in places.items():
        template = template.replace(name, value)
    return f"{template}?on=2026-05-10" if "/evidence/" in template else template


def schema_of(template: str, media: str) -> dict[str, Any]:
    content = document()["paths"][template]["get"]["responses"]["200"]["content"][media]["schema"]
    return {**content, "components": document()["components"]}


def whole(schema: dict[str, Any], value: Any, place: str = "") -> None:
    """Assert that answers without `fields` leave no member out and add none, at every depth."""
    if "$ref" in schema:
        schema = document()["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    if isinstance(value, dict) and "properties" in schema:
        optional = set(schema["properties"]) - set(schema.get("required", schema["properties"]))
        assert set(schema["properties"]) - optional <= set(value) <= set(schema["properties"]), place
        for name, member in value.items():
            whole(schema["properties"][name], member, f"{place}.{name}")
    elif isinstance(value, dict) and "anyOf" in schema:
        whole(schema["anyOf"][0], value, place)
    elif isinstance(value, list):
        for member in value:
            whole(schema["items"], member, f"{place}[]")


@pytest.mark.parametrize("template", [path for path in PATHS if "{suffix}" not in path])
def test_every_address_answers_as_described(template: str, river: River, api: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        response = api.get(address(template, river))
    assert response.status_code == 200, response.content
    media = response["Content-Type"].split(";")[0]
    assert media in document()["paths"][template]["get"]["responses"]["200"]["content"]
    if media == "application/json":
        body = json.loads(response.content)
        schema = schema_of(template, media)
        Draft202012Validator(schema, format_checker=FormatChecker()).validate(body)
        whole(schema, body)
        assert template.endswith("/snapshot/") or body["licence"]["name"] == "CC BY 4.0"
    assert len(queries) <= MOST_QUERIES, [query["sql"] for query in queries]
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["ETag"]


def test_every_list_is_also_a_file(river: River, api: Client) -> None:
    for template in [path for path in PATHS if "{suffix}" in path]:
        lines = api.get(address(template, river, "csv"))
        objects = api.get(address(template, river, "ndjson"))
        assert lines.status_code == objects.status_code == 200, lines.content
        assert lines["Content-Type"] == "text/csv; charset=utf-8"
        assert objects["Content-Type"].startswith("application/x-ndjson")
        records = [json.loads(line) for line in objects.content.decode().splitlines()]
        header = lines.content.decode().splitlines()[0].split(",")
        # People wrote the river's takes: there is no drafter to score.
        assert bool(records) is ("/drafters/" not in template), template
        assert all(set(record) == set(header) for record in records)
        assert 'rel="license"' in lines["Link"]


def test_every_address_answers_head_and_options(river: River, api: Client) -> None:
    for template in PATHS:
        assert api.head(address(template, river)).status_code == 200
        asked = api.options(address(template, river), headers={"Origin": "https://partner.example"})
        assert asked.status_code == 204
        assert asked["Access-Control-Allow-Origin"] == "*"
        assert asked["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
        assert "Access-Control-Allow-Credentials" not in asked


def test_every_address_refuses_an_unknown_parameter_by_name(river: River, api: Client) -> None:
    for template in PATHS:
        response = api.get(address(template, river).split("?")[0], {"colour": "blue"})
        assert response.status_code == 400, template
        assert response["Content-Type"] == "application/problem+json"
        assert [error["parameter"] for error in response.json()["errors"]] == ["colour"]


def test_the_committed_document_is_the_one_the_views_make() -> None:
    call_command("openapi", "--check", verbosity=0)


def test_the_document_is_openapi_3_1() -> None:
    assert document()["openapi"] == "3.1.0"
    assert document()["info"]["license"]["name"] == "CC BY 4.0"


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_the_document_is_served(form: str, api: Client) -> None:
    response = api.get(f"/api/v1/openapi.{form}")
    assert response.status_code == 200
    assert b"3.1.0" in response.content


@pytest.mark.django_db
def test_the_docs_page_explains_every_address_and_every_problem(api: Client) -> None:
    text = api.get("/api/docs/").content.decode()
    for operations in document()["paths"].values():
        for operation in operations.values():
            assert f'id="{operation["operationId"]}"' in text
    assert 'id="problem-bad-parameters"' in text
    assert "<style" not in text
    assert "style=" not in text

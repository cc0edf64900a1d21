"""Every answer about a version carries its label: in the body, in the header, in each line of a file."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.test import Client

from evidence.curating import withdraw_card
from questions.withdrawing import withdraw_take
from tests.api.conftest import River
from tests.sharing import shared

_TAKES = ("2/", "current/", "2/snapshot/", "2/markdown/", "2/claims/")
ABOUT_ONE = ("", *(f"takes/{path}" for path in _TAKES), "compare/1..2/")
TOKEN = "human-written; version=2; reviewed=yes; words-changed=0.000; digital-source-type=digitalCreation"


def base(river: River) -> str:
    return f"/api/v1/questions/{river.slug}/"


@shared
def taken_back(river: River) -> River:
    withdraw_take(
        take=river.second, reason="It misread the gauge.", by=river.world.reviewer, now=river.world.now
    )
    return river


def test_what_tells_of_one_version_has_its_token_in_the_header(river: River, api: Client) -> None:
    for path in ABOUT_ONE:
        seen = api.get(base(river) + path)
        assert (seen.status_code, seen.headers["Assay-Disclosure"]) == (200, TOKEN), path
        assert "Assay-Disclosure" in seen.headers["Access-Control-Expose-Headers"]
        again = api.get(base(river) + path, HTTP_IF_NONE_MATCH=seen.headers["ETag"])
        assert (again.status_code, again.headers["Assay-Disclosure"]) == (304, TOKEN), path
    bundle = api.get(f"/questions/{river.slug}/v/2/bundle.zip")
    assert bundle.headers["Assay-Disclosure"] == TOKEN


def test_a_withdrawn_version_keeps_a_label_everywhere(taken_back: River, api: Client) -> None:
    token = "withdrawn; version=2; digital-source-type=digitalCreation"
    for path in ABOUT_ONE[1:]:
        gone = api.get(base(taken_back) + path)
        assert (gone.status_code, gone.headers["Assay-Disclosure"]) == (410, token), path
        label = gone.json()["disclosure"]
        assert (label["state"], label["token"]) == ("withdrawn", token)
        assert label["text"] == "Written by people. This version was withdrawn on 10 May 2026."
    (newest, older) = api.get(base(taken_back) + "takes/").json()["results"]
    assert (newest["disclosure"]["state"], older["disclosure"]["state"]) == ("withdrawn", "human-written")
    assert newest["withdrawal"]["erased"] is False
    tallies = api.get(base(taken_back) + "tallies/").json()["results"]
    assert [entry["disclosure"]["state"] for entry in tallies] == ["withdrawn", "human-written"]


def test_exact_bytes_that_are_withheld_are_labelled_too(river: River, api: Client) -> None:
    withdraw_card(card=river.cards[0], reason="Retracted.", by=river.world.reviewer, now=river.world.now)
    gone = api.get(base(river) + "takes/2/snapshot/")
    assert (gone.status_code, gone.headers["Assay-Disclosure"]) == (410, TOKEN)
    assert gone.json()["disclosure"]["state"] == "human-written"


def test_fields_leave_no_take_without_its_label(river: River, api: Client) -> None:
    body = api.get(base(river) + "takes/?fields=answer,verdict").json()
    assert {tuple(sorted(entry)) for entry in body["results"]} == {("answer", "disclosure", "verdict")}
    assert body["licence"]["name"] == "CC BY 4.0"


@pytest.mark.parametrize("path", ["takes/", "takes/2/claims/", "tallies/"])
def test_each_line_of_a_file_carries_label_and_licence(river: River, api: Client, path: str) -> None:
    field = "text" if "claims" in path else "number"
    text = api.get(f"{base(river)}{path}export.ndjson?fields={field}").content.decode()
    for line in map(json.loads, text.splitlines()):
        assert line["disclosure"]["mark"] == "Written by people"
        assert line["licence"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    rows = list(csv.DictReader(io.StringIO(api.get(f"{base(river)}{path}export.csv").content.decode())))
    assert rows
    for row in rows:
        assert json.loads(row["disclosure"])["state"] == "human-written"
        assert json.loads(row["licence"])["name"] == "CC BY 4.0"


def test_lines_without_a_take_carry_the_licence_alone(river: River, api: Client) -> None:
    header = api.get("/api/v1/cards/export.csv?fields=slug").content.decode().splitlines()[0]
    assert header == "slug,licence"

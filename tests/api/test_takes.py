"""Versions are told whole, exactly and truthfully; what was withdrawn or never published is not told."""

from __future__ import annotations

import base64
import hashlib
import json
import uuid
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cms.api.document import document
from evidence.curating import withdraw_card
from questions.api import tallies
from questions.models import Position, Question, QuestionIndex, Take
from questions.voting import cast_vote
from questions.withdrawing import withdraw_take
from tests.api.conftest import SECRET_HEADLINE, River, publish
from tests.api.test_contract import address
from tests.world import World


def base(river: River) -> str:
    return f"/api/v1/questions/{river.slug}"


def test_the_snapshot_is_the_bytes_that_the_hash_was_made_of(river: River, api: Client) -> None:
    told = api.get(f"{base(river)}/takes/1/").json()
    exact = api.get(f"{base(river)}/takes/1/snapshot/")
    digest = hashlib.sha256(exact.content)
    assert digest.hexdigest() == told["content_hash"] == river.first.content_hash
    assert exact["Content-Digest"] == f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    assert exact["ETag"] == f'"{told["content_hash"]}"'
    assert told["take"] == json.loads(exact.content)


def test_every_take_carries_its_label_and_its_verdict(river: River, api: Client) -> None:
    take = api.get(f"{base(river)}/takes/current/").json()
    assert take["number"] == 2
    assert take["state"] == "current"
    assert take["disclosure"]["mark"] == "Written by people"
    assert take["verdict"] == {"slug": "not-yet", "label": "Not yet", "index": 0, "of": 3}
    assert take["published_at"].endswith("Z")
    question = api.get(f"{base(river)}/").json()
    assert question["current"]["disclosure"] == take["disclosure"]
    assert question["versions"] == 2
    by_id = api.get(f"/api/v1/questions/by-id/{question['id']}/").json()
    assert by_id == question


def test_the_older_version_is_superseded(river: River, api: Client) -> None:
    states = [(take["number"], take["state"]) for take in api.get(f"{base(river)}/takes/").json()["results"]]
    assert states == [(2, "current"), (1, "superseded")]


def test_a_question_without_a_version_has_no_current_take(world: World, api: Client) -> None:
    response = api.get(f"/api/v1/questions/{world.question.slug}/takes/current/")
    assert response.status_code == 404
    assert response.json()["type"] == "/api/docs/#problem-no-current-take"
    assert api.get(f"/api/v1/questions/{world.question.slug}/").json()["current"] is None


def test_a_withdrawn_version_is_gone_with_its_reason_and_no_older_one_takes_its_place(
    river: River, api: Client
) -> None:
    world = river.world
    withdraw_take(take=river.second, reason="It misread the gauge.", by=world.reviewer, now=world.now)
    for path in ("takes/2/", "takes/current/", "takes/2/claims/", "takes/2/snapshot/", "takes/2/markdown/"):
        response = api.get(f"{base(river)}/{path}")
        assert response.status_code == 410, path
        assert response.json()["reason"] == "It misread the gauge."
        assert response.json()["withdrawn_at"].endswith("Z")
    assert api.get(f"{base(river)}/").json()["current"] is None
    listed = api.get(f"{base(river)}/takes/").json()["results"][0]
    assert (listed["state"], listed["answer"]) == ("withdrawn", None)
    assert listed["withdrawal"]["reason"] == "It misread the gauge."


def test_a_card_withdrawn_later_loses_its_text_in_the_version_and_its_bytes_are_withheld(
    river: River, api: Client
) -> None:
    card = river.cards[0]
    withdraw_card(card=card, reason="Retracted.", by=river.world.reviewer, now=river.world.now)
    told = api.get(f"{base(river)}/takes/1/")
    assert card.headline not in told.content.decode()
    assert told.json()["withdrawn_sources"] == [
        {"n": 1, "ref": card.ref, "reason": "Retracted.", "withdrawn_at": "2026-05-10T12:00:00Z"}
    ]
    assert told.json()["content_hash"] == river.first.content_hash
    exact = api.get(f"{base(river)}/takes/1/snapshot/")
    assert exact.status_code == 410
    assert exact.json()["type"] == "/api/docs/#problem-snapshot-withheld"
    claims = api.get(f"{base(river)}/takes/1/claims/").json()["results"]
    withdrawn = [source["withdrawn"] for claim in claims for source in claim["sources"]]
    assert withdrawn == [True, False, False, False]
    markdown = api.get(f"{base(river)}/takes/1/markdown/").content.decode()
    assert card.headline not in markdown
    assert "withdrawn" in markdown


def test_claims_say_where_their_figures_were_found(river: River, api: Client) -> None:
    body = api.get(f"{base(river)}/takes/1/claims/").json()
    claims = [claim for claim in body["results"] if claim["place"]["part"] == "section"]
    assert [claim["result"] for claim in claims] == ["traced"] * 4
    assert body["audit"]["traced"] >= 4
    for claim in claims:
        for finding in claim["findings"]:
            assert len(finding["snippet"]) <= 200
            start, end = finding["claim_span"]
            assert claim["text"][start:end] == finding["text"]


def test_the_markdown_cites_and_labels(river: River, api: Client) -> None:
    response = api.get(f"{base(river)}/takes/2/markdown/")
    text = response.content.decode()
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert "Written by people" in text
    assert "[^1]" in text
    assert "[^1]: " in text
    assert "CC BY 4.0" in text


def test_a_version_keeps_the_votes_that_the_next_one_froze(river: River, api: Client) -> None:
    publish(river.world, river.cards[:2])
    third, second, first = api.get(f"{base(river)}/tallies/").json()["results"]
    assert (first["frozen"], second["frozen"], third["frozen"]) == (True, True, False)
    assert first["tally"]["total"] == 21
    assert first["tally"]["positions"][0]["count"] == 11
    now = api.get(f"{base(river)}/tally/").json()
    assert now["positions"] == third["tally"]["positions"]
    assert 0 < now["positions"][0]["low"] < now["positions"][0]["share"] < now["positions"][0]["high"] < 1


def test_unchanged_votes_are_304_however_late_they_are_asked_for(
    river: River, api: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = [f"{base(river)}/{path}" for path in ("tally/", "tallies/", "tallies/export.csv")]
    first = {path: api.get(path) for path in paths}
    later = timezone.now() + timedelta(seconds=90)
    monkeypatch.setattr(tallies.timezone, "now", lambda: later)
    assert api.get(paths[0]).json()["as_of"] != first[paths[0]].json()["as_of"]
    for path in paths:
        assert api.get(path, headers={"If-None-Match": first[path]["ETag"]}).status_code == 304
    cast_vote(
        question=river.world.question,
        browser=uuid.UUID(int=99),
        position="clean",
        address="198.51.100.2",
        now=river.world.now,
    )
    for path in paths:
        assert api.get(path, headers={"If-None-Match": first[path]["ETag"]}).status_code == 200


def test_a_retired_position_keeps_its_place_and_verdicts_keep_theirs(river: River, api: Client) -> None:
    verdict = api.get(f"{base(river)}/").json()["current"]["verdict"]
    Position.objects.filter(question=river.world.question, slug="not-yet").update(retired=True)
    publish(river.world, river.cards[:2], verdict=river.world.positions[1])
    detail = api.get(f"{base(river)}/").json()
    assert [(place["index"], place["retired"]) for place in detail["scale"]] == [
        (0, True),
        (1, False),
        (2, False),
    ]
    (listed,) = api.get("/api/v1/questions/").json()["results"]
    assert listed["scale"] == detail["scale"]
    assert listed["current"]["verdict"] == detail["current"]["verdict"]
    assert detail["current"]["verdict"] == {"slug": "nearly", "label": "Nearly", "index": 0, "of": 2}
    assert api.get(f"{base(river)}/takes/2/").json()["verdict"] == verdict
    second = api.get(f"{base(river)}/tallies/").json()["results"][1]["tally"]["positions"]
    assert [(place["slug"], place["index"], place["retired"]) for place in second] == [
        ("not-yet", 0, True),
        ("nearly", 1, False),
        ("clean", 2, False),
    ]


def test_few_votes_are_told_as_a_total_only(world: World, api: Client) -> None:
    tally = api.get(f"/api/v1/questions/{world.question.slug}/tally/").json()
    assert (tally["total"], tally["shown"]) == (0, False)
    assert [position["share"] for position in tally["positions"]] == [None] * 3


def test_evidence_carries_stances_and_its_window(river: River, api: Client) -> None:
    body = api.get(f"{base(river)}/evidence/?on=2026-05-10").json()
    assert body["window"] == {"first": "2026-02-10", "last": "2026-05-10"}
    assert {card["slug"] for card in body["results"]} == {card.card_ref.slug for card in river.cards}
    one = api.get(f"{base(river)}/evidence/?on=2026-05-10&stance=nearly").json()["results"]
    assert [card["stance"]["slug"] for card in one] == ["nearly"]


def test_readings_say_whether_they_crossed(river: River, api: Client) -> None:
    path = f"{base(river)}/indicators/fish-sightings/readings/?from=2026-05-01&until=2026-05-09"
    readings = api.get(path).json()["results"]
    assert readings[0] == {**readings[0], "day": "2026-05-09", "value": 4, "crossed": True}
    latest = api.get(f"{base(river)}/indicators/fish-sightings/").json()
    assert latest["latest"]["day"] == "2026-05-09"
    assert latest["topics"] == {"any": ["fish"], "all": [], "none": []}


def test_a_withdrawn_card_is_gone_and_stays_listed_without_its_text(river: River, api: Client) -> None:
    slug = river.withdrawn.card_ref.slug
    response = api.get(f"/api/v1/cards/{slug}/")
    assert response.status_code == 410
    assert response.json()["reason"] == "The source took it back."
    listed = {card["slug"]: card for card in api.get("/api/v1/cards/").json()["results"]}
    assert (listed[slug]["state"], listed[slug]["headline"]) == ("withdrawn", None)
    found = api.get("/api/v1/cards/?q=zebrafish").json()["results"]
    assert found == []


def test_nothing_unpublished_appears_anywhere(river: River, api: Client) -> None:
    world = river.world
    hidden = world.card("Otters unseen by readers", publish=False, source=world.herald)
    draft = world.take([("A heron nobody published stood there.", [river.cards[0]])], answer="Hidden heron.")
    index = QuestionIndex.objects.get(pk=world.index.pk)
    index.add_child(instance=Question(title="Will the weir fall?", slug="will-the-weir-fall", live=False))
    for template in document()["paths"]:
        text = api.get(address(template, river)).content.decode()
        for secret in ("Otters unseen", "heron", "weir fall", SECRET_HEADLINE, "valley-herald"):
            assert secret not in text, (template, secret)
    unknown = api.get("/api/v1/questions/no-such-question/takes/")
    assert api.get("/api/v1/questions/will-the-weir-fall/takes/").content == unknown.content
    assert Take.objects.get(pk=draft.pk).number is None
    assert hidden.ref is None

"""The difference of two versions as partners read it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from evidence.curating import withdraw_card
from questions.models import Question, TripWire
from questions.publishing import publish_take
from questions.withdrawing import withdraw_take
from tests.api.conftest import River


def address(river: River, pair: str) -> str:
    return f"/api/v1/questions/{river.slug}/compare/{pair}/"


def test_segments_give_back_both_answers_and_the_evidence_is_told(river: River, api: Client) -> None:
    answer = api.get(address(river, "1..2"))
    assert answer.status_code == 200
    told = json.loads(answer.content)
    assert (told["older"]["number"], told["newer"]["number"]) == (1, 2)
    assert told["newer"]["content_hash"] == river.second.content_hash
    assert told["older"]["disclosure"]["mark"] == told["newer"]["disclosure"]["mark"] == "Written by people"
    assert told["verdict_changed"] is False
    older = "".join(segment["text"] for segment in told["text"]["answer"] if segment["kind"] != "insert")
    assert older == "Not yet."
    lines = [line["kind"] for line in told["text"]["sections"][0]["sentences"]]
    assert lines == ["same", "same", "same", "removed"]
    assert [card["ref"] for card in told["evidence"]["removed"]] == [river.cards[3].ref]
    assert told["evidence"]["added"] == []
    assert [wire["kind"] for wire in told["text"]["trip_wires"]] == ["added"]
    assert told["change"]["reason"] == "First answer."
    assert told["licence"]["name"]
    assert api.get(address(river, "1..2"), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code == 304


@pytest.mark.parametrize("pair", ["1..3", "0..1", "1..99999999999999999999"])
def test_other_pairs_are_not_found(river: River, api: Client, pair: str) -> None:
    answer = api.get(address(river, pair))
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")


@pytest.mark.parametrize(
    ("pair", "told"),
    [
        ("2..1", "must come before the newer one: ask for 1..2."),
        ("1..1", "must be another version than the newer one."),
    ],
)
def test_a_pair_in_the_wrong_order_is_refused_with_the_right_one(
    pair: str, told: str, river: River, api: Client
) -> None:
    answer = api.get(address(river, pair))
    assert answer.status_code == 400
    assert answer.json()["errors"] == [{"parameter": "older", "detail": told}]


def publish_watching(river: River, **condition: object) -> None:
    """The next version, with one trip-wire that has this condition."""
    world = river.world
    draft = world.take([("The gauge counted 11 salmon at the weir.", [river.cards[0]])], answer="Not yet.")
    wire = TripWire(towards=world.positions[2], text="Salmon spawn above the weir.", **condition)
    draft.trip_wires = [wire]
    draft.save()
    draft.save_revision(user=world.editor)
    publish_take(take=draft, by=world.reviewer, now=world.now)


def test_a_condition_is_told_and_its_change_is_a_change(river: River, api: Client) -> None:
    publish_watching(river)
    for at_least in (3, 5):
        publish_watching(river, condition="cards", at_least=at_least, topic=river.world.fish)
    words = "at least 3 cards on Fish that came after this take's evidence"
    (new,) = api.get(address(river, "3..4")).json()["text"]["trip_wires"]
    assert (new["kind"], new["condition_before"], new["condition_after"]) == ("changed", None, words)
    (moved,) = api.get(address(river, "4..5")).json()["text"]["trip_wires"]
    assert (moved["kind"], moved["condition_before"]) == ("changed", words)
    assert moved["condition_after"] == words.replace("3", "5")
    markdown = api.get(f"/api/v1/questions/{river.slug}/takes/4/markdown/").content.decode()
    assert f"Salmon spawn above the weir. *Checked nightly: {words}.*" in markdown


def test_unknown_parameters_are_named(river: River, api: Client) -> None:
    answer = api.get(address(river, "1..2") + "?word=1")
    assert answer.status_code == 400
    assert b"word" in answer.content


def test_a_withdrawn_version_answers_410_with_its_reason(river: River, api: Client) -> None:
    withdraw_take(take=river.first, reason="Misread.", by=river.world.reviewer, now=river.world.now)
    answer = api.get(address(river, "1..2"))
    assert answer.status_code == 410
    assert json.loads(answer.content)["reason"] == "Misread."


def test_a_withdrawn_card_is_told_without_its_text(river: River, api: Client) -> None:
    card = river.cards[3]
    withdraw_card(card=card, reason="Taken back.", by=river.world.reviewer, now=river.world.now)
    answer = api.get(address(river, "1..2"))
    assert card.headline not in answer.content.decode()
    (removed,) = json.loads(answer.content)["evidence"]["removed"]
    assert (removed["ref"], removed["headline"]) == (card.ref, "")


def test_a_hidden_question_has_no_comparison(river: River, api: Client) -> None:
    Question.objects.filter(slug=river.slug).update(live=False)
    assert api.get(address(river, "1..2")).status_code == 404

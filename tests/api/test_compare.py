"""The difference of two versions as partners read it."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from evidence.curating import withdraw_card
from questions.models import Question
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


@pytest.mark.parametrize("pair", ["2..1", "1..1", "1..3", "0..1", "1..99999999999999999999"])
def test_other_pairs_are_not_found(river: River, api: Client, pair: str) -> None:
    answer = api.get(address(river, pair))
    assert answer.status_code == 404
    assert answer["Content-Type"].startswith("application/problem+json")


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

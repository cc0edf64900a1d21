"""Many cards at once; *Select all in listing* means the listing."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from cms.users.models import User
from evidence.admin import bulk
from evidence.models import Card
from tests.evidence.admin.conftest import MakeCard


def bulk_url(action: str, query: str) -> str:
    return reverse("wagtail_bulk_action", args=["evidence", "card", action]) + f"?{query}"


def states() -> dict[str, str]:
    return dict(Card.objects.values_list("headline", "state"))


@pytest.fixture
def four(make_card: MakeCard) -> list[Card]:
    return [
        make_card("High water"),
        make_card("Low water"),
        make_card("Old water", state=Card.State.DISMISSED),
        make_card("Public water", state=Card.State.PUBLISHED),
    ]


def test_all_of_a_filtered_list_is_what_the_list_shows(desk: Client, four: list[Card]) -> None:
    query = "id=all&state=inbox&q=high"
    page = desk.get(bulk_url("dismiss", query)).content.decode()
    assert "High water" in page
    assert "Low water" not in page
    desk.post(bulk_url("dismiss", query))
    assert states() == {
        "High water": "dismissed",
        "Low water": "inbox",
        "Old water": "dismissed",
        "Public water": "published",
    }


@pytest.mark.parametrize(
    "query", ["id=all&state=nonsense", "id=all&published_on_from=soon", "id=all&q=drought"]
)
def test_an_unreadable_or_empty_list_is_nothing_and_not_everything(
    desk: Client, four: list[Card], query: str
) -> None:
    before = states()
    assert desk.get(bulk_url("publish", query)).status_code == 200
    desk.post(bulk_url("publish", query))
    assert states() == before


def test_cards_that_stand_elsewhere_are_left_alone(desk: Client, four: list[Card]) -> None:
    query = "&".join(f"id={card.pk}" for card in four)
    assert "left alone" in desk.get(bulk_url("keep", query)).content.decode()
    desk.post(bulk_url("keep", query), {"day": "2026-05-01"})
    assert states()["High water"] == states()["Low water"] == "kept"
    assert states()["Public water"] == "published"
    assert Card.objects.get(headline="Low water").briefing.day.isoformat() == "2026-05-01"


def test_publishing_gives_each_a_ref(desk: Client, four: list[Card]) -> None:
    desk.post(bulk_url("publish", "id=all&state=inbox"))
    assert Card.objects.filter(state="published", ref__isnull=False).count() == 3


def test_an_unreadable_day_keeps_nothing(desk: Client, four: list[Card]) -> None:
    assert "valid date" in desk.post(bulk_url("keep", "id=all&state=inbox"), {"day": "x"}).content.decode()
    assert states()["High water"] == "inbox"


def test_too_many_are_refused_with_a_sentence(
    desk: Client, four: list[Card], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "AT_MOST", 1)
    query = "id=all&state=inbox"
    assert "Narrow the list" in desk.get(bulk_url("dismiss", query)).content.decode()
    desk.post(bulk_url("dismiss", query))
    assert states()["High water"] == "inbox"


@pytest.mark.parametrize("query", ["id=x", "id=1;drop", "id=", "id=99999999999999999999"])
def test_forged_ids_do_nothing(desk: Client, four: list[Card], query: str) -> None:
    assert desk.get(bulk_url("dismiss", query)).status_code == 200


def test_an_editor_deletes_nothing(desk: Client, four: list[Card]) -> None:
    desk.post(bulk_url("delete", "id=all"))
    assert len(states()) == 4


def test_a_reviewer_deletes_what_is_listed_and_was_never_public(
    client: Client, reviewer: User, four: list[Card]
) -> None:
    client.force_login(reviewer)
    client.post(bulk_url("delete", "id=all&state=dismissed"))
    assert set(states()) == {"High water", "Low water", "Public water"}
    client.post(bulk_url("delete", "id=all"))
    assert set(states()) == {"Public water"}


def test_onlookers_do_nothing(client: Client, onlooker: User, four: list[Card]) -> None:
    client.force_login(onlooker)
    before = states()
    for action in ("keep", "dismiss", "publish", "delete"):
        client.post(bulk_url(action, "id=all"), {"day": "2026-05-01"})
    assert states() == before

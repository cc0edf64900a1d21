"""The card chooser of the text editor."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.users.models import User
from evidence.models import Card, Source
from tests.evidence.admin.conftest import MakeCard, person

CHOOSE = reverse("wagtailsnippetchoosers_evidence_card:choose")
RESULTS = reverse("wagtailsnippetchoosers_evidence_card:choose_results")
CREATE = reverse("wagtailsnippetchoosers_evidence_card:create")


def new_card(by_source: Source, /, **changes: Any) -> dict[str, Any]:
    return {
        "headline": "The tide fell",
        "source": by_source.pk,
        "excerpt": "By 2 m.",
        "excerpt_origin": "quoted",
        "published_on": "2026-04-14",
        "url": "https://example.org/tide",
    } | changes


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("rose", True),
        ("ro", True),
        ("2026-04-14#0", True),
        ("2026-04", True),
        ("fell", False),
        ("2025", False),
    ],
)
def test_published_cards_are_found_by_words_and_ref(
    desk: Client, make_card: MakeCard, query: str, found: bool
) -> None:
    make_card(state=Card.State.PUBLISHED)
    assert ("The tide rose" in desk.get(RESULTS, {"q": query}).content.decode()) is found


@pytest.mark.parametrize("state", ["inbox", "kept", "dismissed", "withdrawn"])
def test_other_cards_are_not_offered_and_not_chosen(desk: Client, make_card: MakeCard, state: str) -> None:
    card = make_card(state=state)
    assert "The tide rose" not in desk.get(CHOOSE).content.decode()
    assert desk.get(reverse("wagtailsnippetchoosers_evidence_card:chosen", args=[card.pk])).status_code == 404
    several = reverse("wagtailsnippetchoosers_evidence_card:chosen_multiple")
    assert json.loads(desk.get(several, {"id": [card.pk, "x"]}).content)["result"] == []


def test_a_chosen_card_brings_its_ref_headline_and_address(desk: Client, make_card: MakeCard) -> None:
    card = make_card(state=Card.State.PUBLISHED)
    answer = desk.get(reverse("wagtailsnippetchoosers_evidence_card:chosen", args=[card.pk]))
    result = json.loads(answer.content)["result"]
    assert (result["id"], result["ref"], result["title"], result["url"]) == (
        str(card.pk),
        "2026-04-14#0",
        "The tide rose",
        "/cards/2026-04-14-0/",
    )


@pytest.mark.parametrize("pk", ["0", "x", "1%27", "99999999999999999999"])
def test_a_forged_choice_is_not_found(desk: Client, pk: str) -> None:
    assert desk.get(f"{CHOOSE}chosen/{pk}/").status_code == 404


def test_a_card_made_in_the_chooser_is_published_and_chosen(desk: Client, source: Source) -> None:
    assert "Create card" in json.loads(desk.get(CHOOSE).content)["html"]
    result = json.loads(desk.post(CREATE, new_card(source)).content)["result"]
    card = Card.objects.get()
    assert (card.state, result["ref"], card.links.get().url) == (
        "published",
        card.ref,
        "https://example.org/tide",
    )


@pytest.mark.parametrize(
    "changes", [{"headline": ""}, {"headline": "<b></b>"}, {"url": "javascript:1"}, {"source": "0"}]
)
def test_a_refused_new_card_shows_the_form_again(
    desk: Client, source: Source, changes: dict[str, str]
) -> None:
    answer = json.loads(desk.post(CREATE, new_card(source, **changes)).content)
    assert answer["step"] == "reshow_creation_form"
    assert not Card.objects.exists()


def test_making_cards_takes_both_permissions(client: Client, source: Source, onlooker: User) -> None:
    for user in (onlooker, person("only-adds", "add")):
        client.force_login(user)
        assert client.post(CREATE, new_card(source)).status_code == 302
    assert not Card.objects.exists()

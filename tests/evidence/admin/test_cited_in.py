"""Cards that a take cites: the desk says where, and refuses to delete them."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse

from evidence.models import Card
from tests.world import World


def url(name: str, card: Card) -> str:
    return reverse(f"wagtailsnippets_evidence_card:{name}", args=[card.pk])


def test_a_draft_that_cites_a_card_is_named(client: Client, world: World) -> None:
    card = world.card()
    world.take([("Salmon are back.", [card])])
    client.force_login(world.editor)
    assert "Is the river clean again?" in client.get(url("inspect", card)).content.decode()


def test_withdrawing_names_what_cites_the_card(client: Client, world: World) -> None:
    card = world.card()
    world.take([("Salmon are back.", [card])])
    client.force_login(world.reviewer)
    assert "Is the river clean again?" in client.get(url("withdraw", card)).content.decode()


def test_a_cited_card_of_the_inbox_is_not_deleted(client: Client, world: World) -> None:
    card = world.card(publish=False)
    world.take([("Salmon are back.", [card])])
    client.force_login(world.admin)
    assert "A text cites this card" in client.post(url("delete", card), follow=True).content.decode()
    client.post(reverse("wagtail_bulk_action", args=["evidence", "card", "delete"]) + f"?id={card.pk}")
    assert Card.objects.filter(pk=card.pk).exists()

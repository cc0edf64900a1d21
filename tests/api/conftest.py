"""The river's question with two versions, a withdrawn card, readings and votes, as partners read it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from evidence.curating import withdraw_card
from evidence.models import Card
from questions.measuring import rebuild_readings
from questions.models import Take
from questions.publishing import publish_take
from questions.voting import cast_vote
from tests.sharing import shared
from tests.world import TODAY, World

SECRET_HEADLINE = "Zebrafish seen under the old bridge"


@dataclass
class River:
    """What the tests ask for by name."""

    world: World
    cards: list[Card]
    withdrawn: Card
    first: Take
    second: Take

    @property
    def slug(self) -> str:
        return self.world.question.slug


def publish(world: World, cards: list[Card], **fields: Any) -> Take:
    draft = world.take(
        [(f"The gauge counted {n + 11} salmon at the weir.", [card]) for n, card in enumerate(cards)],
        answer="Not yet.",
        **fields,
    )
    return publish_take(take=draft, by=world.reviewer, now=world.now)


@shared
def river(world: World) -> River:
    cards = [
        world.card(
            f"Salmon counted {n}",
            f"The gauge counted {n + 11} salmon at the weir.",
            published_on=TODAY - timedelta(days=n + 2),
            stance=world.positions[n % 3],
            links=[(f"https://gauge.example/{n}", "Reading")],
        )
        for n in range(4)
    ]
    assert world.indicator.pk
    rebuild_readings(question=world.question, now=world.now)
    first = publish(world, cards)
    for n in range(21):
        cast_vote(
            question=world.question,
            browser=uuid.UUID(int=n + 1),
            position=world.positions[n % 2].slug,
            address="198.51.100.1",
            now=world.now,
        )
    second = publish(world, cards[:3], trip_wires=[(world.positions[2], "Twelve more sightings.")])
    gone = world.card(SECRET_HEADLINE, published_on=TODAY - timedelta(days=9))
    withdraw_card(card=gone, reason="The source took it back.", by=world.reviewer, now=world.now)
    gone.refresh_from_db()
    return River(world, cards, gone, first, second)


@pytest.fixture
def api(client: Client) -> Client:
    return client

"""A partner with a key, a question with enough evidence, and a draft to hand in."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from cms.models import ApiKey, Partner
from cms.partners.keys import issue_key
from evidence.models import Card
from tests.world import NOW, World

EXPIRES = timedelta(days=365)


@pytest.fixture
def standing_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@dataclass
class Desk:
    """What the tests ask for by name; `standing_clock` makes the API read the world's time."""

    world: World
    partner: Partner
    key: ApiKey
    token: str
    cards: list[Card]

    @property
    def path(self) -> str:
        return f"/api/v1/questions/{self.world.question.slug}/drafts/"

    def body(self, **changes: Any) -> dict[str, Any]:
        """A draft that the audit has nothing to say of."""
        return {
            "verdict": "nearly",
            "answer": "The river is nearly clean.",
            "sections": [
                {
                    "kind": "answer",
                    "heading": "What the gauge counted",
                    "paragraphs": [
                        [
                            {
                                "text": "The gauge counted 11 salmon at the weir.",
                                "cards": [self.cards[0].ref],
                            },
                            {
                                "text": "The gauge counted 12 salmon at the weir.",
                                "cards": [self.cards[1].ref],
                            },
                        ]
                    ],
                }
            ],
            "trip_wires": [{"towards": "clean", "text": "Salmon spawn above the weir."}],
            "drafter": {"name": "scribe", "version": "2.1"},
            **changes,
        }

    def send(self, body: Any, *, name: str = "draft-1", token: str | None = None, **headers: str) -> Any:
        """Hand in a body, JSON values or bytes."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        named = {"Authorization": f"Bearer {token or self.token}", "Idempotency-Key": name, **headers}
        return Client().post(
            self.path, sent, content_type=headers.pop("type", "application/json"), headers=named
        )

    def get(self, path: str, token: str | None = None) -> Any:
        """Ask with the partner's key, or with another."""
        return Client().get(path, headers={"Authorization": f"Bearer {token or self.token}"})


def make_partner(world: World, slug: str = "harbour-desk", **fields: Any) -> Partner:
    return Partner.objects.create(
        name=slug.title(), slug=slug, contact=f"{slug}@example.org", user=world.agent, **fields
    )


def make_key(world: World, partner: Partner, *scopes: str, **fields: Any) -> tuple[ApiKey, str]:
    now = fields.pop("now", world.now)
    return issue_key(
        partner=partner,
        label="Drafts",
        scopes=scopes or ("takes:draft",),
        expires_at=fields.pop("expires_at", now + EXPIRES),
        by=world.admin,
        now=now,
    )


def make_desk(world: World) -> Desk:
    cards = [
        world.card(
            f"Salmon counted {n}",
            f"The gauge counted {n + 11} salmon at the weir.",
            published_on=world.today - timedelta(days=n + 2),
            stance=world.positions[n % 3],
        )
        for n in range(4)
    ]
    partner = make_partner(world)
    key, token = make_key(world, partner)
    return Desk(world, partner, key, token, cards)

"""A question with evidence, and runs of a language-model drafter that asks a loopback server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from evidence.briefings import briefing_for, publish_briefing
from evidence.curating import keep_card
from evidence.models import Card
from questions.drafting import running
from questions.drafting.language_model.configuring import Configuration, Limits
from questions.drafting.language_model.drafter import LanguageModel
from questions.drafting.running import execute_run, request_run
from questions.models import Run, Take
from tests.model_server import ModelServer
from tests.sharing import shared
from tests.world import NOW, TODAY, World

QUICK = Limits(wall=20.0, poll=0.05, pause=0.05, most_bytes=200_000)


def fill(world: World, excerpt: str = "") -> list[Card]:
    """Six cards of three sources in one briefing, three for each of the first two positions."""
    cards = [
        world.card(
            f"Report {n} on the river",
            f"Report {n} says: {excerpt}"
            if excerpt
            else f"The water held {n + 3} milligrams of phosphate in spring. Nobody had measured it before.",
            source=(world.gauge, world.herald, world.institute)[n % 3],
            stance=world.positions[1] if n % 2 == 0 else world.positions[0],
            published_on=TODAY - timedelta(days=n + 1),
            publish=False,
        )
        for n in range(6)
    ]
    for card in cards:
        keep_card(card=card, day=TODAY, by=world.editor, now=NOW)
    publish_briefing(briefing=briefing_for(TODAY), by=world.editor, now=NOW)
    return cards


class Desk:
    """Asks for runs and does them, as the desk and the worker would."""

    def __init__(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world = world
        self.servers: list[ModelServer] = []
        self._monkeypatch = monkeypatch

    def serve(self, *modes: str, **changes: object) -> ModelServer:
        """A server in these modes, and a drafter that asks it."""
        server = ModelServer(modes or ("good",))
        self.servers.append(server)
        configured = replace(
            Configuration(url=server.url, model="small-1", key="key-of-the-tests", limits=QUICK),
            **changes,  # type: ignore[arg-type]
        )
        self.configure(configured)
        return server

    def configure(self, configured: Configuration) -> None:
        self._monkeypatch.setitem(running.DRAFTERS, "language_model", LanguageModel(configured))

    def ask(self, **changes: object) -> Run:
        given: dict[str, object] = {
            "question": self.world.question, "by": self.world.editor, "trigger": Run.Trigger.EDITOR,
            "day": TODAY, "now": NOW, "drafter": "language_model",
        }  # fmt: skip
        return request_run(**{**given, **changes})  # type: ignore[arg-type]

    def draft(self, clock: Callable[[], datetime] = lambda: NOW) -> Run:
        return execute_run(key=self.ask().key, clock=clock)

    def take_of(self, run: Run) -> Take | None:
        return Take.objects.filter(run=run).first()


@shared
def filled(world: World) -> World:
    """The world with six cards."""
    fill(world)
    return world


@pytest.fixture
def desk(filled: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The desk over the world's question, with six cards."""
    made = Desk(filled, monkeypatch)
    yield made
    for server in made.servers:
        server.close()


@pytest.fixture
def committed_desk(committed_world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """The same with real commits, for several connections at once."""
    fill(committed_world)
    made = Desk(committed_world, monkeypatch)
    yield made
    for server in made.servers:
        server.close()

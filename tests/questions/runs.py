"""Versions that a drafter made, by the use cases that make them."""

from __future__ import annotations

from typing import Any

from questions.drafting.running import execute_run, request_run
from questions.models import Run, Take
from questions.publishing import publish_take
from tests.world import World


def river_cards(world: World) -> None:
    """Enough published cards with stances for the extractive drafter."""
    sources = (world.gauge, world.herald, world.institute)
    for n in range(9):
        world.card(
            f"Weir report {n}",
            f"The gauge counted {n + 11} salmon at the weir. The count was {n + 3} above the mean.",
            source=sources[n % 3],
            stance=world.positions[2 if n < 6 else 0],
        )


def drafted(world: World) -> Run:
    """A run that the extractive drafter finished."""
    river_cards(world)
    asked = request_run(
        question=world.question, by=world.agent, trigger=Run.Trigger.EDITOR, day=world.today, now=world.now
    )
    run = execute_run(key=asked.key, clock=lambda: world.now)
    assert run.state == Run.State.DONE, run.error
    return run


def drafted_version(world: World, **changes: Any) -> Take:
    """A version that is the extractive drafter's draft, published by a reviewer as it was handed over."""
    take = Take.objects.get(run=drafted(world))
    return publish_take(take=take, by=world.reviewer, now=world.now)

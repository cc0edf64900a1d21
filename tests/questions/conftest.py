"""What every test of the questions begins with."""

from __future__ import annotations

from tests.sharing import shared
from tests.world import World


@shared
def world() -> World:
    """The named world in which the river's question is asked already."""
    return World().asking()

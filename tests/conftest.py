"""Fixtures that every test may use."""

import pytest

from tests.database import (
    committed_db,
    databases,
    django_db_setup,
    live_site,
    pytest_runtest_teardown,
)
from tests.world import World

__all__ = [
    "committed_db",
    "databases",
    "django_db_setup",
    "live_site",
    "pytest_runtest_teardown",
]


@pytest.fixture
def world(db: None) -> World:
    """The named world, rolled back after the test."""
    return World()


@pytest.fixture
def committed_world(committed_db: None) -> World:
    """The named world in a database of its own with real commits."""
    return World()

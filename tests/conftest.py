"""Fixtures that every test may use."""

import pytest

from tests.database import (
    _django_db_helper,
    committed_db,
    databases,
    django_db_setup,
    live_site,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_runtest_teardown,
    pytest_unconfigure,
    stage,
)
from tests.sharing import shared
from tests.world import World

__all__ = [
    "_django_db_helper",
    "committed_db",
    "databases",
    "django_db_setup",
    "live_site",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_runtest_teardown",
    "pytest_unconfigure",
    "stage",
]


@shared
def world() -> World:
    """The named world, rolled back after the test."""
    return World()


@pytest.fixture
def committed_world(committed_db: None) -> World:
    """The named world in a database of its own with real commits."""
    return World()

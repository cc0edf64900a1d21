"""The tests' database: migrated once into a template, copied for each worker in half a second.

`tests/conftest.py` imports the fixtures. Without DATABASE_URL the server is our own, with fsync off, kept in
`var/test-postgres` and shared by every session that runs at the same time; the last one to leave stops it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from psycopg import sql
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from cms.localpg import FAST, LocalPostgres
from tests.sharing import Stage, recipes_of, side_by_side

TEMPLATE_PREFIX = "assay_template_"
COPY_PREFIX = "assay_test_"


@dataclass(frozen=True, slots=True)
class Databases:
    """The server, the migrated template on it, and this worker's own copy."""

    link: psycopg.Connection
    url: str
    template: str
    own: str

    def copy_template(self, name: str) -> None:
        self.drop(name)
        statement = sql.SQL("create database {} template {} strategy file_copy")
        self.link.execute(statement.format(sql.Identifier(name), sql.Identifier(self.template)))

    def drop(self, name: str) -> None:
        self.link.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    def renew(self) -> None:
        """Give this worker a fresh copy: rows that migrations made are back."""
        STAGE.clear()
        connections.close_all()
        self.copy_template(self.own)


DATABASES = pytest.StashKey["Databases"]()
STAGE = Stage()


@contextmanager
def running_server() -> Iterator[str]:
    """Yield the address of a server that may create databases: DATABASE_URL's, or else our own."""
    given = os.environ.get("DATABASE_URL")
    if given:
        yield given
        return
    server = LocalPostgres(Path(settings.BASE_DIR) / "var" / "test-postgres", FAST)
    with open(server.root / "users.lock", "a") as users:
        fcntl.flock(users, fcntl.LOCK_SH)
        try:
            yield server.ensure().url()
        finally:
            with suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                server.stop()


def point_django_at(url: str, name: str) -> None:
    """Make `default` the database `name` on the server at `url`, for connections opened from now on."""
    STAGE.clear()
    connections.close_all()
    wanted = {**environ.Env.db_url_config(url), "NAME": name}
    target = connections.settings["default"]
    target.update({key: wanted.get(key, "") for key in ("HOST", "PORT", "USER", "PASSWORD", "NAME")})


def migrations_key() -> str:
    """Return the hash of every migration of every installed app."""
    digest = hashlib.sha256()
    for app in sorted(apps.get_app_configs(), key=lambda app: app.label):
        for file in sorted((Path(app.path) / "migrations").glob("*.py")):
            digest.update(f"{app.label}/{file.name}".encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def claim_key(name: str) -> int:
    """Return the advisory lock number that says somebody uses the database `name`."""
    return zlib.crc32(name.encode())


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
    worker_id: str,
) -> Iterator[Databases]:
    # Advisory locks count within one database, so every session takes them in the same one.
    with (
        running_server() as url,
        psycopg.connect(url, dbname="postgres", autocommit=True) as link,
        django_db_blocker.unblock(),
    ):
        template = f"{TEMPLATE_PREFIX}{migrations_key()}"
        own = f"{COPY_PREFIX}{os.getpid()}_{worker_id}"
        for name in (template, own):
            link.execute("select pg_advisory_lock_shared(%s)", [claim_key(name)])
        _drop_what_nobody_uses(link, keep={template, own})
        found = Databases(link, url, template, own)
        _ensure_template(found)
        found.copy_template(own)
        point_django_at(url, own)
        request.config.stash[DATABASES] = found
        yield found
        del request.config.stash[DATABASES]
        STAGE.clear()
        connections.close_all()
        found.drop(own)


@pytest.fixture(scope="session")
def django_db_setup(databases: Databases) -> None:
    """Replaces pytest-django's: the tables come with the copied template."""


@pytest.fixture
def stage(
    request: pytest.FixtureRequest, databases: Databases, django_db_blocker: DjangoDbBlocker
) -> dict[str, Any]:
    """What the shared fixtures of this test made, as copies; their rows stand around the test's transaction."""
    with django_db_blocker.unblock():
        return STAGE.set_up(recipes_of(request.node))


@pytest.fixture
def _django_db_helper(stage: dict[str, Any], _django_db_helper: None) -> None:
    """pytest-django's, which begins the test's transaction: the stage has to stand before it."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items[:] = side_by_side(items)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """A test with real commits ends by emptying every table; the next one gets a new copy of the template."""
    result = yield
    marker = item.get_closest_marker("django_db")
    transactional = marker is not None and marker.kwargs.get("transaction", False)
    fixtures = set(getattr(item, "fixturenames", ()))
    databases = item.config.stash.get(DATABASES, None)
    if databases and (transactional or {"transactional_db", "live_server"} & fixtures):
        databases.renew()
    return result


@pytest.fixture
def committed_db(databases: Databases, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A database of this test's own with real commits, for several connections at once."""
    name = f"{databases.own}_committed"
    with django_db_blocker.unblock():
        databases.copy_template(name)
        point_django_at(databases.url, name)
        try:
            yield
        finally:
            point_django_at(databases.url, databases.own)
            databases.drop(name)


@pytest.fixture
def live_site(committed_db: None) -> Iterator[LiveServer]:
    """The whole site on a free port, over a database of this test's own; `.url` is its address."""
    server = LiveServer("127.0.0.1")
    yield server
    server.stop()


def _ensure_template(databases: Databases) -> None:
    """Migrate into the template unless some worker has; it gets its name when it is complete."""
    link, template = databases.link, databases.template
    link.execute("select pg_advisory_lock(%s)", [claim_key("building a template")])
    try:
        if link.execute("select 1 from pg_database where datname = %s", [template]).fetchone():
            return
        unfinished = f"unfinished_{template}"
        databases.drop(unfinished)
        link.execute(sql.SQL("create database {}").format(sql.Identifier(unfinished)))
        point_django_at(databases.url, unfinished)
        call_command("migrate", interactive=False, verbosity=0)
        connections.close_all()
        rename = sql.SQL("alter database {} rename to {}")
        link.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(template)))
    finally:
        link.execute("select pg_advisory_unlock(%s)", [claim_key("building a template")])


def _drop_what_nobody_uses(link: psycopg.Connection, keep: set[str]) -> None:
    """Drop templates of other migrations and copies of killed sessions; a lock claims those in use."""
    query = "select datname from pg_database where starts_with(datname, %s) or starts_with(datname, %s)"
    for (name,) in link.execute(query, [TEMPLATE_PREFIX, COPY_PREFIX]).fetchall():
        claim = claim_key(name.removesuffix("_committed"))
        if name in keep or not _locked(link, claim):
            continue
        link.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))
        link.execute("select pg_advisory_unlock(%s)", [claim])


def _locked(link: psycopg.Connection, claim: int) -> bool:
    row = link.execute("select pg_try_advisory_lock(%s)", [claim]).fetchone()
    return bool(row and row[0])

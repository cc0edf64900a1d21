"""The tests' database: migrated once into a template, copied for each worker in half a second.

With several workers the template is made beside them by `python -m tests.database`, while they collect the tests.
`tests/conftest.py` imports the fixtures. Without DATABASE_URL the server is our own, with fsync off, kept in
`var/test-postgres` and shared by every session that runs at the same time; the last one to leave stops it.
"""

from __future__ import annotations

import fcntl
import gc
import hashlib
import os
import subprocess
import sys
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
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
BUILDING = pytest.StashKey["subprocess.Popen[bytes]"]()
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


def template_name() -> str:
    """The template that these migrations make."""
    return f"{TEMPLATE_PREFIX}{migrations_key()}"


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
        template = template_name()
        own = f"{COPY_PREFIX}{os.getpid()}_{worker_id}"
        for name in (template, own):
            link.execute("select pg_advisory_lock_shared(%s)", [claim_key(name)])
        _drop_what_nobody_uses(link, keep={template, own})
        found = Databases(link, url, template, own)
        ensure_template(link, url, template)
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


def pytest_configure(config: pytest.Config) -> None:
    """Where several workers are about to start, begin with the template that all of them wait for."""
    if getattr(config.option, "numprocesses", None) and not hasattr(config, "workerinput"):
        config.stash[BUILDING] = subprocess.Popen(
            [sys.executable, "-m", "tests.database"], cwd=config.rootpath
        )


def pytest_unconfigure(config: pytest.Config) -> None:
    building = config.stash.get(BUILDING, None)
    if building is not None:
        building.terminate()
        building.wait()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """First the modules that need no template, which is being made; then what drives a browser, which takes longest."""
    asking = {item.path for item in items if _asks_the_database(item)}
    driving = {item.path for item in items if item.get_closest_marker("journey")}
    items[:] = sorted(side_by_side(items), key=lambda item: (item.path in asking, item.path not in driving))


def _asks_the_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", ())
    return "databases" in fixtures or item.get_closest_marker("django_db") is not None


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


def ensure_template(link: psycopg.Connection, url: str, template: str) -> None:
    """Migrate into the template unless somebody has; it gets its name when it is complete."""
    link.execute("select pg_advisory_lock(%s)", [claim_key("building a template")])
    try:
        if link.execute("select 1 from pg_database where datname = %s", [template]).fetchone():
            return
        unfinished = f"unfinished_{template}"
        link.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(unfinished)))
        link.execute(sql.SQL("create database {}").format(sql.Identifier(unfinished)))
        point_django_at(url, unfinished)
        with _seldom_collecting():
            call_command("migrate", interactive=False, verbosity=0)
        connections.close_all()
        rename = sql.SQL("alter database {} rename to {}")
        link.execute(rename.format(sql.Identifier(unfinished), sql.Identifier(template)))
    finally:
        link.execute("select pg_advisory_unlock(%s)", [claim_key("building a template")])


@contextmanager
def _seldom_collecting() -> Iterator[None]:
    """As `manage.py prepare` migrates: looking for garbage after every 700 objects is a third of it."""
    before = gc.get_threshold()
    gc.freeze()
    gc.set_threshold(50_000, 10, 10)
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


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


def main() -> None:
    """Make the template, or find that it is there."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    with running_server() as url, psycopg.connect(url, dbname="postgres", autocommit=True) as link:
        template = template_name()
        link.execute("select pg_advisory_lock_shared(%s)", [claim_key(template)])
        ensure_template(link, url, template)


if __name__ == "__main__":
    main()

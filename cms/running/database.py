"""Which database a run uses, and whether it is still the one that was prepared."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

import psycopg
from psycopg.conninfo import make_conninfo

from cms.running.errors import CannotStart

SCHEMES = frozenset({"postgres", "postgresql", "psql", "pgsql"})
FOR_DJANGO = frozenset(
    {"atomic_requests", "autocommit", "conn_health_checks", "conn_max_age", "disable_server_side_cursors"}
)
"""Options of the address that are Django's and not the driver's."""
EXAMPLE = "postgresql://user:password@host:5432/name"


@dataclass(frozen=True, slots=True)
class Target:
    """A PostgreSQL database as DATABASE_URL names it."""

    parameters: dict[str, str]

    @property
    def conninfo(self) -> str:
        return make_conninfo("", **self.parameters)

    @property
    def description(self) -> str:
        """Host, port, database and user; never the password."""
        get = self.parameters.get
        return (
            f"host {get('host', 'local socket')}, port {get('port', '5432')}, "
            f"database {get('dbname', '(none)')}, user {get('user', '(yours)')}"
        )


def target_from(url: str) -> Target:
    """Read DATABASE_URL as the settings do. Raises CannotStart without repeating it: it holds a password."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as malformed:
        raise CannotStart(f"DATABASE_URL is not an address like {EXAMPLE}") from malformed
    if parts.scheme not in SCHEMES:
        raise CannotStart(f"DATABASE_URL must name a PostgreSQL database, like {EXAMPLE}")
    given = {
        "host": unquote(parts.hostname or ""),
        "port": str(port or ""),
        "dbname": unquote(parts.path.lstrip("/")),
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
    }
    options = {name: value for name, value in parse_qsl(parts.query) if name.lower() not in FOR_DJANGO}
    return Target({name: value for name, value in (options | given).items() if value})


def check_reachable(target: Target) -> None:
    """Raise CannotStart with what was tried and why it failed when the database does not answer in 5 s."""
    try:
        psycopg.connect(target.conninfo, connect_timeout=5).close()
    except psycopg.Error as failure:
        line = f"DATABASE_URL does not work ({target.description}): {_reason(failure, target)}"
        raise CannotStart(line) from failure


def ensure_database(url: str, name: str) -> None:
    """Create the database `name` on the server at `url` when it is missing."""
    with psycopg.connect(url, autocommit=True) as link:
        if link.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is None:
            link.execute(psycopg.sql.SQL("create database {}").format(psycopg.sql.Identifier(name)))


def identity(target: Target) -> str | None:
    """Return what tells this database from a new, emptied or migrated one; None when it is not prepared."""
    query = """
        select (select system_identifier from pg_control_system()),
               (select oid from pg_database where datname = current_database()),
               (select count(*) from django_migrations),
               (select max(applied) from django_migrations)
    """
    try:
        with psycopg.connect(target.conninfo, connect_timeout=5) as link:
            row = link.execute(query).fetchone()
    except psycopg.Error:
        return None
    return " ".join(str(value) for value in row) if row else None


def _reason(failure: psycopg.Error, target: Target) -> str:
    """Return the driver's words as one line without the password."""
    text = " ".join(str(failure).split()) or type(failure).__name__
    password = target.parameters.get("password")
    return text.replace(password, "***") if password else text

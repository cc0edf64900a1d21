"""The process tree: database, tables and content, then web server and worker; ended in the other order."""

from __future__ import annotations

import signal
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Sequence

from cms.localpg import LocalPostgres, PostgresFailed
from cms.running import reporting, stamp
from cms.running.children import Child, end_with_parent
from cms.running.configuration import Configuration, environ_for_children
from cms.running.database import check_reachable, ensure_database, identity, target_from
from cms.running.errors import CannotStart, Stopping
from cms.running.logins import demo_password, demo_usernames

DATABASE = "assay"
PATIENCE = 180.0
"""Seconds for the first answer of the web server; a slow machine starts two workers."""
SECONDS_TO_END = 6.0
"""For web server and worker; PostgreSQL has three more, so that the end comes within ten."""


class Supervisor:
    """Runs everything in the foreground until `ask_to_end`, which a signal handler may call."""

    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        logs = configuration.var / "log"
        self.prepare = Child("preparation", logs / "prepare.log")
        self.web = Child("web server", logs / "web.log")
        self.worker = Child("worker", logs / "worker.log")
        self.postgres: LocalPostgres | None = None
        self._asked = threading.Event()

    def ask_to_end(self) -> None:
        self._asked.set()

    def run(self) -> None:
        """Start everything, tell the addresses, wait for the end. Raises CannotStart when a part gives up."""
        began = time.monotonic()
        try:
            url = self._database()
            environ = environ_for_children(self.configuration, url)
            self._prepare(url, environ)
            with reporting.step("Starting web server and worker"):
                self._start_web_and_worker(environ)
                self._await_first_answer()
            self._tell(time.monotonic() - began, environ)
            while True:
                self._pause(0.2)
        except Stopping:
            return
        finally:
            self._end()

    def _database(self) -> str:
        """Return the address of the database of this run, started by us unless DATABASE_URL names one."""
        given = self.configuration.database_url
        if given:
            check_reachable(target_from(given))
            return given
        self.postgres = LocalPostgres(self.configuration.var / "postgres")
        with reporting.step("Starting PostgreSQL"):
            self.postgres.stop()
            connection = self.postgres.ensure(before_exec=end_with_parent(signal.SIGINT))
            ensure_database(connection.url(), DATABASE)
        return connection.url(DATABASE)

    def _prepare(self, url: str, environ: dict[str, str]) -> None:
        note, target = self.configuration.var / "prepared.json", target_from(url)
        wanted = demo_password(environ) if self.configuration.demo else "no demo content"
        key = stamp.content_key(self.configuration.root, wanted=wanted)
        if stamp.is_prepared(note, key=key, identity=identity(target)):
            return
        what = "tables and demo content" if self.configuration.demo else "tables"
        with reporting.step(f"Preparing {what}"):
            arguments = [] if self.configuration.demo else ["--without-demo"]
            self._start(self.prepare, ["manage.py", "prepare", *arguments], environ)
            while self.prepare.exit_code() is None:
                self._pause(0.1)
            if self.prepare.exit_code():
                raise self._failure(self.prepare)
        stamp.write(note, key=key, identity=identity(target))

    def _start_web_and_worker(self, environ: dict[str, str]) -> None:
        self._start(self.web, ["-m", "granian", *self._granian_arguments(), "cms.wsgi:application"], environ)
        self._start(self.worker, ["manage.py", "qcluster"], environ)

    def _granian_arguments(self) -> list[str]:
        listen = ["--host", self.configuration.host, "--port", str(self.configuration.port)]
        shape = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "2"]
        return [*listen, *shape, "--respawn-failed-workers", "--workers-kill-timeout", "4"]

    def _start(self, child: Child, arguments: Sequence[str], environ: dict[str, str]) -> None:
        child.start([sys.executable, *arguments], environ=environ, folder=self.configuration.root)

    def _await_first_answer(self) -> None:
        """Wait until the site says it is healthy; the last thing it said goes into the complaint."""
        end, said = time.monotonic() + PATIENCE, "no answer"
        while said != "200":
            if time.monotonic() > end:
                raise CannotStart(f"The site is not healthy: /healthz/ says {said}. See {self.web.log}")
            self._pause(0.1)
            said = _answer_of(f"{self.configuration.address}/healthz/")

    def _pause(self, seconds: float) -> None:
        """Wait a moment. Raises Stopping when asked to end, CannotStart when a part has ended by itself."""
        if self._asked.wait(seconds):
            raise Stopping
        for child in (self.web, self.worker):
            if child.exit_code() is not None:
                raise self._failure(child)
        if self.postgres and self.postgres.process and self.postgres.process.poll() is not None:
            raise CannotStart(f"PostgreSQL has ended by itself; its log is {self.postgres.log}")

    def _failure(self, child: Child) -> CannotStart:
        line = f"The {child.name} has ended by itself (code {child.exit_code()}); the end of {child.log}:"
        return CannotStart(f"{line}\n{child.last_words()}")

    def _tell(self, seconds: float, environ: dict[str, str]) -> None:
        logins = []
        names = demo_usernames(self.configuration.root / "cms" / "demo" / "content" / "people.toml")
        if self.configuration.demo and names:
            logins.append(f"  Log in as  {', '.join(names)} (password {demo_password(environ)})")
        reporting.ready(self.configuration.address, seconds, str(self.configuration.var / "log"), logins)

    def _end(self) -> None:
        """End what was started: first what uses the database, then the database."""
        children = [child for child in (self.web, self.worker, self.prepare) if child.started]
        if not children and self.postgres is None:
            return
        with reporting.step("Ending"):
            deadline = time.monotonic() + SECONDS_TO_END
            for child in children:
                child.ask_to_end()
            for child in children:
                child.end_by(deadline)
            if self.postgres:
                self.postgres.stop(timeout=3)


def _answer_of(address: str) -> str:
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:  # noqa: S310 (always http, our own address)
            return str(answer.status)
    except urllib.error.HTTPError as refused:
        return str(refused.code)
    except (OSError, urllib.error.URLError):
        return "nothing"


def run_to_the_end(configuration: Configuration) -> None:
    """Run until Ctrl-C, SIGTERM or a closed terminal. Raises CannotStart."""
    supervisor = Supervisor(configuration)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: supervisor.ask_to_end())
    try:
        supervisor.run()
    except PostgresFailed as failure:
        raise CannotStart(str(failure)) from failure

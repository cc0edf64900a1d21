"""The life of one server: made, started, found running, ended."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from cms.localpg.connection import Connection, read_connection, write_connection, write_private
from cms.localpg.errors import PostgresFailed
from cms.localpg.home import Account, home_outside, usable_binaries
from cms.localpg.pidfile import drop_stale_pid_file, pid_in, process_exists

SETTINGS: Mapping[str, str] = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "100",
    "shared_buffers": "64MB",
    "jit": "off",
    "max_wal_size": "256MB",
    "min_wal_size": "32MB",
    "max_logical_replication_workers": "0",
}
FAST: Mapping[str, str] = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}
"""For tests only: a power cut loses the data."""


class LocalPostgres:
    """One PostgreSQL server kept in `root`: `ensure()` starts it or finds it running, `stop()` ends it."""

    def __init__(self, root: Path, settings: Mapping[str, str] | None = None) -> None:
        self.root = Path(root).resolve()
        self.root.mkdir(parents=True, exist_ok=True)
        self.settings = {**SETTINGS, **(settings or {})}
        self.account = Account.for_server()
        self.home = self.root if self.account.uid is None else home_outside(self.root)
        self.data = self.home / "data"
        self.log = self.root / "postgres.log"
        self.process: subprocess.Popen[bytes] | None = None
        self._record = self.root / "server.json"

    def ensure(self, *, before_exec: Callable[[], None] | None = None, timeout: float = 60) -> Connection:
        """Return the running server's connection, starting it first when needed.

        `before_exec` runs in the new process after the change of user, just before it becomes PostgreSQL.
        Raises PostgresFailed when the server does not answer within `timeout` seconds.
        """
        with self._locked():
            known = read_connection(self._record)
            if known and self._answers(known):
                return known
            binaries = usable_binaries(self.account, self.home)
            if known is None or not self.data.exists():
                known = self._create(binaries)
            drop_stale_pid_file(self.data)
            connection = Connection(_free_port(), known.password)
            self.process = self._start(binaries, connection, before_exec)
            self._await(connection, self.process, timeout)
            write_connection(self._record, connection)
            return connection

    def stop(self, timeout: float = 10) -> None:
        """End the server, whoever started it, rolling back what is open; do nothing when none runs."""
        with self._locked():
            pid = self._running_pid()
            if pid is None:
                return
            for number, patience in ((signal.SIGINT, timeout * 0.7), (signal.SIGQUIT, timeout * 0.3)):
                with suppress(ProcessLookupError):
                    os.kill(pid, number)
                if self._gone_within(patience):
                    return
            raise PostgresFailed(f"PostgreSQL (process {pid}) does not end; its log is {self.log}")

    def _running_pid(self) -> int | None:
        if self.process is not None and self.process.poll() is None:
            return self.process.pid
        drop_stale_pid_file(self.data)
        pid = pid_in(self.data)
        return pid if pid is not None and process_exists(pid) else None

    def _gone_within(self, seconds: float) -> bool:
        end = time.monotonic() + seconds
        while self._running_pid() is not None:
            if time.monotonic() > end:
                return False
            time.sleep(0.02)
        return True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with open(self.root / "lock", "a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _answers(self, connection: Connection) -> bool:
        try:
            with psycopg.connect(connection.url(), connect_timeout=2) as link:
                row = link.execute("show data_directory").fetchone()
        except psycopg.Error:
            return False
        return row is not None and row[0] == str(self.data)

    def _create(self, binaries: Path) -> Connection:
        """Make the data folder; it gets its name last, so an interrupted start leaves no half-made one."""
        if self.data.exists():
            raise PostgresFailed(f"the password for {self.data} is lost: move that folder away to start anew")
        unfinished = self.home / "unfinished"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self.account.own(unfinished)
        connection = Connection(0, secrets.token_urlsafe(24))
        password_file = self.home / f"password-{secrets.token_hex(4)}"
        write_private(password_file, connection.password)
        self.account.own(password_file)
        try:
            self._initialise(binaries, unfinished, password_file)
        finally:
            password_file.unlink()
        write_connection(self._record, connection)
        unfinished.rename(self.data)
        return connection

    def _initialise(self, binaries: Path, data: Path, password_file: Path) -> None:
        command = [str(binaries / "initdb"), "-D", str(data), "-U", "postgres", "-A", "scram-sha-256"]
        command += [f"--pwfile={password_file}", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        done = subprocess.run(  # noqa: S603 (our own program and arguments)
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            cwd="/",
            user=self.account.uid,
            group=self.account.gid,
            extra_groups=self._extra_groups(),
        )
        if done.returncode:
            raise PostgresFailed(f"initdb failed: {(done.stderr or done.stdout).strip()}")

    def _start(
        self, binaries: Path, connection: Connection, before_exec: Callable[[], None] | None
    ) -> subprocess.Popen[bytes]:
        command = [str(binaries / "postgres"), "-D", str(self.data)]
        for name, value in (self.settings | {"port": str(connection.port)}).items():
            command += ["-c", f"{name}={value}"]
        with open(self.log, "ab") as log:
            return subprocess.Popen(  # noqa: S603 (our own program and arguments)
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                start_new_session=True,
                preexec_fn=before_exec,
                user=self.account.uid,
                group=self.account.gid,
                extra_groups=self._extra_groups(),
            )

    def _await(self, connection: Connection, process: subprocess.Popen[bytes], timeout: float) -> None:
        end = time.monotonic() + timeout
        while not self._answers(connection):
            if process.poll() is not None or time.monotonic() > end:
                tail = self.log.read_text(errors="replace")[-2000:].strip()
                raise PostgresFailed(f"PostgreSQL did not start; the end of {self.log}:\n{tail}")
            time.sleep(0.05)

    def _extra_groups(self) -> list[int] | None:
        return None if self.account.uid is None else []


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port

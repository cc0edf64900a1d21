"""The own PostgreSQL: started, found, ended, and left in peace by copies of its folder."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from cms.localpg import FAST, Connection, LocalPostgres, PostgresFailed, recorded_url
from cms.localpg.pidfile import drop_stale_pid_file


@pytest.fixture
def server(tmp_path: Path):
    server = LocalPostgres(tmp_path / "a folder" / "postgres", FAST)
    yield server
    server.stop()
    if server.home != server.root:
        shutil.rmtree(server.home)


def answer(connection: Connection, statement: str) -> object:
    with psycopg.connect(connection.url(), connect_timeout=3) as link:
        row = link.execute(statement).fetchone()
    return row[0] if row else None


def test_a_server_in_a_path_with_a_space_answers_with_its_password_only(server: LocalPostgres):
    connection = server.ensure()

    assert answer(connection, "select 1") == 1
    assert recorded_url(server.root) == connection.url()
    assert (server.root / "server.json").stat().st_mode & 0o077 == 0
    with pytest.raises(psycopg.OperationalError):
        answer(Connection(connection.port, "wrong"), "select 1")


def test_a_running_server_is_found_and_not_started_twice(server: LocalPostgres):
    first = server.ensure()

    assert LocalPostgres(server.root, FAST).ensure() == first


def test_a_killed_server_starts_again_with_its_rows(server: LocalPostgres):
    with psycopg.connect(server.ensure().url(), autocommit=True) as link:
        link.execute("create table kept as select 42 as number")
        link.execute("checkpoint")
    assert server.process is not None
    os.killpg(server.process.pid, signal.SIGKILL)
    server.process.wait()

    assert answer(server.ensure(), "select number from kept") == 42


def test_a_stopped_server_is_gone_and_stopping_again_does_no_harm(server: LocalPostgres):
    connection = server.ensure()
    server.stop()
    server.stop()

    with pytest.raises(psycopg.OperationalError):
        answer(connection, "select 1")
    assert not (server.data / "postmaster.pid").exists()


def test_a_server_started_by_another_process_can_be_stopped(server: LocalPostgres):
    code = "import sys; from pathlib import Path; from cms.localpg import FAST, LocalPostgres; "
    code += "LocalPostgres(Path(sys.argv[1]), FAST).ensure()"
    subprocess.run([sys.executable, "-c", code, str(server.root)], check=True)
    assert server.process is None
    assert (server.data / "postmaster.pid").exists()

    server.stop()

    assert not (server.data / "postmaster.pid").exists()


def test_a_lost_password_does_not_delete_the_data(server: LocalPostgres):
    server.ensure()
    server.stop()
    (server.root / "server.json").unlink()

    with pytest.raises(PostgresFailed, match="password"):
        server.ensure()

    assert (server.data / "PG_VERSION").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root keeps the data outside")
def test_a_copied_checkout_gets_data_of_its_own(server: LocalPostgres, tmp_path: Path):
    shutil.copytree(server.root, tmp_path / "copy")

    copy = LocalPostgres(tmp_path / "copy", FAST)

    assert copy.data != server.data
    assert LocalPostgres(server.root, FAST).data == server.data
    shutil.rmtree(copy.home)


@pytest.mark.parametrize(
    ("pid", "folder"),
    [(os.getpid(), None), (os.getpid(), "/elsewhere/data")],
    ids=["a process that is no PostgreSQL", "another folder's PostgreSQL"],
)
def test_a_pid_file_that_names_no_server_of_this_folder_is_removed(
    tmp_path: Path, pid: int, folder: str | None
):
    file = tmp_path / "postmaster.pid"
    file.write_text(f"{pid}\n{folder or tmp_path}\n")

    drop_stale_pid_file(tmp_path)

    assert not file.exists()

"""`make run`: what it asks for, what it says, and that it leaves nothing behind."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from cms.localpg import LocalPostgres
from cms.running import stamp
from cms.running.children import Child
from cms.running.claims import check_port_is_free, claimed_checkout, port_from
from cms.running.configuration import configuration_from, environ_for_children
from cms.running.database import check_reachable, target_from
from cms.running.errors import CannotStart
from cms.running.logins import demo_usernames

CHECKOUT = Path(__file__).resolve().parent.parent.parent


def until(holds: Callable[[], object], *, seconds: float = 60) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if holds():
            return True
        time.sleep(0.05)
    return bool(holds())


def is_gone(process: psutil.Process) -> bool:
    try:
        return process.status() == psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return True


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class TestClaims:
    @pytest.mark.parametrize("value", ["abc", "0", "65536", "-1", "8000.0", "٨٠٠٠"])
    def test_a_port_that_is_none_is_refused_with_code_two(self, value: str):
        with pytest.raises(CannotStart, match="PORT") as refused:
            port_from(value)
        assert refused.value.code == 2

    def test_a_taken_port_is_named_together_with_a_way_out(self, free_port: int):
        with socket.socket() as other:
            other.bind(("127.0.0.1", free_port))
            other.listen()
            with pytest.raises(CannotStart, match=f"Port {free_port} is in use") as refused:
                check_port_is_free("127.0.0.1", free_port)
        assert f"PORT={free_port + 1} make run" in str(refused.value)
        assert refused.value.code == 2

    def test_a_free_port_stays_free_after_the_look(self, free_port: int):
        check_port_is_free("127.0.0.1", free_port)
        check_port_is_free("127.0.0.1", free_port)

    def test_a_second_run_from_one_checkout_is_sent_to_the_first(self, tmp_path: Path):
        with (
            claimed_checkout(tmp_path, "http://127.0.0.1:8123"),
            pytest.raises(CannotStart, match=r"already running .* http://127\.0\.0\.1:8123"),
            claimed_checkout(tmp_path, "http://127.0.0.1:8124"),
        ):
            pass

        with claimed_checkout(tmp_path, "http://127.0.0.1:8124"):
            assert (tmp_path / "run.lock").read_text() == "http://127.0.0.1:8124"


class TestConfiguration:
    def test_nothing_set_means_this_machine_port_8000_and_demo_content(self, tmp_path: Path):
        configuration = configuration_from({}, tmp_path)

        assert configuration.address == "http://127.0.0.1:8000"
        assert configuration.database_url is None
        assert configuration.demo

    @pytest.mark.parametrize("host", ["0.0.0.0", "127.0.0.1"])
    def test_the_address_told_is_one_that_a_browser_can_open(self, tmp_path: Path, host: str):
        environ = {"ASSAY_HOST": host, "PORT": "81", "ASSAY_DEMO": "no"}

        configuration = configuration_from(environ, tmp_path)

        assert configuration.address == "http://127.0.0.1:81"
        assert not configuration.demo

    def test_the_secret_key_is_made_once_and_kept_for_its_owner_only(self, tmp_path: Path):
        (tmp_path / "var").mkdir()
        configuration = configuration_from({}, tmp_path)

        first = environ_for_children(configuration, "postgresql:///x")["SECRET_KEY"]

        assert len(first) >= 50
        assert environ_for_children(configuration, "postgresql:///x")["SECRET_KEY"] == first
        assert (tmp_path / "var" / "secret-key").stat().st_mode & 0o077 == 0

    def test_a_given_secret_key_wins(self, tmp_path: Path):
        (tmp_path / "var").mkdir()
        configuration = configuration_from({"SECRET_KEY": "given"}, tmp_path)

        assert environ_for_children(configuration, "postgresql:///x")["SECRET_KEY"] == "given"

    def test_agents_are_not_offered_as_logins(self, tmp_path: Path):
        people = tmp_path / "people.toml"
        people.write_text(
            '[[person]]\nusername = "ann"\nrole = "editor"\n[[person]]\nusername = "bot"\nrole = "agent"\n'
        )

        assert demo_usernames(people) == ["ann"]
        assert demo_usernames(tmp_path / "missing.toml") == []


class TestGivenDatabase:
    def test_an_unreachable_database_is_described_without_its_password(self, free_port: int):
        target = target_from(f"postgresql://ann:s%40cret@127.0.0.1:{free_port}/news")

        with pytest.raises(CannotStart) as refused:
            check_reachable(target)

        line = str(refused.value)
        assert f"host 127.0.0.1, port {free_port}, database news, user ann" in line
        assert "cret" not in line
        assert "\n" not in line

    @pytest.mark.parametrize(
        "url",
        [
            "sqlite:///s@cret",
            "mysql://ann:s@cret@h/x",
            "postgresql://ann:s@cret@h:port/x",
            "s@cret",
            "http://[s@cret",
        ],
    )
    def test_an_address_that_is_none_is_refused_without_repeating_it(self, url: str):
        with pytest.raises(CannotStart) as refused:
            target_from(url)

        assert "cret" not in str(refused.value)

    def test_a_password_with_an_at_sign_is_read_as_the_settings_read_it(self):
        target = target_from("postgres://ann:p@ss@db.example:5433/news?sslmode=require&conn_max_age=60")

        assert target.parameters == {
            "sslmode": "require",
            "host": "db.example",
            "port": "5433",
            "dbname": "news",
            "user": "ann",
            "password": "p@ss",
        }


class TestStamp:
    @pytest.fixture
    def checkout(self, tmp_path: Path) -> Path:
        (tmp_path / "cms" / "migrations").mkdir(parents=True)
        (tmp_path / "cms" / "migrations" / "0001_initial.py").write_text("first")
        return tmp_path

    def test_a_second_start_on_the_same_database_has_nothing_to_prepare(self, checkout: Path):
        key = stamp.content_key(checkout, wanted="demo")
        stamp.write(checkout / "note", key=key, identity="7 16384")

        assert stamp.is_prepared(checkout / "note", key=key, identity="7 16384")

    @pytest.mark.parametrize("identity", ["8 16384", None])
    def test_another_or_emptied_database_is_prepared_again(self, checkout: Path, identity: str | None):
        key = stamp.content_key(checkout, wanted="demo")
        stamp.write(checkout / "note", key=key, identity="7 16384")

        assert not stamp.is_prepared(checkout / "note", key=key, identity=identity)

    @pytest.mark.parametrize(
        "name", ["cms/migrations/0002_more.py", "cms/demo/content/x.toml", "requirements.txt"]
    )
    def test_a_new_source_changes_the_key(self, checkout: Path, name: str):
        before = stamp.content_key(checkout, wanted="demo")
        (checkout / name).parent.mkdir(parents=True, exist_ok=True)
        (checkout / name).write_text("new")

        assert stamp.content_key(checkout, wanted="demo") != before

    def test_asking_for_other_demo_content_changes_the_key(self, checkout: Path):
        assert stamp.content_key(checkout, wanted="demo") != stamp.content_key(checkout, wanted="none")

    @pytest.mark.parametrize("note", ["", "{", "[]", "null"])
    def test_a_broken_note_means_not_prepared(self, checkout: Path, note: str):
        (checkout / "note").write_text(note)

        assert not stamp.is_prepared(checkout / "note", key="k", identity="i")


class TestChildren:
    def test_a_child_that_ignores_the_request_is_killed_with_all_it_started(self, tmp_path: Path):
        code = "trap '' TERM; sleep 60 & echo ready; wait; sleep 60"
        child = Child("stubborn", tmp_path / "log")
        child.start(["sh", "-c", code], environ=os.environ, folder=tmp_path)
        assert until(lambda: "ready" in child.last_words())
        family = [p for p in psutil.Process().children(recursive=True) if p.name() in {"sh", "sleep"}]

        child.ask_to_end()
        child.end_by(time.monotonic() + 0.2)

        assert family
        assert until(lambda: all(is_gone(process) for process in family))
        assert child.exit_code() == -signal.SIGKILL

    def test_a_child_that_was_never_started_can_be_ended(self, tmp_path: Path):
        child = Child("idle", tmp_path / "log")
        child.ask_to_end()
        child.end_by(time.monotonic())

        assert not child.started
        assert child.last_words() == ""


@pytest.fixture
def root(tmp_path: Path) -> Iterator[Path]:
    """A checkout without data, in a path with a space; what root keeps outside of it goes away at the end."""
    root = tmp_path / "a checkout"
    root.mkdir()
    for name in ("manage.py", "cms", "questions", "evidence", "static"):
        (root / name).symlink_to(CHECKOUT / name)
    yield root
    shutil.rmtree(LocalPostgres(root / "var" / "postgres").home)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernel's death signal is Linux's")
def test_a_killed_run_leaves_no_process_behind_and_the_next_one_starts(root: Path, free_port: int):
    first = start_run(root, free_port)
    assert until(lambda: healthy(free_port), seconds=120), (root / "output").read_text()
    family = psutil.Process(first.pid).children(recursive=True)
    assert {"postgres"} < {process.name() for process in family}

    first.kill()
    first.wait()

    assert until(lambda: all(is_gone(process) for process in family), seconds=15)
    second = start_run(root, free_port)
    assert until(lambda: "is ready" in (root / "output").read_text()), (root / "output").read_text()
    assert "Preparing" not in (root / "output").read_text()
    family = psutil.Process(second.pid).children(recursive=True)
    second.terminate()
    assert second.wait(15) == 0
    assert all(is_gone(process) for process in family)


def start_run(root: Path, port: int) -> subprocess.Popen[bytes]:
    """Start a run like `make run` from `root`, without demo content; what it prints goes to `root/output`."""
    code = (
        "import os, sys; from pathlib import Path; from cms.running.configuration import configuration_from; "
        "from cms.running.supervising import run_to_the_end; root = Path(sys.argv[1]); "
        "(root / 'var').mkdir(exist_ok=True); run_to_the_end(configuration_from(os.environ, root))"
    )
    ours = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "SECRET_KEY"}
    environ = {name: value for name, value in os.environ.items() if name not in ours}
    environ |= {"PORT": str(port), "ASSAY_DEMO": "0"}
    with open(root / "output", "wb") as output:
        return subprocess.Popen(
            [sys.executable, "-c", code, str(root)], cwd=CHECKOUT, env=environ, stdout=output, stderr=output
        )


def healthy(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz/", timeout=5) as answer:
            return answer.status == 200
    except OSError:
        return False

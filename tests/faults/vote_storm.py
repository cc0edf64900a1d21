"""Votes under fire: browsers vote over real HTTP while the server, and the database, are killed with -9.

    python -m tests.faults.vote_storm --votes 10000 --browsers 200 --kills 2 --database-kills 1

Everything runs on this machine, on a PostgreSQL and a port of its own, and ends by itself. Prints what was
acknowledged, what was lost and what the tally says; exits 1 when a promise was broken.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from urllib.parse import urlencode

import psycopg

from cms.localpg import LocalPostgres

ROOT = Path(__file__).resolve().parents[2]
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@dataclass
class Browser:
    """One reader's browser: what it was told is counted, and what it sent since without an answer."""

    port: int
    path: str
    slugs: list[str]
    random: Random
    cookie: str = ""
    token: str = ""
    acknowledged: str | None = None
    unanswered: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)

    def vote(self) -> None:
        """Vote for some position; a lost connection or a 503 leaves the vote unanswered."""
        try:
            if not self.token:
                self._open_form()
            choice = self.random.choice(self.slugs)
            self.unanswered.append(choice)
            began = time.monotonic()
            status, _headers, _body = self._ask("POST", urlencode({"token": self.token, "position": choice}))
            self.seconds.append(time.monotonic() - began)
        except (OSError, http.client.HTTPException):
            self.statuses["no answer"] += 1
            time.sleep(0.05)
            return
        self.statuses[str(status)] += 1
        if status == 303:
            self.acknowledged, self.unanswered = choice, []
        elif status != 503:
            self.unanswered.pop()

    def _open_form(self) -> None:
        status, headers, body = self._ask("GET", None)
        found = TOKEN.search(body)
        if status != 200 or found is None:
            self.statuses[f"form {status}"] += 1
            raise http.client.HTTPException(str(status))
        self.cookie = (headers.get("Set-Cookie") or "").split(";")[0]
        self.token = found[1]

    def _ask(self, method: str, body: str | None) -> tuple[int, http.client.HTTPMessage, str]:
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            headers = {
                "Cookie": self.cookie,
                "Origin": f"http://127.0.0.1:{self.port}",
                "Sec-Fetch-Site": "same-origin",
                "Content-Type": "application/x-www-form-urlencoded",
            }
            link.request(method, self.path, body, headers)
            answer = link.getresponse()
            return answer.status, answer.headers, answer.read().decode()
        finally:
            link.close()


class Server:
    """The web server as production starts it, in a session of its own so that all of it can be killed."""

    def __init__(self, port: int, database_url: str, log: Path) -> None:
        self.port = port
        self.environment = {
            **os.environ,
            "DATABASE_URL": database_url,
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        }
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it is healthy."""
        command = [
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--host",
            "127.0.0.1",
            "--port",
            str(self.port),
        ]
        command += [
            "--workers",
            "2",
            "--blocking-threads",
            "2",
            "--respawn-failed-workers",
            "cms.wsgi:application",
        ]
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, env=self.environment, stdout=log, stderr=log, start_new_session=True
            )
        self.await_health()

    def await_health(self) -> None:
        """Wait until /healthz/ says 200; gives up after a minute."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
            try:
                link.request("GET", "/healthz/")
                if link.getresponse().status == 200:
                    return
            except (OSError, http.client.HTTPException):
                pass
            finally:
                link.close()
            time.sleep(0.05)
        raise TimeoutError(f"the server did not become healthy: {self.log.read_text()[-2000:]}")

    def kill(self) -> None:
        """Kill every process of it at once."""
        assert self.process is not None
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def storm(browsers: list[Browser], votes: int, interruptions: list[tuple[float, object]]) -> float:
    """Let the browsers vote until `votes` were acknowledged, interrupting after shares of it; seconds taken.

    Gives up after ten minutes.
    """
    counted, lock, failed = Counter[str](), threading.Lock(), []
    end = time.monotonic() + 600

    def work(mine: list[Browser]) -> None:
        while counted["votes"] < votes and time.monotonic() < end and not failed:
            for browser in mine:
                before = browser.statuses["303"]
                browser.vote()
                with lock:
                    counted["votes"] += browser.statuses["303"] - before

    def interrupt() -> None:
        try:
            for share, act in interruptions:
                while counted["votes"] < votes * share and time.monotonic() < end:
                    time.sleep(0.01)
                act()  # type: ignore[operator]
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(browsers[n::16],)) for n in range(16)]
    breaker = threading.Thread(target=interrupt)
    began = time.monotonic()
    for thread in [*threads, breaker]:
        thread.start()
    for thread in [*threads, breaker]:
        thread.join()
    if failed:
        raise failed[0]
    return time.monotonic() - began


def broken_promises(
    browsers: list[Browser], database_url: str, question: str, shown: dict[str, int]
) -> list[str]:
    """What the votes in the database contradict: acknowledged votes lost or moved, tallies that disagree."""
    wrong = []
    with psycopg.connect(database_url) as link:
        rows = link.execute(
            "SELECT p.slug, count(*) FROM questions_vote v JOIN questions_position p ON p.id = v.position_id "
            "JOIN wagtailcore_page q ON q.id = v.question_id WHERE q.slug = %s GROUP BY 1",
            [question],
        ).fetchall()
        held = dict(rows)
        tallies = dict(
            link.execute(
                "SELECT p.slug, t.count FROM questions_tally t JOIN questions_position p ON p.id = t.position_id "
                "JOIN wagtailcore_page q ON q.id = t.question_id WHERE q.slug = %s AND t.count > 0",
                [question],
            ).fetchall()
        )
        by_browser = dict(link.execute("SELECT browser::text, position_id FROM questions_vote").fetchall())
        slugs = dict(link.execute("SELECT id, slug FROM questions_position").fetchall())
    for browser in browsers:
        if browser.acknowledged is None:
            continue
        name = re.sub(r":.*", "", browser.cookie.partition("=")[2]).strip('"')
        stands = slugs.get(by_browser.get(name, -1))
        if stands not in {browser.acknowledged, *browser.unanswered}:
            wrong.append(f"{name}: acknowledged {browser.acknowledged}, stands on {stands}")
    if held != tallies:
        wrong.append(f"rows {held}, tally {tallies}")
    if shown and shown != held:
        wrong.append(f"rows {held}, the page says {shown}")
    if sum(held.values()) > len(browsers):
        wrong.append(f"{sum(held.values())} votes of {len(browsers)} browsers")
    return wrong


def shown_tally(port: int, question: str) -> dict[str, int]:
    """The tally as the site tells it; empty below the minimum."""
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    link.request("GET", f"/questions/{question}/tally/")
    told = json.loads(link.getresponse().read())
    return (
        {place["slug"]: place["count"] for place in told["positions"] if place["count"]}
        if told["shown"]
        else {}
    )


def main(arguments: list[str] | None = None) -> int:
    """Run the storm on a fresh demo and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--votes", type=int, default=10_000)
    parser.add_argument("--browsers", type=int, default=200)
    parser.add_argument("--kills", type=int, default=2)
    parser.add_argument("--database-kills", type=int, default=1)
    chosen = parser.parse_args(arguments)
    question, slugs = "has-china-caught-up-in-ai", ["us-still-ahead", "at-parity", "china-ahead"]
    with TemporaryDirectory() as folder:
        postgres = LocalPostgres(Path(folder) / "postgres")
        url = postgres.ensure().url()
        try:
            environment = {
                **os.environ,
                "DATABASE_URL": url,
                "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            }
            subprocess.run(
                [sys.executable, "manage.py", "prepare", "-v0"],
                cwd=ROOT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            server = Server(free_port(), url, Path(folder) / "web.log")
            server.start()
            browsers = [
                Browser(server.port, f"/questions/{question}/vote/", slugs, Random(n))
                for n in range(chosen.browsers)
            ]

            def restart() -> None:
                server.kill()
                server.start()

            def crash_database() -> None:
                """Kill one backend with -9: PostgreSQL drops every connection and recovers from its log."""
                with psycopg.connect(url) as link:
                    row = link.execute(
                        "SELECT pid FROM pg_stat_activity WHERE backend_type = 'client backend' "
                        "AND pid <> pg_backend_pid() LIMIT 1"
                    ).fetchone()
                if row:
                    os.kill(row[0], signal.SIGKILL)

            acts: list[tuple[float, object]] = [
                ((n + 1) / (chosen.kills + 2), restart) for n in range(chosen.kills)
            ]
            acts += [(0.9 - 0.1 * n, crash_database) for n in range(chosen.database_kills)]
            taken = storm(browsers, chosen.votes, sorted(acts, key=lambda act: act[0]))
            server.await_health()
            wrong = broken_promises(browsers, url, question, shown_tally(server.port, question))
            statuses = sum((browser.statuses for browser in browsers), Counter[str]())
            waits = sorted(second for browser in browsers for second in browser.seconds)
            counted = statuses["303"]
            print(
                f"{counted} votes of {chosen.browsers} browsers in {taken:.1f} s ({counted / taken:.0f} a second)"
            )
            print("answers:", dict(statuses.most_common()))
            print(
                f"waited: median {waits[len(waits) // 2]:.3f} s, 99 of 100 below {waits[int(len(waits) * 0.99)]:.3f} s"
            )
            print("broken promises:", wrong or "none")
            return 1 if wrong or any(code.startswith("5") and code != "503" for code in statuses) else 0
        finally:
            server.kill()
            postgres.stop()


if __name__ == "__main__":
    sys.exit(main())

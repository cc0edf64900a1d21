"""A real browser against the real site, with the real worker where a journey needs one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser, BrowserContext, Error, Page, Playwright, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests.world import World

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# Each start of the worker costs a few seconds of its own.
PATIENCE_MS = 30_000


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    # Playwright keeps an event loop in this thread; the ORM calls of the tests beside it are not asynchronous.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as started:
        yield started
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """Chromium from `CHROMIUM`, the PATH or Playwright; without one the journey is skipped, in CI it fails."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    try:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
    except Error as error:
        reason = f"no Chromium: set CHROMIUM or put one on the PATH ({str(error).splitlines()[0]})"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    yield chromium
    chromium.close()


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, live_site: LiveServer) -> Iterator[Open]:
    """A page in a context of its own, as another person on another machine; options are Playwright's."""
    contexts: list[BrowserContext] = []

    def opened(path: str = "/", **options: object) -> Page:
        context = browser.new_context(base_url=live_site.url, **options)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def town(live_site: LiveServer) -> World:
    """The named world in the database that the live site reads."""
    return World()


@pytest.fixture
def worker(live_site: LiveServer, tmp_path: Path) -> Iterator[None]:
    """The background worker as a process of its own, on the live site's database."""
    target = connections["default"].settings_dict
    url = (
        f"postgresql://{quote(target['USER'])}:{quote(target['PASSWORD'])}"
        f"@{target['HOST']}:{target['PORT']}/{target['NAME']}"
    )
    with _process([sys.executable, "manage.py", "qcluster"], url, tmp_path / "worker.log"):
        yield


@contextmanager
def _process(command: list[str], database_url: str, log: Path) -> Iterator[None]:
    environment = {**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": "cms.settings.test"}
    with open(log, "wb") as output:
        started = subprocess.Popen(
            command,
            cwd=settings.BASE_DIR,
            env=environment,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            yield
        finally:
            started.terminate()
            started.wait(timeout=30)


def sign_in(page: Page, username: str) -> None:
    """Sign in to the admin through its form."""
    page.goto("/admin/login/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password").fill("a-long-password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")

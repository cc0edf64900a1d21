"""What the person at the terminal reads."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def step(what: str) -> Iterator[None]:
    """Show a line while something goes on, and at its end the seconds it took."""
    began = time.monotonic()
    print(f"{what} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("not finished", flush=True)
        raise
    print(f"{time.monotonic() - began:.1f} s", flush=True)


def ready(address: str, seconds: float, logs: str, logins: Sequence[str]) -> None:
    lines = [
        "",
        f"Assay is ready after {seconds:.1f} s.",
        f"  Site       {address}/",
        f"  Editing    {address}/admin/",
        f"  API        {address}/api/docs/",
        *logins,
        f"  Logs       {logs}",
        "Ctrl-C ends everything.",
        "",
    ]
    print("\n".join(lines), flush=True)


def complain(line: str) -> None:
    print(line, file=sys.stderr, flush=True)

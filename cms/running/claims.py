"""One run per checkout and one program per port, found out before anything is started."""

from __future__ import annotations

import fcntl
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cms.running.errors import CannotStart

TAKEN = 2
"""Exit code when the port or the checkout is in use, or PORT makes no sense."""


def port_from(value: str) -> int:
    """Return the port number that PORT holds; 1 to 65535."""
    if value.isascii() and value.isdigit() and 1 <= int(value) <= 65535:
        return int(value)
    raise CannotStart(f"PORT must be a number from 1 to 65535, not {value!r}.", code=TAKEN)


@contextmanager
def claimed_checkout(folder: Path, address: str) -> Iterator[None]:
    """Hold the checkout whose `var` is `folder` until the end; a killed holder leaves no claim behind."""
    with open(os.open(folder / "run.lock", os.O_RDWR | os.O_CREAT, 0o600), "r+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            line = f"Assay is already running from this checkout at {file.read().strip()}"
            raise CannotStart(line, code=TAKEN) from busy
        file.truncate(0)
        file.write(address)
        file.flush()
        yield


def check_port_is_free(host: str, port: int) -> None:
    """Raise CannotStart when another program listens on the port, or when we may not use it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except PermissionError as refused:
        raise CannotStart(f"Port {port} needs more rights; try: PORT=8000 make run", code=TAKEN) from refused
    except socket.gaierror as unknown:
        raise CannotStart(f"ASSAY_HOST is not an address of this machine: {host}", code=TAKEN) from unknown
    except OSError as taken:
        other = port + 1 if port < 65535 else 8000
        line = f"Port {port} is in use by another program; try: PORT={other} make run"
        raise CannotStart(line, code=TAKEN) from taken

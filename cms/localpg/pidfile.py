"""PostgreSQL's `postmaster.pid`: which process serves a data folder."""

from __future__ import annotations

import os
from pathlib import Path


def drop_stale_pid_file(data: Path) -> None:
    """Remove a `postmaster.pid` that names no living PostgreSQL of this folder: it would prevent a start.

    That is so for a zombie (containers whose first process does not reap), a number reused by another program
    after a restart of the machine, and a file copied with the folder.
    """
    pid = pid_in(data)
    if pid is None:
        return
    lines = (data / "postmaster.pid").read_text().splitlines()
    state = _state_and_name(pid)
    foreign = len(lines) > 1 and lines[1] != str(data)
    if foreign or (state is not None and (state[0] in "ZX" or state[1] != "postgres")):
        (data / "postmaster.pid").unlink(missing_ok=True)


def pid_in(data: Path) -> int | None:
    try:
        return int((data / "postmaster.pid").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def _state_and_name(pid: int) -> tuple[str, str] | None:
    """Return a process's state letter and program name, or None where /proc does not say."""
    try:
        before, _, after = Path(f"/proc/{pid}/stat").read_text().rpartition(")")
    except OSError:
        return None
    return after.split()[0], before.partition("(")[2]


def process_exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

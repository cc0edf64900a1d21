"""Child processes that end with us, whatever happens to us."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

PR_SET_PDEATHSIG = 1


def end_with_parent(number: signal.Signals, parent: int | None = None) -> Callable[[], None] | None:
    """Return what a new process does so that the kernel sends it `number` when `parent` (we) dies.

    Linux only, None elsewhere. It has to run after any change of user, which clears the setting.
    """
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    expected = parent or os.getpid()

    def in_the_child() -> None:
        prctl(PR_SET_PDEATHSIG, int(number), 0, 0, 0)
        if os.getppid() != expected:
            os._exit(1)

    return in_the_child


class Child:
    """One program in a session of its own (so that Ctrl-C reaches only us), writing to its own log."""

    def __init__(self, name: str, log: Path) -> None:
        self.name = name
        self.log = log
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, command: Sequence[str], *, environ: Mapping[str, str], folder: Path) -> None:
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with open(self.log, "wb") as log:
            self._process = subprocess.Popen(  # noqa: S603 (our own commands)
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=folder,
                env=dict(environ),
                start_new_session=True,
                preexec_fn=end_with_parent(signal.SIGTERM),
            )

    @property
    def started(self) -> bool:
        return self._process is not None

    def exit_code(self) -> int | None:
        """Return the code it ended with (negative: the signal), or None while it runs or was not started."""
        return self._process.poll() if self._process else None

    def ask_to_end(self) -> None:
        if self._process and self._process.poll() is None:
            self._process.terminate()

    def end_by(self, deadline: float) -> None:
        """Wait until `deadline` (monotonic seconds) and then kill what is left of its session."""
        if self._process is None:
            return
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, deadline - time.monotonic()))
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def last_words(self, lines: int = 20) -> str:
        """Return the end of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except OSError:
            return ""

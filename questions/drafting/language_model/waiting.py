"""Wait for a call with one eye on the clock and one on the run, whatever the other side does."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable, Coroutine
from typing import Any, Generic, TypeVar

T = TypeVar("T")
# How long a cancelled call may take to let go; after that its thread is left behind.
LETTING_GO = 2.0


class TimeIsUp(Exception):
    """The deadline passed before the call ended."""


class CallFailed(Exception):
    """The call itself failed; `error` is what it raised."""

    def __init__(self, error: BaseException) -> None:
        super().__init__(str(error))
        self.error = error


class _Call(Generic[T]):
    """A coroutine on a thread and a loop of its own."""

    def __init__(self, make: Callable[[], Coroutine[Any, Any, T]]) -> None:
        self.ended = threading.Event()
        self.result: T | None = None
        self.error: BaseException | None = None
        self._make = make
        self._started = threading.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[T] | None = None
        self._thread = threading.Thread(target=self._run, name="model call", daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        self._started.wait(LETTING_GO)
        if self._loop is not None and self._task is not None and not self.ended.is_set():
            self._loop.call_soon_threadsafe(self._task.cancel)
        self._thread.join(LETTING_GO)

    def _run(self) -> None:
        try:
            asyncio.run(self._main())
        except BaseException as error:
            self.error = error
        finally:
            self.ended.set()

    async def _main(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.ensure_future(self._make())
        self._started.set()
        self.result = await self._task


def wait_for(
    make: Callable[[], Coroutine[Any, Any, T]], *, deadline: float, poll: float, watch: Callable[[], None]
) -> T:
    """Run a coroutine to its end and return its result; CallFailed holds what it raised.

    `deadline` is a time of `time.monotonic`; past it the call is cancelled and TimeIsUp raised. `watch` is
    called every `poll` seconds meanwhile; what it raises cancels the call and goes on to the caller. The
    coroutine runs on a thread of its own, so that database work stays on this one.
    """
    call = _Call(make)
    try:
        while not call.ended.wait(min(poll, max(0.0, deadline - time.monotonic()))):
            if time.monotonic() >= deadline:
                raise TimeIsUp
            watch()
    finally:
        if not call.ended.is_set():
            call.cancel()
    if call.error is not None:
        raise CallFailed(call.error)
    return call.result  # type: ignore[return-value]


def pause(seconds: float, *, deadline: float, poll: float, watch: Callable[[], None]) -> None:
    """Wait so long, with the same eyes open. Raises TimeIsUp at once when the deadline comes first."""
    until = time.monotonic() + seconds
    if until >= deadline:
        raise TimeIsUp
    nothing = threading.Event()
    while (left := until - time.monotonic()) > 0:
        nothing.wait(min(poll, left))
        watch()

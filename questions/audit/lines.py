"""Lines from a stream, as many at once as are there, so that they can be worked on side by side."""

import os
import select
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.pool import Pool
from typing import Generic, TypeVar

T = TypeVar("T")

# Enough lines that a second process earns its start, and few enough that none waits long for its share.
_WORTH_SHARING, _AT_ONCE = 64, 16
_MOST_BYTES = 1 << 20


def batches(source: int) -> Iterator[list[bytes]]:
    """The whole lines of a file descriptor in order, each batch as soon as it is there.

    Whoever writes one line and waits for its answer gets it; whoever writes a thousand has them read together.
    """
    rest = b""
    while read := _available(source):
        *lines, rest = (rest + read).split(b"\n")
        if lines:
            yield lines
    if rest:
        yield [rest]


def _available(source: int) -> bytes:
    """Waits for the first bytes, then takes all that follow without waiting; empty at the end."""
    found = bytearray(os.read(source, _MOST_BYTES))
    while found and len(found) < _MOST_BYTES and select.select([source], [], [], 0)[0]:
        more = os.read(source, _MOST_BYTES - len(found))
        if not more:
            break
        found += more
    return bytes(found)


class Sharing(Generic[T]):
    """Does the same with every line, on every processor once there is enough to do; answers come in order."""

    def __init__(self, work: Callable[[bytes], T], processes: int | None = None) -> None:
        self._work = work
        self._processes = processes or os.cpu_count() or 1
        self._pool: Pool | None = None

    def __enter__(self) -> "Sharing[T]":
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool is not None:
            self._pool.terminate()
            self._pool.join()

    def __call__(self, lines: Sequence[bytes]) -> Iterator[T]:
        if self._processes < 2 or len(lines) < _WORTH_SHARING:
            return map(self._work, lines)
        if self._pool is None:
            # The children share what this process has already read in: word lists and patterns.
            self._pool = get_context("fork").Pool(self._processes)
        return self._pool.imap(self._work, lines, chunksize=_AT_ONCE)

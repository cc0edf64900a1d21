"""The same work on many lines, on every processor at once; answers come in order."""

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import TypeVar

T = TypeVar("T")

# Enough lines that a second process earns its start; neighbours, which cite the same cards, go to the same one.
_WORTH_SHARING, _SHARES_EACH = 64, 6


def shared(work: Callable[[bytes], T], lines: Sequence[bytes], processes: int | None = None) -> Iterator[T]:
    """What the work makes of each line, in their order.

    Processes are forked, so that they have what this one has read in: word lists and patterns. Raises
    BrokenProcessPool when one of them ends before it is done.
    """
    count = processes or os.cpu_count() or 1
    if count < 2 or len(lines) < _WORTH_SHARING:
        yield from map(work, lines)
        return
    with ProcessPoolExecutor(count, mp_context=multiprocessing.get_context("fork")) as pool:
        yield from pool.map(work, lines, chunksize=len(lines) // (count * _SHARES_EACH) + 1)

"""The same work on many lines, on every processor at once; answers come in order."""

import os
import pickle
import select
import signal
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

# Enough lines that a second process earns its start, and few enough that none waits long for the last share.
_WORTH_SHARING, _LEAST = 64, 12
# How a share is named on its way to whoever does it, and how long an answer is on its way back.
_NUMBER, _LENGTH = 4, 8
_MOST_READ = 1 << 16


def shared(work: Callable[[bytes], T], lines: Sequence[bytes], processes: int | None = None) -> Iterator[T]:
    """What the work makes of each line, in their order."""
    count = processes or os.cpu_count() or 1
    if count < 2 or len(lines) < _WORTH_SHARING:
        yield from map(work, lines)
        return
    shares = _shares(len(lines), count)
    waiting: dict[int, list[T]] = {}
    next_share = 0
    for number, done in _done(work, lines, shares, count):
        waiting[number] = done
        while next_share in waiting:
            yield from waiting.pop(next_share)
            next_share += 1
    if next_share < len(shares):
        raise RuntimeError("A process that shared the work ended before it was done.")


def _shares(length: int, processes: int) -> list[range]:
    """Runs of lines, long ones first: neighbours cite the same cards, and short ones at the end let none wait."""
    found: list[range] = []
    at = 0
    while at < length:
        size = max(_LEAST, (length - at) // (2 * processes))
        found.append(range(at, min(length, at + size)))
        at += size
    return found


def _done(
    work: Callable[[bytes], T], lines: Sequence[bytes], shares: Sequence[range], processes: int
) -> Iterator[tuple[int, list[T]]]:
    """Every share with its number, as soon as it is done.

    Children are forked, so that they have what this process has read in: word lists, patterns and the lines.
    Each takes the number of the next share from one pipe and sends its answers through another of its own.
    """
    tickets, issue = os.pipe()
    children: list[int] = []
    buffers: dict[int, bytearray] = {}
    try:
        for _ in range(processes):
            answers, outlet = os.pipe()
            child = os.fork()
            if not child:
                os.close(issue)
                _take_part(work, lines, shares, tickets, outlet)
            os.close(outlet)
            children.append(child)
            buffers[answers] = bytearray()
        for number in range(len(shares)):
            os.write(issue, number.to_bytes(_NUMBER, "big"))
        os.close(issue)
        while buffers:
            for answers in select.select(list(buffers), [], [])[0]:
                read = os.read(answers, _MOST_READ)
                if not read:
                    os.close(answers)
                    del buffers[answers]
                    continue
                buffers[answers] += read
                yield from _whole(buffers[answers])
    finally:
        os.close(tickets)
        for answers in buffers:
            os.close(answers)
        for child in children:
            if buffers:
                os.kill(child, signal.SIGTERM)
            os.waitpid(child, 0)


def _take_part(
    work: Callable[[bytes], T], lines: Sequence[bytes], shares: Sequence[range], tickets: int, outlet: int
) -> None:
    """The life of a child: one share after the other. It must not return into what the parent goes on to do."""
    status = 1
    try:
        while ticket := os.read(tickets, _NUMBER):
            number = int.from_bytes(ticket, "big")
            answer = pickle.dumps((number, [work(lines[at]) for at in shares[number]]))
            with os.fdopen(outlet, "wb", closefd=False) as out:
                out.write(len(answer).to_bytes(_LENGTH, "big") + answer)
        status = 0
    except BaseException:
        traceback.print_exc(file=sys.stderr)
    finally:
        os._exit(status)


def _whole(buffer: bytearray) -> Iterator[tuple[int, list[T]]]:
    """Takes the answers out of a buffer that have arrived whole."""
    while len(buffer) >= _LENGTH and len(buffer) >= (
        end := _LENGTH + int.from_bytes(buffer[:_LENGTH], "big")
    ):
        found = pickle.loads(buffer[_LENGTH:end])  # noqa: S301 (our own child wrote it)
        del buffer[:end]
        yield found

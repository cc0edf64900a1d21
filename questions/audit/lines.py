"""Lines from a stream, as many at once as are there, so that they can be worked on side by side."""

import os
import select
from collections.abc import Iterator

_MOST_BYTES = 1 << 20
# Whoever has written this much is writing more: waiting a moment for it leaves fewer and fuller batches.
_MANY_BYTES, _MOMENT = 1 << 15, 0.01


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
    """Waits for the first bytes, then takes all that follow at once; empty at the end."""
    found = bytearray(os.read(source, _MOST_BYTES))
    while found and len(found) < _MOST_BYTES:
        patience = _MOMENT if len(found) >= _MANY_BYTES else 0
        if not select.select([source], [], [], patience)[0]:
            break
        more = os.read(source, _MOST_BYTES - len(found))
        if not more:
            break
        found += more
    return bytes(found)

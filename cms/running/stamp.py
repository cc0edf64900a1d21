"""A note in `var/` of what the database was prepared with, so that the next start need not ask Django."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

SOURCES = (
    "requirements.txt",
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "cms/demo/**/*",
    "*/management/commands/load_demo.py",
)
"""What decides about tables and demo content."""


def content_key(root: Path, *, wanted: str) -> str:
    """Return the hash of every source in the checkout `root` and of what else was asked for (`wanted`)."""
    digest = hashlib.sha256(wanted.encode())
    for path in _sources(root):
        digest.update(str(path.relative_to(root)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def is_prepared(stamp: Path, *, key: str, identity: str | None) -> bool:
    """Say whether `stamp` was written for these sources and this very database."""
    try:
        return identity is not None and json.loads(stamp.read_text()) == {"key": key, "database": identity}
    except (OSError, ValueError):
        return False


def write(stamp: Path, *, key: str, identity: str | None) -> None:
    stamp.write_text(json.dumps({"key": key, "database": identity}))


def _sources(root: Path) -> Iterator[Path]:
    found = {path for pattern in SOURCES for path in root.glob(pattern)}
    for path in sorted(found):
        if path.is_file() and path.suffix != ".pyc" and ".venv" not in path.parts:
            yield path

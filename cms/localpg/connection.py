"""How to reach the server, kept in a file that only its owner reads."""

from __future__ import annotations

import json
import os
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Connection:
    """How to reach the server that runs now."""

    port: int
    password: str

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://postgres:{self.password}@127.0.0.1:{self.port}/{database}"


def recorded_url(root: Path, database: str = "postgres") -> str | None:
    """Return the address of the server last started in `root`, or None; it may have ended since."""
    connection = read_connection(root / "server.json")
    return connection.url(database) if connection else None


def read_connection(path: Path) -> Connection | None:
    try:
        return Connection(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError):
        return None


def write_connection(path: Path, connection: Connection) -> None:
    write_private(path, json.dumps(asdict(connection)))


def write_private(path: Path, text: str) -> None:
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)
    unfinished.rename(path)

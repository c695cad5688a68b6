"""Where the engines of a home keep their files: at home if the account that runs them can go there, else in a place it can."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path

from app.kernel.embedded.account import Account, can_write
from app.kernel.embedded.plan import EngineError

ELSEWHERE = Path("/var/lib/passerelle")
LONGEST_SOCKET = 100
"""Characters of a socket's path; Linux refuses more than 107, macOS more than 103."""


def open_home(home: Path) -> Path:
    """The home, private: others may not read it, and only root lets the account of the engines pass through."""
    home = home.absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except PermissionError as refused:
        raise EngineError(
            f"{home} belongs to somebody else: remove it, or start as the person who made it."
        ) from refused
    return home.resolve()


def find_place(home: Path, account: Account | None) -> Path:
    """The folder of the engines' files, made if needed, owned by the account and closed to everybody else.

    A home that the account cannot reach gets a link to a place elsewhere, and keeps it.
    """
    near, far = home / "engines", ELSEWHERE / _short(home)
    linked = near.is_symlink() and near.readlink() == far
    if near.is_symlink() and not linked:
        near.unlink()
    if not linked and _prepare(near, account):
        return near
    ensure_open(ELSEWHERE)
    if not _prepare(far, account):
        raise EngineError(f"Neither {near} nor {far} can be used by the account that runs the engines.")
    if not linked:
        near.rmdir()
        near.symlink_to(far)
    return far


def find_sockets(place: Path, account: Account | None) -> Path:
    """The folder of the engines' sockets: in their place, or a private one with a shorter path."""
    near = place / "sockets"
    longest = len(str(near / ".s.PGSQL.5432"))
    folder = near if longest <= LONGEST_SOCKET else Path("/tmp") / f"passerelle-{_short(place)}"  # noqa: S108 - private and checked
    make_folder(folder, account)
    found = folder.lstat()
    owner = account.uid if account else os.geteuid()
    if found.st_uid != owner or found.st_mode & 0o077 or folder.is_symlink():
        raise EngineError(f"{folder} belongs to somebody else: remove it.")
    return folder


def ensure_open(folder: Path) -> None:
    """Make a folder that every account may pass through, whatever this process's umask."""
    with suppress(PermissionError):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)


def _prepare(folder: Path, account: Account | None) -> bool:
    with suppress(OSError):
        make_folder(folder, account)
        return can_write(account, folder)
    return False


def make_folder(folder: Path, account: Account | None) -> None:
    """Make it private to the account; nothing happens when it is there."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if account:
            os.chown(folder, *account.ids)


def _short(folder: Path) -> str:
    return hashlib.sha256(str(folder).encode()).hexdigest()[:12]

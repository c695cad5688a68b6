"""The folders of a home's engines: inside the home when the account that runs them can reach it, else below a fallback root."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

from app.kernel.embedded.account import UnixAccount, can_account_write_folder
from app.kernel.embedded.plan import PrivateServerError

FALLBACK_ROOT = Path("/var/lib/passerelle")
LONGEST_SOCKET = 100
"""Characters of a socket's path; Linux refuses more than 107, macOS more than 103."""
PLAIN_PATH = re.compile(r"[A-Za-z0-9/._-]+")
"""A path that means itself in every address: PostgreSQL separates hosts by commas, and addresses encode spaces and signs."""


def ensure_home_folder(home: Path) -> Path:
    """Create the home as a private folder; when this process is root, the account of the engines may pass through it."""
    home = home.absolute()
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        home.chmod(0o711 if os.geteuid() == 0 else 0o700)
    except PermissionError as refused:
        raise PrivateServerError(
            f"{home} belongs to somebody else: remove it, or start as the person who made it."
        ) from refused
    return home.resolve()


def ensure_files_folder(home: Path, account: UnixAccount | None) -> Path:
    """The folder of the engines' files, private to the account; created when it is missing.

    A home that the account cannot reach gets a link to a folder below the fallback root, and keeps it.
    """
    near, far = home / "engines", FALLBACK_ROOT / _path_digest(home)
    linked = near.is_symlink() and near.readlink() == far
    if near.is_symlink() and not linked:
        near.unlink()
    if not linked and _try_to_create_folder(near, account):
        return near
    ensure_passable_folder(FALLBACK_ROOT)
    if not _try_to_create_folder(far, account):
        raise PrivateServerError(f"Neither {near} nor {far} can be used by the account that runs the engines.")
    if not linked:
        near.rmdir()
        near.symlink_to(far)
    return far


def ensure_sockets_folder(files: Path, account: UnixAccount | None) -> Path:
    """The folder of the engines' sockets: among their files, or a private one with a short and plain path; created when it is missing."""
    near = files / "sockets"
    folder = near if _can_be_address(near / ".s.PGSQL.5432") else Path("/tmp") / f"passerelle-{_path_digest(files)}"  # noqa: S108 - private and checked
    ensure_private_folder(folder, account)
    status = folder.lstat()
    owner = account.uid if account else os.geteuid()
    if status.st_uid != owner or status.st_mode & 0o077 or folder.is_symlink():
        raise PrivateServerError(f"{folder} belongs to somebody else: remove it.")
    return folder


def ensure_passable_folder(folder: Path) -> None:
    """Create a folder that every account may pass through, whatever the umask."""
    with suppress(PermissionError):
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(0o755)


def _try_to_create_folder(folder: Path, account: UnixAccount | None) -> bool:
    with suppress(OSError):
        ensure_private_folder(folder, account)
        return can_account_write_folder(account, folder)
    return False


def ensure_private_folder(folder: Path, account: UnixAccount | None) -> None:
    """Create a folder that is private to the account; idempotent."""
    with suppress(FileExistsError):
        folder.mkdir(mode=0o700)
        if account:
            os.chown(folder, *account.uid_and_gid)


def _can_be_address(socket: Path) -> bool:
    return len(os.fsencode(socket)) <= LONGEST_SOCKET and PLAIN_PATH.fullmatch(str(socket)) is not None


def _path_digest(folder: Path) -> str:
    return hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]

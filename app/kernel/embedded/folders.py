"""The folders of one home: where the files and sockets of its engines are, and which account runs them."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.kernel.embedded.account import UnixAccount, choose_server_account
from app.kernel.embedded.paths import ensure_files_folder, ensure_home_folder, ensure_sockets_folder

Report = Callable[[str], None]


@dataclass(frozen=True)
class PrivateServerFolders:
    """The same for every process that names the same home, so that all of them use the same addresses."""

    home: Path
    files: Path
    sockets: Path
    account: UnixAccount | None


def ensure_private_server_folders(home: Path) -> PrivateServerFolders:
    """The folders of `home`, created when they are missing."""
    home = ensure_home_folder(home)
    with hold_home_lock(home):
        account = choose_server_account(home / "engines")
        files = ensure_files_folder(home, account)
        return PrivateServerFolders(home, files, ensure_sockets_folder(files, account), account)


@contextmanager
def hold_home_lock(home: Path) -> Iterator[None]:
    """Only one process at a time is inside: it creates folders and files."""
    with (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

"""The account that runs the engines: the current user, or an unprivileged account when that is root, which PostgreSQL refuses."""

from __future__ import annotations

import os
import pwd
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.kernel.embedded.plan import PrivateServerError


@dataclass(frozen=True)
class UnixAccount:
    """An unprivileged account of this machine."""

    uid: int
    gid: int

    @property
    def uid_and_gid(self) -> tuple[int, int]:
        """Both numbers, as a plan holds them."""
        return self.uid, self.gid

    @property
    def subprocess_options(self) -> dict[str, Any]:
        """The options of `subprocess.run` that run a command as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def choose_server_account(owned: Path) -> UnixAccount | None:
    """The owner of the folder `owned` when engines ran there before, else postgres, else nobody; None when this process is not root."""
    if os.geteuid() != 0:
        return None
    with suppress(FileNotFoundError):
        status = owned.stat()
        if status.st_uid != 0:
            return UnixAccount(status.st_uid, status.st_gid)
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            entry = pwd.getpwnam(name)
            return UnixAccount(entry.pw_uid, entry.pw_gid)
    raise PrivateServerError(
        "PostgreSQL does not run as root and there is no account 'nobody' to run it: start as an ordinary user, "
        "or name servers in DATABASE_URL and REDIS_URL."
    )


def can_account_run_program(account: UnixAccount | None, program: Path) -> bool:
    """Whether the account can start a program and load the libraries it needs."""
    with suppress(OSError):
        return _command_succeeds([str(program), "--version"], account)
    return False


def can_account_write_folder(account: UnixAccount | None, folder: Path) -> bool:
    """Whether the account can reach a folder and write there."""
    return _command_succeeds(["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", str(folder)], account)


def _command_succeeds(command: list[str], account: UnixAccount | None) -> bool:
    options = account.subprocess_options if account else {}
    completed = subprocess.run(command, cwd="/", capture_output=True, check=False, **options)
    return completed.returncode == 0

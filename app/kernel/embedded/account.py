"""Who runs the engines: oneself, or, when one is root, a person without rights, for PostgreSQL refuses to run as root."""

from __future__ import annotations

import os
import pwd
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.kernel.embedded.plan import EngineError


@dataclass(frozen=True)
class Account:
    """An unprivileged account of this machine."""

    uid: int
    gid: int

    @property
    def ids(self) -> tuple[int, int]:
        """Both numbers, as a plan carries them."""
        return self.uid, self.gid

    @property
    def drop(self) -> dict[str, Any]:
        """What `subprocess` needs to run a command as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def choose_account(owned: Path) -> Account | None:
    """None when this process is not root; else the owner of `owned`, if engines ran there before, or postgres, or nobody."""
    if os.geteuid() != 0:
        return None
    with suppress(FileNotFoundError):
        found = owned.stat()
        if found.st_uid != 0:
            return Account(found.st_uid, found.st_gid)
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            known = pwd.getpwnam(name)
            return Account(known.pw_uid, known.pw_gid)
    raise EngineError(
        "PostgreSQL does not run as root and there is no account 'nobody' to run it: start as an ordinary user, "
        "or name servers in DATABASE_URL and REDIS_URL."
    )


def can_run(account: Account | None, program: Path) -> bool:
    """Whether the account can reach and start a program and the libraries it needs."""
    with suppress(OSError):
        return _try([str(program), "--version"], account)
    return False


def can_write(account: Account | None, folder: Path) -> bool:
    """Whether the account can reach a folder and write there."""
    return _try(["/bin/sh", "-c", 'test -w "$1" && test -x "$1"', "sh", str(folder)], account)


def _try(command: list[str], account: Account | None) -> bool:
    drop = account.drop if account else {}
    tried = subprocess.run(command, cwd="/", capture_output=True, check=False, **drop)
    return tried.returncode == 0

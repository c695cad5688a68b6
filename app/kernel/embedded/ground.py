"""Where the engines of one home stand: its folder, the place of their files and sockets, and the account that runs them."""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.kernel.embedded.account import Account, choose_account
from app.kernel.embedded.places import find_place, find_sockets, open_home

Say = Callable[[str], None]


@dataclass(frozen=True)
class Ground:
    """The same for every process that names the same home, so that they meet at the same addresses."""

    home: Path
    place: Path
    sockets: Path
    account: Account | None


def settle(home: Path) -> Ground:
    """The ground of `home`, its folders made."""
    home = open_home(home)
    with alone(home):
        account = choose_account(home / "engines")
        place = find_place(home, account)
        return Ground(home, place, find_sockets(place, account), account)


@contextmanager
def alone(home: Path) -> Iterator[None]:
    """One process at a time makes folders and files."""
    with (home / "lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield

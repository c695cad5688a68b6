"""The readers of the house, by name: filled once by the factory, read by whoever wakes or drains them."""

from __future__ import annotations

from collections.abc import Iterable

from app.journal.kinds import KINDS
from app.journal.reader import Reader
from app.kernel.application import Application, part

_PLACE = "readers"


def set_up(app: Application, readers: Iterable[Reader]) -> None:
    """Give `app` its readers; two of one name or an unknown kind stop the start."""
    known: dict[str, Reader] = {}
    for reader in readers:
        assert reader.name not in known, f"Two readers are called {reader.name}."
        assert reader.kinds <= KINDS.keys(), (
            f"{reader.name} waits for kinds that cannot happen: {reader.kinds - KINDS.keys()}."
        )
        known[reader.name] = reader
    app.extensions[_PLACE] = known


def all_readers() -> dict[str, Reader]:
    """Every reader by name."""
    readers: dict[str, Reader] = part(_PLACE)
    return readers


def reader_called(name: str) -> Reader:
    """The reader of that name; KeyError when there is none."""
    return all_readers()[name]

"""The readers of the house, by name: filled once by the factory, read by whoever wakes or drains them."""

from __future__ import annotations

from collections.abc import Iterable

from app.journal.kinds import KINDS
from app.journal.reader import Reader
from app.kernel.application import Application, get_extension

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
    app.extensions[_PLACE] = {reader.name: reader for reader in in_order(known.values())}


def in_order(readers: Iterable[Reader]) -> list[Reader]:
    """`readers`, each after those that tell what it waits for; of those that feed each other, whoever is fed least goes first."""
    left, ordered = list(readers), list[Reader]()
    while left:
        ordered.append(min(left, key=lambda reader: (_fed_by(left, reader), -len(reader.emits))))
        left.remove(ordered[-1])
    return ordered


def _fed_by(others: Iterable[Reader], reader: Reader) -> int:
    """How many kinds that `reader` waits for the others tell."""
    return sum(len(other.emits & reader.kinds) for other in others if other is not reader)


def all_readers() -> dict[str, Reader]:
    """Every reader by name, each after those whose facts it waits for."""
    readers: dict[str, Reader] = get_extension(_PLACE)
    return readers

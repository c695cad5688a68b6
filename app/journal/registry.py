"""The readers by name: registered once by the factory, used by the code that wakes or drains them."""

from __future__ import annotations

from collections.abc import Iterable

from app.journal.kinds import KINDS
from app.journal.reader import Reader
from app.kernel.application import Application, get_extension

_PLACE = "readers"


def register_readers(app: Application, readers: Iterable[Reader]) -> None:
    """Give `app` its readers; two of one name or an unknown kind stop the start."""
    by_name: dict[str, Reader] = {}
    for reader in readers:
        assert reader.name not in by_name, f"Two readers are called {reader.name}."
        assert reader.kinds <= KINDS.keys(), (
            f"{reader.name} waits for kinds that cannot happen: {reader.kinds - KINDS.keys()}."
        )
        by_name[reader.name] = reader
    app.extensions[_PLACE] = {reader.name: reader for reader in sort_readers_by_dependency(by_name.values())}


def sort_readers_by_dependency(readers: Iterable[Reader]) -> list[Reader]:
    """`readers`, each after those that emit what it waits for; of readers that feed each other, the least fed goes first."""
    left, ordered = list(readers), list[Reader]()
    while left:
        ordered.append(min(left, key=lambda reader: (_count_kinds_emitted_by_others(left, reader), -len(reader.emits))))
        left.remove(ordered[-1])
    return ordered


def _count_kinds_emitted_by_others(others: Iterable[Reader], reader: Reader) -> int:
    """How many kinds that `reader` waits for are emitted by the others."""
    return sum(len(other.emits & reader.kinds) for other in others if other is not reader)


def readers_by_name() -> dict[str, Reader]:
    """Every reader by name, each after those whose facts it waits for."""
    readers: dict[str, Reader] = get_extension(_PLACE)
    return readers

"""What a feature declares of a figure about everybody that takes long to count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.kernel.schema import JsonObject


@dataclass(frozen=True)
class CompanyFigure:
    """Counts about everybody, never about a person, not through the gate yet: whoever reads them shows them through it.

    `table` is the largest table that `count` reads, and `find_basis` all that it depends on beside rows: the smallest
    group, a week. What was counted on another basis is never read again.
    """

    name: str
    table: str
    find_basis: Callable[[], str]
    count: Callable[[], JsonObject]

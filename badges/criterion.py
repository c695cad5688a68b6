"""The contract of a badge criterion: settings that its schema validates, and what they make it count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.journal.counter import Counting
from app.kernel.discovery import discover_kinds
from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject, Schema, load_settings


@dataclass(frozen=True)
class Criterion:
    """A criterion: its name, its sentence in the reference, its settings, and how they become a count."""

    name: str
    sentence: str
    settings: type[Schema]
    counting: Callable[[JsonObject], Counting]


def criteria() -> dict[str, Criterion]:
    """Every criterion by name: one file of `badges/criteria` each."""
    return discover_kinds("badges.criteria", Criterion)


def counting_of(criterion: str, settings: JsonObject) -> tuple[JsonObject, Counting]:
    """The settings as the criterion reads them, and what they count; Invalid, with pointers, when it cannot."""
    if criterion not in criteria():
        raise Invalid(f"No criterion is called {criterion}: choose one of {', '.join(criteria())}.")
    chosen = criteria()[criterion]
    read = load_settings(chosen.settings, settings, f"These settings do not suit {criterion}.")
    return read, chosen.counting(read)

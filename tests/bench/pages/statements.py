"""Counts the statements that a process sends to its database: whichever layer makes them, they end in the driver's cursor."""

from __future__ import annotations

from functools import wraps
from itertools import count
from typing import Any

import psycopg

_numbers = count()


def count_statements() -> None:
    """Begin to count, in this process."""
    execute = psycopg.Cursor.execute

    @wraps(execute)
    def execute_counted(*given: Any, **named: Any) -> Any:
        next(_numbers)
        return execute(*given, **named)

    psycopg.Cursor.execute = execute_counted  # type: ignore[method-assign]  # the driver has no hook for what it sends


def take_number() -> int:
    """One more than the statements and the calls of this so far."""
    return next(_numbers)

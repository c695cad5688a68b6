"""Moves the positions of readers for which nothing waits, in one statement for all of them."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import text

from app.journal.passing.statements import PASS
from app.journal.queries import LAST, encode_kinds_by_reader
from app.journal.reader import Reader
from app.kernel import clock
from app.kernel.database import session

_PASS = text(PASS)


def pass_over_facts_of_other_kinds(readers: Collection[Reader]) -> set[str]:
    """Move these readers past facts that they do not wait for; returns the names of those that have more to read.

    A position that another drain has locked stays, as does one that has an awaited fact in its next step.
    """
    if not readers:
        return set()
    given = {"kinds": encode_kinds_by_reader(readers), "last": LAST, "now": clock.now()}
    return set(session().scalars(_PASS, given))

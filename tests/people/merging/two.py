"""Two accounts of one human, for the tests of merges."""

from __future__ import annotations

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.merging.service.merge import merge_people
from app.people.models import Person


def merge(kept: int, merged: int) -> None:
    """Merge them as a command does, in a transaction of its own."""
    with transaction():
        merge_people(session().get_one(Person, kept), session().get_one(Person, merged), by_id=None)

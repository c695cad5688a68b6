"""Sends a reader back to the start of the journal, for what it derives to be built again."""

from __future__ import annotations

from sqlalchemy import update

from app.journal.models import Position
from app.journal.reader import Reader
from app.kernel.database import session


def rewind(reader: Reader) -> None:
    """Put every position of `reader` at the start; its next drain meets every fact again."""
    session().execute(update(Position).where(Position.reader == reader.name).values(tx=0, fact_id=0))

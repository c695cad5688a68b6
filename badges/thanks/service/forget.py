"""Forgets what leavers gave and received, and what was put away long ago."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, text

from app.kernel.database import session
from badges.thanks import queries, statements
from badges.thanks.models import Thanks


def forget_thanks_of_leavers(fact_ids: Sequence[int]) -> None:
    """Forget what those received who left the company, and who it was that gave; hide what those showed who left the game.

    Idempotent, and nothing happens to whoever is back.
    """
    session().execute(text(statements.FORGET_LEAVERS), {"batch": list(fact_ids)})


def forget_removed_thanks_if_due(thanks_id: int) -> None:
    """Delete thanks that their receiver put away, once their giver’s page lists them no more. Idempotent."""
    session().execute(delete(Thanks).where(queries.old_removed_condition(), Thanks.id == thanks_id))

"""Forgets what leavers gave and received, and what was put away long ago."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, text

from app.kernel.database import session
from badges.terms.queries import list_leavers
from badges.thanks import statements
from badges.thanks.models import Thanks
from badges.thanks.queries.clocks import old_removed_condition


def forget_thanks_of_leavers(fact_ids: Sequence[int]) -> None:
    """Forget what those received who left the company, and who it was that gave; hide what those showed who left the game.

    Idempotent, and nothing happens to whoever is back.
    """
    leavers = list_leavers(fact_ids)
    gone, remaining = ([person_id for person_id, here in leavers if here is is_here] for is_here in (False, True))
    session().execute(text(statements.FORGET_LEAVERS), {"gone": gone, "remaining": remaining})


def forget_removed_thanks_if_due(thanks_id: int) -> None:
    """Delete thanks that their receiver put away, once their giver’s page lists them no more. Idempotent."""
    session().execute(delete(Thanks).where(old_removed_condition(), Thanks.id == thanks_id))

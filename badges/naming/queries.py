"""Reads of the names of holders: those that everybody reads, and what one holder may choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from badges.naming import statements

_PUBLISHED_NAMES, _OWN_NAMEABLE_AWARD = text(statements.PUBLISHED_NAMES), text(statements.OWN_NAMEABLE_AWARD)

MOST_NAMES = 200
"""How many names a page shows; it does not say how many there are."""


@dataclass(frozen=True, kw_only=True)
class HolderNaming:
    """What a holder may choose: the name that the page would show, whether they agreed, and whether a pause hides it."""

    name: str
    is_named: bool
    is_paused: bool


def list_published_names(badge_id: int) -> Sequence[str]:
    """The names of the holders who agreed to be shown, as they are at this moment, by family name."""
    parameters = {"badge_id": badge_id, "now": clock.now(), "most": MOST_NAMES}
    return session().scalars(_PUBLISHED_NAMES, parameters).all()


def find_naming_choice(badge_id: int, person_id: int) -> HolderNaming | None:
    """What this person may choose for the badge; None for whoever does not hold it, or cannot be named."""
    parameters = {"badge_id": badge_id, "person_id": person_id, "now": clock.now()}
    row = session().execute(_OWN_NAMEABLE_AWARD, parameters).mappings().one_or_none()
    return None if row is None else HolderNaming(**row)

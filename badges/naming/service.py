"""A holder agrees to be shown on the page of a badge, or no longer; leaving ends the agreement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, update

from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.statements import select_leavers
from badges.judging.queries import lock_people
from badges.models import Award, Badge
from badges.naming.queries import find_naming_choice
from badges.terms.queries import find_running_award


class HolderCannotBeNamed(Conflict):
    """This person does not hold the badge at this moment, or takes part in Passerelle no more."""


def choose_naming(badge: Badge, person_id: int, *, is_named: bool) -> None:
    """Show the holder's name on the page of the badge from now on, or no longer. HolderCannotBeNamed; taking back never fails."""
    lock_people([person_id])
    award = find_running_award(badge.id, person_id)
    if is_named and (award is None or find_naming_choice(badge.id, person_id) is None):
        raise HolderCannotBeNamed("Only who holds a badge and takes part in Passerelle can be named.")
    if award is not None:
        award.is_named = is_named
    session().flush()


def forget_namings_of_person(person_id: int) -> None:
    """Let whoever joins Passerelle anew begin unnamed, whatever they agreed to before they left."""
    _forget_namings(Award.person_id == person_id)


def forget_namings_of_leavers(fact_ids: Sequence[int]) -> None:
    """Forget what those agreed to who, by these facts, left the company or the game and are not back. Idempotent."""
    _forget_namings(Award.person_id.in_(select_leavers(fact_ids)))


def _forget_namings(whose: ColumnElement[bool]) -> None:
    session().execute(update(Award).where(Award.is_named, whose).values(is_named=False))

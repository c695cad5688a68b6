"""A winner agrees to be named in the result, or no longer; leaving ends the agreement."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, update

from app.kernel.database import session
from app.kernel.errors import Conflict
from app.people.statements import select_leavers
from missions.contests.models import Contest
from missions.contests.naming import queries
from missions.contests.prizes.models import ContestWin
from missions.contests.prizes.queries import OWN_WINS, NoSuchWin


class CannotBeNamed(Conflict):
    """This win stays under a pseudonym: its prize was left or has expired, its holder takes part no more, or their group is small."""


def choose_naming(contest: Contest, person_id: int, win_id: int, *, is_named: bool) -> None:
    """Show the winner's name in the result from now on, or no longer. CannotBeNamed, NoSuchWin; taking back never fails."""
    win = OWN_WINS.get_and_lock_own_row(person_id, win_id)
    if win.contest_id != contest.id:
        raise NoSuchWin("You have no such prize in this contest.")
    if is_named and win_id not in queries.find_naming_choices(contest, person_id):
        raise CannotBeNamed("Only who keeps a prize and takes part in Passerelle can be named.")
    win.is_named = is_named
    session().flush()


def forget_naming_in_contest(contest_id: int, person_id: int) -> None:
    """Name this person in the result of one contest no longer."""
    _forget_namings(ContestWin.contest_id == contest_id, ContestWin.person_id == person_id)


def forget_namings_of_person(person_id: int) -> None:
    """Let whoever joins Passerelle anew begin unnamed, whatever they agreed to before they left."""
    _forget_namings(ContestWin.person_id == person_id)


def forget_namings_of_leavers(fact_ids: Sequence[int]) -> None:
    """Forget what those agreed to who, by these facts, left the company or the game and are not back. Idempotent."""
    _forget_namings(ContestWin.person_id.in_(select_leavers(fact_ids)))


def _forget_namings(*conditions: ColumnElement[bool]) -> None:
    session().execute(update(ContestWin).where(ContestWin.is_named, *conditions).values(is_named=False))

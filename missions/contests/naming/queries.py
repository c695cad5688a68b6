"""Reads of the names of winners: those that everybody reads, and what one winner may choose."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from sqlalchemy import text

from app.kernel import clock
from app.kernel.database import session
from missions.contests.models import Contest
from missions.contests.naming import statements
from missions.contests.queries import get_terms
from missions.contests.standings.groups.queries import find_names_of_published_groups

_PUBLISHED_NAMES, _OWN_NAMEABLE_WINS = text(statements.PUBLISHED_NAMES), text(statements.OWN_NAMEABLE_WINS)


@dataclass(frozen=True, kw_only=True)
class NamingChoice:
    """What a winner may choose for a win: the name that the result would show, whether they agreed, and whether a pause hides it."""

    win_id: int
    group_key: str
    name: str
    is_named: bool
    is_paused: bool


def find_published_names(contest: Contest) -> Mapping[int, str]:
    """The names of the winners who agreed to be named, by win, as they are at this moment."""
    rows = session().execute(_PUBLISHED_NAMES, {"contest_id": contest.id, "now": clock.now()}).all()
    is_nameable = _build_group_check(contest)
    return {row.win_id: row.name for row in rows if is_nameable(row.group_key)}


def find_naming_choices(contest: Contest, person_id: int) -> Mapping[int, NamingChoice]:
    """What this person may choose in the result of a contest, by win; nothing for what they left, or where it would name a small group."""
    parameters = {"contest_id": contest.id, "person_id": person_id, "now": clock.now()}
    choices = [NamingChoice(**row) for row in session().execute(_OWN_NAMEABLE_WINS, parameters).mappings()]
    is_nameable = _build_group_check(contest)
    return {choice.win_id: choice for choice in choices if is_nameable(choice.group_key)}


def _build_group_check(contest: Contest) -> Callable[[str], bool]:
    """Where groups win, the name of a member says which one did: only for groups that are large enough to be named."""
    sort = get_terms(contest).group_sort
    named = find_names_of_published_groups(contest.id, sort)
    return lambda group_key: sort is None or group_key in named

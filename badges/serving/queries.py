"""Reads the team that an award served: for its holder, and for everybody where the holder agreed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import text

from app.kernel.database import session
from app.kernel.disclosure import get_gate
from badges.serving import statements

_SERVED_TEAM, _SHOWN_TEAMS = text(statements.SERVED_TEAM), text(statements.SHOWN_TEAMS)

LEAST_HELPED = 3
"""From so many of its people on, help went to a team and not to a person."""


@dataclass(frozen=True, kw_only=True)
class ServedTeam:
    """So many useful answers, more than half of them for people of that team."""

    team: str
    answers: int


@dataclass(frozen=True, kw_only=True)
class OwnServedTeam(ServedTeam):
    """The same as its holder reads it: whether others read it too."""

    unit_id: int
    is_shown: bool


def find_own_served_team(award_id: int) -> OwnServedTeam | None:
    """The team that an award served, for its holder alone; None where the facts tell of none, or of too few people."""
    parameters = {"award_id": award_id, "least_helped": LEAST_HELPED, "smallest": get_gate().smallest}
    row = session().execute(_SERVED_TEAM, parameters).mappings().one_or_none()
    return OwnServedTeam(**row) if row else None


def map_shown_teams(award_ids: Sequence[int]) -> dict[int, ServedTeam]:
    """The teams that these awards served, by their ids, where their holders agreed to show them: for lists and public pages."""
    rows = session().execute(_SHOWN_TEAMS, {"award_ids": list(award_ids), "smallest": get_gate().smallest})
    return {row.award_id: ServedTeam(team=row.team, answers=row.answers) for row in rows}

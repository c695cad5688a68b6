"""Counts the people of every mission: who was enrolled, went on and completed it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import text

from app.kernel import clock
from app.kernel.company_figure import CompanyFigure
from app.kernel.database import session
from app.kernel.disclosure import get_counted_weeks
from app.kernel.kept_figures.queries import read_figure
from app.kernel.schema import JsonObject
from missions.authoring import statements

COUNTED = ("enrolled", "advanced", "completed", "completed_lately")
NOBODY = dict.fromkeys(COUNTED, 0)


def count_people_of_missions() -> dict[str, Mapping[str, int]]:
    """The numbers of COUNTED by the id of the mission; a mission of nobody is left out."""
    rows = session().execute(text(statements.PEOPLE_OF_MISSIONS), {"lately": _find_lately()}).mappings()
    return {str(row["mission_id"]): {name: row[name] for name in COUNTED} for row in rows}


def _find_lately() -> datetime:
    return get_counted_weeks(clock.now())[0]


MISSION_PEOPLE = CompanyFigure(
    "missions.people", "enrolment", lambda: _find_lately().isoformat(), count_people_of_missions
)


def load_people_of_missions() -> JsonObject:
    """As `count_people_of_missions`, as it was some minutes ago in a large company."""
    return read_figure(MISSION_PEOPLE)

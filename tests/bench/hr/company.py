"""A large company with somebody who has every role, and the file that its HR system would send."""

from __future__ import annotations

import csv
import io
from functools import partial

from sqlalchemy import text

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.roles import GIVEN_ROLES
from tests.bench.growth.filling import CompanySize, fill_company
from tests.bench.rig import Rig

TEMPLATE = "everybody"
FIRST_PERSON = "select min(id) from person"
GIVE_ROLES = f"insert into person_role (person_id, role) select ({FIRST_PERSON}), unnest(cast(:roles as text[]))"
ROWS = """
select p.external_id, p.email, p.given_name, p.family_name, s.name, u.name, p.arrived_on
from person p join site s on s.id = p.site_id join unit u on u.id = p.unit_id order by p.id
"""
COLUMNS = ("external_id", "email", "given_name", "family_name", "site", "unit", "arrived_on", "job_title")
CHANGED_EACH = 1_000
"""One person in so many has a new title in the file."""


def make_company(rig: Rig, people: int, facts: int) -> None:
    """Keep it as the template TEMPLATE."""
    rig.make_template(TEMPLATE, partial(_fill, CompanySize(people, facts)))


def read_first_person() -> int:
    """Who has every role."""
    return int(session().execute(text(FIRST_PERSON)).scalar_one())


def write_people_file() -> bytes:
    """A file of everybody as they are, but that some have a new title."""
    written = io.StringIO()
    lines = csv.writer(written, delimiter=";")
    lines.writerow(COLUMNS)
    for number, row in enumerate(session().execute(text(ROWS))):
        lines.writerow([*row, "" if number % CHANGED_EACH else "Conseil"])
    return written.getvalue().encode()


def _fill(size: CompanySize) -> None:
    fill_company(size)
    with transaction():
        session().execute(text(GIVE_ROLES), {"roles": sorted(GIVEN_ROLES)})

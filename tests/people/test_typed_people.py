"""Lines that HR types are people by their full name, in either order, or by their address."""

from __future__ import annotations

from datetime import date

from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.directory.queries import find_person_ids_by_line
from app.people.queries import get_person
from tests.makers import make_people, record_departure


def test_typed_lines_name_those_who_are_here(app: Application) -> None:
    with transaction():
        ada, ben, gone = (get_person(person_id) for person_id in make_people(3))
        ada.given_name, ada.family_name = "Zoé", "Müller"
        ben.given_name, ben.family_name = "Muller", "Zoe"
        record_departure(gone, date(2026, 3, 3))
        lines = ["zoe muller", ben.email.upper(), f"{gone.given_name} {gone.family_name}", "Nobody", ""]
        expected = {lines[0]: [ada.id, ben.id], lines[1]: [ben.id]} | {key: [] for key in lines[2:]}
    with transaction():
        assert find_person_ids_by_line(lines) == expected
        assert find_person_ids_by_line([]) == {}

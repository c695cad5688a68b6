"""People whom somebody would rather not meet: they are not proposed to each other, whichever of the two said so."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from mentoring.volunteers.models import Avoidance, AvoidanceText
from mentoring.volunteers.queries.volunteers import list_person_ids_by_name_or_email
from tests.makers import make_people
from tests.mentoring.proposals.company import add_volunteers, make_round, make_seniors, propose_round

pytestmark = pytest.mark.usefixtures("monday")


@pytest.mark.parametrize("avoiding", ["senior", "junior"])
def test_two_of_whom_one_avoids_the_other_are_not_proposed(avoiding: str) -> None:
    with transaction():
        round_id = make_round()
        people = {"senior": make_seniors(1)[0], "junior": make_people(1)[0]}
        for side, person_id in people.items():
            add_volunteers(round_id, [person_id], side)
        (other,) = people.keys() - {avoiding}
        session().add(Avoidance(person_id=people[avoiding], avoided_id=people[other]))
    assert propose_round(round_id) == []


def call_person(person_id: int, given_name: str, family_name: str) -> None:
    named = update(Person).where(Person.id == person_id)
    session().execute(named.values(given_name=given_name, family_name=family_name))


@pytest.mark.parametrize(
    "line", ["Zoé D’Arc-L'Hôpital", "zoe d'arc l’hopital", "D'ARC–L'HÔPITAL Zoé", "Zoé  D’Arc-L’Ho\u0302pital"]
)
def test_a_name_is_found_however_its_accents_apostrophes_and_hyphens_are_written(line: str) -> None:
    with transaction():
        avoided, other = make_people(2)
        call_person(avoided, "Zoé", "D'Arc-L’Hôpital")
        assert list_person_ids_by_name_or_email([line], other_than=other) == [avoided]
        assert list_person_ids_by_name_or_email(["Zoé D’Arc"], other_than=other) == []


def test_a_colleague_who_gets_that_name_later_is_avoided_from_the_next_calculation_on() -> None:
    with transaction():
        round_id, (senior,), (junior,) = make_round(), make_seniors(1), make_people(1)
        add_volunteers(round_id, [senior], "senior")
        add_volunteers(round_id, [junior], "junior")
        session().add(AvoidanceText(person_id=senior, lines=["Zoé D’Arc-L'Hôpital"]))
        call_person(junior, "Zoe", "D'Arc-L’Hopital")
    assert propose_round(round_id) == []

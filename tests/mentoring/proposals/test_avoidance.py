"""People whom somebody would rather not meet: they are not proposed to each other, whichever of the two said so."""

from __future__ import annotations

import pytest

from app.kernel.database import session
from app.kernel.transaction import transaction
from mentoring.volunteers.models import Avoidance
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

"""The process that merges two accounts is killed at each of its steps: nothing is merged, and the next merge is whole."""

from __future__ import annotations

import pytest
from sqlalchemy import select, text

from app.cli.service import open_application_from_environment
from app.journal.models import Fact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.merging.models import MergedPerson
from app.people.models import Choices, Person
from tests.faults.killed_writers import kill_writer
from tests.makers import MONDAY, catch_up, make_people, tell
from tests.missions.company import make_post
from tests.people.merging.two import merge
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.fault


def merge_first_two() -> None:
    """Merge the second account of the company into the first one."""
    with transaction():
        first, second = session().scalars(select(Person.id).order_by(Person.id).limit(2)).all()
    merge(first, second)


def run_merge() -> None:
    """The same, in a process of its own."""
    with open_application_from_environment():
        merge_first_two()


def read_standing(people: list[int]) -> object:
    """Whose the facts and choices are, and whether a merge is recorded."""
    with transaction():
        facts = session().scalars(select(Fact.actor_id).where(Fact.kind == "post.created").order_by(Fact.id)).all()
        choices = session().scalars(select(Choices.person_id).order_by(Choices.person_id)).all()
        gone = session().scalars(select(Person.id).where(Person.id.in_(people), text("left_on is not null"))).all()
        return facts, choices, gone, session().scalars(select(MergedPerson.kept_id)).all()


def test_a_merge_that_is_killed_at_any_step_leaves_both_as_they_were(
    own_app: Application, own_engines: PrivateEngines, variables: dict[str, str]
) -> None:
    with transaction():
        people = make_people(2)
    tell(make_post("a", people[1], MONDAY))
    catch_up()
    before = read_standing(people)
    for table in ("fact", "person_merge"):
        kill_writer(run_merge, table, own_engines, variables)
        assert read_standing(people) == before, table
    merge_first_two()
    assert read_standing(people) == ([people[0]], [people[0]], [people[1]], [people[0]])

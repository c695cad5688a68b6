"""Units are those in which people were at the moment: who moves later moves nothing of what was done."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import update

from app.intake.activities import Activity, ActivityObject, CloudEvent
from app.intake.service.accept import accept_items
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from app.people.queries import get_person
from missions.service.publish import create_and_publish_mission
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, make_unit
from tests.missions.company import completions_of

NOON = datetime(2026, 1, 5, 12, 0, tzinfo=UTC)


def answer(number: int, actor: str, towards: str, at: datetime) -> CloudEvent:
    """An answer to what somebody wrote."""
    question = ActivityObject(id=f"q{number}", attributed_to=towards)
    done = Activity(type="Create", actor=actor, object=ActivityObject(id=f"n{number}", in_reply_to=question))
    return CloudEvent(specversion="1.0", id=str(number), source="rse", type="activity", data=done, time=at)


def test_a_colleague_who_moves_counts_for_the_unit_they_were_in_and_then_for_the_new_one(app: Application) -> None:
    with transaction():
        (ada,), (ben,) = make_people(1), make_people(1)
        me, them, elsewhere = get_person(ada).external_id, get_person(ben).external_id, make_unit().id
        create_and_publish_mission("m", make_mission_draft("distinct", facts=["answer.created"], wanted=2, of="units"))
    with clock.freeze_at(NOON), transaction():
        accept_items([answer(number, me, them, MONDAY.replace(minute=number)) for number in (1, 2)], "rse", clock.now())
    catch_up()
    assert completions_of(ada) == []
    with clock.freeze_at(NOON), transaction():
        session().execute(update(Person).where(Person.id == ben).values(unit_id=elsewhere))
        accept_items([answer(3, me, them, MONDAY.replace(minute=3))], "rse", clock.now())
    catch_up()
    assert [at for _, _, at in completions_of(ada)] == [MONDAY.replace(minute=3)]

"""The demo company is believable, the same for everybody who looks on the same day, and written once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app.journal.drain import drain
from app.journal.models import SHARDS, Fact
from app.journal.registry import all_readers
from app.kernel import clock
from app.kernel.database import session
from app.kernel.embedded.engines import Engines
from app.kernel.transaction import transaction
from app.people import queries
from app.people.accounts.queries import find_account, list_demo_sign_ins
from app.people.directory.queries import read_directory
from app.people.models import Choices, Person
from app.people.roles import GIVEN_ROLES
from app.points.queries import balance_of
from badges.models import Award
from mentoring.pairs.models import Pair
from mentoring.pairs.queries.meetings import list_meetings
from mentoring.pairs.queries.members import list_pairs_under_way
from mentoring.proposals.queries.proposals import Stage, card_for
from missions.home.queries import list_seen_paths
from seeds.company import NotEmpty, seed
from seeds.demo import AMINATA, DEMO_SIGN_INS, HELENE, MARC, OLIVIA, PHILIPPE, SOFIA, DemoPerson
from tests.applications import application_of, settings_of
from tests.engines import Databases
from tests.makers import catch_up, make_people

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)

OF_THE_PATH = """
select count(e.completed_at) from enrolment e
join step on step.mission_id = e.mission_id join path on path.id = step.path_id and path.slug = 'discovery'
group by e.person_id
"""
HELPED = """
select count(e.completed_at)::float / count(*) from enrolment e
join mission m on m.id = e.mission_id and m.slug = 'an-answer-that-helped'
"""
FINGERPRINT = text(
    """
    select md5(string_agg(concat_ws('|', p.external_id, p.email, p.arrived_on, p.left_on, m.external_id, c.joined_at, c.on_boards), ';'
                          order by p.external_id)),
           (select md5(string_agg(concat_ws('|', f.kind, f.source_key, f.occurred_at, f.object, f.community), ';' order by f.source, f.source_key))
            from fact f where f.source <> 'passerelle')
    from person p left join person m on m.id = p.manager_id left join choices c on c.person_id = p.id
    """
)


def plant() -> list[str]:
    said: list[str] = []
    with clock.at(NOW):
        seed(said.append)
    return said


def fingerprint() -> tuple[str, str]:
    people, facts = session().execute(FINGERPRINT).one()
    return people, facts


def named(person: DemoPerson) -> Person:
    return queries.get_by_email(person.email)


def completed(person: DemoPerson) -> int:
    return next(path.done for path in list_seen_paths(named(person).id) if path.slug == "discovery")


@pytest.fixture(scope="module")
def planted(databases: Databases, engines: Engines) -> Iterator[tuple[Flask, list[str]]]:
    """The demo company whose readers have caught up, and what was said of its making; these tests only look at it."""
    with application_of(settings_of(databases.create(), engines.redis_url)) as application:
        with application.app_context(), clock.at(NOW):
            said = plant()
            for reader, shard in product(all_readers().values(), range(SHARDS)):
                drain(reader, shard)  # Thousands of facts may take longer than catch_up waits on a busy machine.
            catch_up()
        yield application, said


@pytest.fixture
def company(planted: tuple[Flask, list[str]]) -> Iterator[list[str]]:
    """What was said of its making, inside the application that holds it."""
    application, said = planted
    with application.app_context():
        yield said


def test_the_company_has_the_shape_that_the_demo_promises(company: list[str]) -> None:
    with transaction():
        directory = read_directory()
        headcounts = sorted(queries.headcounts().values())
        joined = session().scalar(select(func.count()).where(Choices.joined_at.is_not(None))) or 0
        on_boards = session().scalar(select(func.count()).where(Choices.on_boards)) or 0
    people = [known.entry for known in directory.people.values()]
    recent = [one for one in people if one.arrived_on > NOW.date() - timedelta(days=365)]
    assert (len(people), len(directory.regions), len(directory.sites), len(directory.units)) == (300, 4, 7, 8)
    assert headcounts[0] < 10 <= headcounts[1]
    assert {one.locale for one in people} == {"fr", "en"}
    assert sum(one.manager is None for one in people) == 1
    assert 40 <= len(recent) <= 90
    assert any(one.left_on for one in people)
    assert 0.7 <= joined / len(people) <= 0.9
    assert 10 <= on_boards < joined / 3
    assert {role for known in directory.people.values() for role in known.roles} == GIVEN_ROLES
    assert company[0] == "  300 people, 4 regions, 7 sites, 8 units"


def test_the_second_time_changes_nothing_and_says_so(company: list[str]) -> None:
    with transaction():
        before = fingerprint(), session().scalar(select(func.count(Fact.id)))
    assert plant() == ["The demo company is already there: nothing to do."]
    with transaction():
        assert (fingerprint(), session().scalar(select(func.count(Fact.id)))) == before


def test_the_same_moment_gives_the_same_company(company: list[str], bare_app: Flask) -> None:
    with transaction():
        first = fingerprint()
    with bare_app.app_context():
        plant()
        with transaction():
            assert fingerprint() == first


def test_a_company_with_people_of_its_own_is_left_alone(app: Flask) -> None:
    with transaction():
        make_people(1)
    with pytest.raises(NotEmpty):
        plant()
    with transaction():
        assert sum(queries.headcounts().values()) == 1


def test_nothing_happens_in_the_future_or_before_somebody_joined(company: list[str]) -> None:
    with transaction():
        latest = session().scalar(select(func.max(Fact.occurred_at)))
        early = select(func.count()).select_from(Fact).join(Choices, Choices.person_id == Fact.actor_id)
        before_joining = session().scalar(early.where(Fact.source == "rse", Fact.occurred_at < Choices.joined_at))
    assert latest is not None
    assert latest <= NOW
    assert before_joining == 0


def test_whoever_the_demo_names_is_what_it_says(company: list[str]) -> None:
    with transaction():
        assert completed(MARC) == 3
        assert completed(AMINATA) == 6
        assert balance_of(named(MARC).id) == 51
        assert queries.find_choices(named(SOFIA).id) is None
        assert session().scalar(select(func.count()).where(Award.person_id == named(AMINATA).id)) == 2
        for person in DEMO_SIGN_INS:
            account = find_account(named(person).id)
            assert account is not None
            assert person.role in ("", *account.roles)
            assert account.manages is (person.given_name in ("Hélène", "Philippe"))


def test_every_role_can_be_tried(company: list[str]) -> None:
    with transaction():
        assert set(list_demo_sign_ins()) == GIVEN_ROLES | {"person", "manager"}


def test_most_have_begun_the_path_and_some_have_finished(company: list[str]) -> None:
    with transaction():
        per_person = session().execute(text(OF_THE_PATH)).scalars().all()
    finished = sum(done == 6 for done in per_person) / len(per_person)
    begun = sum(done > 0 for done in per_person) / len(per_person)
    assert 0.25 <= finished <= 0.6
    assert begun >= 0.8


def test_two_whom_the_demo_names_have_met_and_meet_again(company: list[str]) -> None:
    with transaction(), clock.at(NOW):
        (pair,) = list_pairs_under_way(named(PHILIPPE).id)
        states = [meeting.state for meeting in list_meetings(pair.id)]
        paired = session().scalars(select(Pair.state)).all()
        assert pair.junior_id == named(OLIVIA).id
    assert states == ["held", "held", "held", "planned"]
    assert paired.count("active") >= 10


def test_a_proposal_waits_for_whoever_volunteered_yesterday(company: list[str]) -> None:
    with transaction(), clock.at(NOW):
        told = card_for(named(HELENE).id)
        assert told is not None
        assert [one.stage for one in told] == [Stage.ASKED]


def test_answers_of_many_have_helped_somebody_and_those_of_some_not_yet(company: list[str]) -> None:
    with transaction():
        assert 0.3 <= session().execute(text(HELPED)).scalar_one() <= 0.9

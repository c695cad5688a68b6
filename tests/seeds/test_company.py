"""The demo company is believable, the same for a given day, and written once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from flask import Flask
from sqlalchemy import func, select, text

from app.journal.drain import drain_reader
from app.journal.models import SHARDS, Fact
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people import queries
from app.people.accounts.queries import find_account_of_sign_in_session, list_demo_accounts_by_role
from app.people.directory.queries import read_directory
from app.people.models import Choices, Person
from app.people.roles import GIVEN_ROLES
from badges.ambassadors.queries import find_open_candidacy
from badges.models import Award
from mentoring.pairs.models import Pair
from mentoring.pairs.queries.meetings import list_meetings_of_pair
from mentoring.pairs.queries.members import list_active_pairs_of_person
from mentoring.proposals.queries.views import ProposalStage, find_open_proposals_of_person
from missions.contests.queries import list_contests
from missions.contests.states import ContestState
from missions.contests.writing.form import read_form
from missions.contests.writing.queries import judge_draft
from missions.progress.queries import list_person_paths
from seeds.company import DatabaseNotEmpty, fill_demo_company
from seeds.demo import AMINATA, DEMO_SIGN_INS, HELENE, MARC, OLIVIA, PHILIPPE, SOFIA, THOMAS, DemoPerson
from tests.applications import application_of, settings_of
from tests.databases import Databases
from tests.makers import catch_up, make_people
from tests.points.makers import get_balance
from tests.private_engines import PrivateEngines

pytestmark = pytest.mark.long

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)

COMPLETED_STEPS = """
select count(e.completed_at) from enrolment e
join step on step.mission_id = e.mission_id join path on path.id = step.path_id and path.slug = 'discovery'
group by e.person_id
"""
SHARE_OF_HELPERS = """
select count(e.completed_at)::float / count(*) from enrolment e
join mission m on m.id = e.mission_id and m.slug = 'an-answer-that-helped'
"""
FINGERPRINTS = text(
    """
    select md5(string_agg(concat_ws('|', p.external_id, p.email, p.arrived_on, p.left_on, m.external_id, c.joined_at, c.on_boards), ';'
                          order by p.external_id)),
           (select md5(string_agg(concat_ws('|', f.kind, f.source_key, f.occurred_at, f.object, f.community), ';' order by f.source, f.source_key))
            from fact f where f.source <> 'passerelle')
    from person p left join person m on m.id = p.manager_id left join choices c on c.person_id = p.id
    """
)


def fill_company() -> list[str]:
    reports: list[str] = []
    with clock.freeze_at(NOW):
        fill_demo_company(reports.append)
    return reports


def take_fingerprints() -> tuple[str, str]:
    people, facts = session().execute(FINGERPRINTS).one()
    return people, facts


def person_of(persona: DemoPerson) -> Person:
    return queries.get_person_by_email(persona.email)


def count_completed(person: DemoPerson) -> int:
    return next(path.completed_count for path in list_person_paths(person_of(person).id) if path.slug == "discovery")


@pytest.fixture(scope="module")
def filled(databases: Databases, engines: PrivateEngines) -> Iterator[tuple[Flask, list[str]]]:
    """The demo company whose readers have caught up, and the lines that its making reported; these tests only read it."""
    with application_of(settings_of(databases.create(), engines.redis_url)) as application:
        with application.app_context(), clock.freeze_at(NOW):
            reports = fill_company()
            for reader, shard in product(readers_by_name().values(), range(SHARDS)):
                drain_reader(reader, shard)  # Thousands of facts may take longer than catch_up waits on a busy machine.
            catch_up()
        yield application, reports


@pytest.fixture
def company(filled: tuple[Flask, list[str]]) -> Iterator[list[str]]:
    """The lines that its making reported, inside its application."""
    application, reports = filled
    with application.app_context():
        yield reports


def test_the_company_has_the_shape_that_the_demo_promises(company: list[str]) -> None:
    with transaction():
        directory = read_directory()
        headcounts = sorted(queries.count_people_by_unit().values())
        joined = session().scalar(select(func.count()).where(Choices.joined_at.is_not(None))) or 0
        on_boards = session().scalar(select(func.count()).where(Choices.on_boards)) or 0
    people = [entry.entry for entry in directory.people.values()]
    recent = [person for person in people if person.arrived_on > NOW.date() - timedelta(days=365)]
    assert (len(people), len(directory.regions), len(directory.sites), len(directory.units)) == (300, 4, 7, 8)
    assert headcounts[0] < 10 <= headcounts[1]
    assert {person.locale for person in people} == {"fr", "en"}
    assert sum(person.manager is None for person in people) == 1
    assert 40 <= len(recent) <= 90
    assert any(person.left_on for person in people)
    assert 0.7 <= joined / len(people) <= 0.9
    assert 10 <= on_boards < joined / 3
    assert {role for entry in directory.people.values() for role in entry.roles} == GIVEN_ROLES
    assert company[0] == "  300 people, 4 regions, 7 sites, 8 units"


def test_hr_finds_a_contest_of_each_state_and_a_draft_to_go_on_with(company: list[str]) -> None:
    with transaction(), clock.freeze_at(NOW):
        contests = list_contests()
        (draft,) = [contest for contest in contests if contest.state == ContestState.DRAFT]
        assert sorted(contest.state for contest in contests) == ["draft", "final", "open", "open"]
        assert draft.saved_at == NOW - timedelta(hours=2)
        assert set(judge_draft(read_form(draft.answers)).faults) == {"prize_title_fr.0"}


def test_the_second_time_changes_nothing_and_says_so(company: list[str]) -> None:
    with transaction():
        before = take_fingerprints(), session().scalar(select(func.count(Fact.id)))
    assert fill_company() == ["The demo company is already there: nothing to do."]
    with transaction():
        assert (take_fingerprints(), session().scalar(select(func.count(Fact.id)))) == before


def test_the_same_moment_gives_the_same_company(company: list[str], bare_app: Flask) -> None:
    with transaction():
        first = take_fingerprints()
    with bare_app.app_context():
        fill_company()
        with transaction():
            assert take_fingerprints() == first


def test_a_company_with_people_of_its_own_is_left_alone(app: Flask) -> None:
    with transaction():
        make_people(1)
    with pytest.raises(DatabaseNotEmpty):
        fill_company()
    with transaction():
        assert sum(queries.count_people_by_unit().values()) == 1


def test_nothing_happens_in_the_future_or_before_a_person_joined(company: list[str]) -> None:
    with transaction():
        latest = session().scalar(select(func.max(Fact.occurred_at)))
        early = select(func.count()).select_from(Fact).join(Choices, Choices.person_id == Fact.actor_id)
        before_joining = session().scalar(early.where(Fact.source == "rse", Fact.occurred_at < Choices.joined_at))
    assert latest is not None
    assert latest <= NOW
    assert before_joining == 0


def test_each_persona_is_what_the_demo_says(company: list[str]) -> None:
    with transaction():
        assert count_completed(MARC) == 3
        assert count_completed(AMINATA) == 6
        assert get_balance(person_of(MARC).id) == 51
        assert queries.find_choices(person_of(SOFIA).id) is None
        assert session().scalar(select(func.count()).where(Award.person_id == person_of(AMINATA).id)) == 4
        for person in DEMO_SIGN_INS:
            account = find_account_of_sign_in_session(person_of(person).id)
            assert account is not None
            assert person.role in ("", *account.roles)
            assert account.manages is (person.given_name in ("Hélène", "Philippe"))
        candidacies = [find_open_candidacy(person_of(person).id) for person in (HELENE, THOMAS)]
        assert [candidacy and candidacy.state for candidacy in candidacies] == ["asked", "ready"]


def test_every_role_can_be_tried(company: list[str]) -> None:
    with transaction():
        assert set(list_demo_accounts_by_role()) == GIVEN_ROLES | {"person", "manager"}


def test_most_have_begun_the_path_and_some_have_finished(company: list[str]) -> None:
    with transaction():
        per_person = session().execute(text(COMPLETED_STEPS)).scalars().all()
    finished = sum(done == 6 for done in per_person) / len(per_person)
    begun = sum(done > 0 for done in per_person) / len(per_person)
    assert 0.25 <= finished <= 0.6
    assert begun >= 0.8


def test_two_personas_have_met_and_meet_again(company: list[str]) -> None:
    with transaction(), clock.freeze_at(NOW):
        (pair,) = list_active_pairs_of_person(person_of(PHILIPPE).id)
        states = [meeting.state for meeting in list_meetings_of_pair(pair.id)]
        paired = session().scalars(select(Pair.state)).all()
        assert pair.junior_id == person_of(OLIVIA).id
    assert states == ["held", "held", "held", "planned"]
    assert paired.count("active") >= 10


def test_a_proposal_waits_for_the_volunteer_of_yesterday(company: list[str]) -> None:
    with transaction(), clock.freeze_at(NOW):
        card = find_open_proposals_of_person(person_of(HELENE).id)
        assert card is not None
        assert [proposal.stage for proposal in card] == [ProposalStage.ASKED]


def test_answers_of_many_have_helped_and_those_of_some_not_yet(company: list[str]) -> None:
    with transaction():
        assert 0.3 <= session().execute(text(SHARE_OF_HELPERS)).scalar_one() <= 0.9

"""What is frozen at the closing says everything of the result, and nothing that happens later changes it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from sqlalchemy import delete, func, select, text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import roll_back, transaction
from app.people.models import Person, PersonRole
from missions.contests.joining.service import join_contest, leave_contest
from missions.contests.mode import Entry, GroupOutcome
from missions.contests.models import Contest
from missions.contests.queries import lock_contest
from missions.contests.standings.closing.queries import (
    find_own_entry,
    list_entries,
    list_group_outcomes,
    list_person_ids_by_pseudonym,
)
from missions.contests.standings.models import ContestEntry, ContestFreeze
from missions.contests.standings.service.freeze import FactsStillWaiting, freeze_entries
from missions.contests.standings.service.groups import freeze_heads
from missions.contests.states import ContestState
from missions.contests.terms import DrawTerms, GroupSort, ScoringLine
from tests.makers import catch_up, make_people, make_site, tell
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_contest, make_fact, make_terms

ANSWERS = (ScoringLine(source="answer.created"),)
DAY = timedelta(days=1)


def prepare(terms_mode: str, people: Sequence[int], answers: Sequence[int], **given: object) -> int:
    """A closed contest in which each of these people did so many things, one each day."""
    with transaction():
        contest_id = make_contest(make_terms(terms_mode, scoring=ANSWERS, **given)).id
    for person_id, number in zip(people, answers, strict=True):
        with clock.freeze_at(OPENS_AT), transaction():
            join_contest("useful", person_id)
        tell(*(make_fact(f"{person_id}-{day}", person_id, OPENS_AT + day * DAY) for day in range(number)))
    catch_up(["contests"])
    with transaction():
        session().get_one(Contest, contest_id).state = ContestState.CLOSED
    return contest_id


def freeze(contest_id: int) -> str:
    with clock.freeze_at(CLOSES_AT + DAY), transaction():
        return freeze_entries(lock_contest(contest_id)).sha256


def read_result(contest_id: int) -> tuple[list[Entry], list[GroupOutcome]]:
    with transaction():
        return list_entries(contest_id), list_group_outcomes(contest_id)


def test_entries_say_score_tickets_group_and_why_they_can_win_nothing(app: Application) -> None:
    with transaction():
        site = make_site()
        people = make_people(4, site=site)
        region = f"region-{site.slug.removeprefix('site-')}"
    contest_id = prepare(
        "draw", people, (5, 2, 1, 9), goal=2, draw=DrawTerms(max_tickets=2, shared_by=GroupSort.REGION)
    )
    with transaction():
        session().add(PersonRole(person_id=people[3], role="hr"))
    freeze(contest_id)
    with transaction():
        entries = [find_own_entry(contest_id, person_id) for person_id in people]
        frozen = [(row.score, row.tickets, row.exclusion, row.group_key, row.reached_at) for row in entries if row]
    assert frozen == [
        (5, 2, None, region, OPENS_AT + 4 * DAY),
        (2, 1, None, region, OPENS_AT + DAY),
        (1, 0, "below-goal", region, OPENS_AT),
        (9, 2, "organiser", region, OPENS_AT + 8 * DAY),
    ]


def test_nothing_that_happens_later_changes_the_result(app: Application) -> None:
    with transaction():
        ada, bob, cy = people = make_people(3)
    contest_id = prepare("ranking", people, (3, 2, 1))
    digest = freeze(contest_id)
    before = read_result(contest_id)
    tell(make_fact("undo", ada, OPENS_AT, kind="activity.undone", undoes=f"{ada}-0"), make_fact("late", bob, OPENS_AT))
    catch_up(["contests"])
    with transaction():
        leave_contest("useful", cy)
        names = {entry.pseudonym for entry in before[0]}
        assert set(list_person_ids_by_pseudonym(contest_id, names).values()) == {ada, bob}
        session().execute(delete(Person).where(Person.id == bob))
    assert freeze(contest_id) == digest
    assert read_result(contest_id) == before
    with transaction():
        assert set(list_person_ids_by_pseudonym(contest_id, names).values()) == {ada}


def test_groups_are_judged_by_the_heads_of_the_opening(app: Application) -> None:
    with transaction():
        lyon, paris = make_site(), make_site()
        here, there = make_people(3, site=lyon), make_people(2, site=paris)
        keys = lyon.slug, paris.slug
        lyon_id = lyon.id
    contest_id = prepare(
        "collective", [here[0], there[0]], (4, 0), group_sort=GroupSort.SITE, goal=1, excluded_ids=(here[2],)
    )
    with transaction():
        freeze_heads(session().get_one(Contest, contest_id))
    with transaction():
        session().get_one(Person, there[1]).site_id = lyon_id
        freeze_heads(session().get_one(Contest, contest_id))
    freeze(contest_id)
    outcomes = [
        GroupOutcome(key=keys[0], heads=2, score=4, scorers=1),
        GroupOutcome(key=keys[1], heads=2, score=0, scorers=0),
    ]
    assert read_result(contest_id)[1] == sorted(outcomes, key=lambda outcome: outcome.key)


def test_a_contest_of_communities_is_judged_by_who_was_in_them(app: Application) -> None:
    with transaction():
        ada, bob, cy = make_people(3)
    joined = [make_fact(f"j{p}{c}", p, OPENS_AT - DAY, kind="community.joined", community=c) for p, c in ((ada, "c1"), (bob, "c1"), (cy, "c1"), (cy, "c2"))]  # fmt: skip
    tell(*joined, make_fact("left", bob, OPENS_AT - DAY / 2, kind="community.left", community="c1"))
    contest_id = prepare(
        "collective", [ada, bob], (0, 0), group_sort=GroupSort.COMMUNITY, communities=("c1", "c2"), goal=1
    )
    tell(
        *(
            make_fact(f"{person}-{name}", person, OPENS_AT, community=name)
            for person in (ada, bob)
            for name in ("c1", "c3")
        )
    )
    catch_up(["contests"])
    freeze(contest_id)
    assert read_result(contest_id)[1] == [
        GroupOutcome(key="c1", heads=2, score=2, scorers=2),
        GroupOutcome(key="c2", heads=1, score=0, scorers=0),
    ]


def test_the_digest_follows_from_everything_that_counted(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    contest_id = prepare("ranking", [ada], (2,))

    def freeze_and_take_back(change: str) -> str:
        with transaction():
            session().execute(text(change))
            digest = freeze_entries(session().get_one(Contest, contest_id)).sha256
            roll_back()
        return digest

    same = {freeze_and_take_back("select 1") for _ in range(2)}
    changed = {
        freeze_and_take_back("update contest_count set fact_id = fact_id + 100"),
        freeze_and_take_back("update contest_standing set score = score + 1"),
        freeze_and_take_back("update contest set terms = jsonb_set(terms, '{budget_cents}', '1')"),
        freeze_and_take_back("update contest set secret = 'another'"),
    }
    assert len(same) == 1
    assert len(changed | same) == 5


def test_a_freeze_that_breaks_in_the_middle_leaves_nothing_and_facts_that_wait_are_counted_first(
    app: Application,
) -> None:
    with transaction():
        (ada,) = make_people(1)
    contest_id = prepare("ranking", [ada], (1,))
    with pytest.raises(RuntimeError), transaction():
        freeze_entries(lock_contest(contest_id))
        raise RuntimeError("The worker is killed.")
    with transaction():
        tables = (ContestEntry, ContestFreeze)
        assert [session().scalar(select(func.count()).select_from(table)) for table in tables] == [0, 0]
        late = clock.now() + DAY
        session().get_one(Contest, contest_id).closes_at = late
    tell(make_fact("in time", ada, OPENS_AT + DAY))
    with pytest.raises(FactsStillWaiting), transaction():
        freeze_entries(lock_contest(contest_id))
    catch_up(["contests", "missions", "points"])
    tell(make_fact("waited for by none of them", ada, OPENS_AT, kind="leaderboard.published"))
    freeze(contest_id)
    assert [entry.score for entry in read_result(contest_id)[0]] == [2]


def test_a_contest_without_anybody_is_frozen_too(app: Application) -> None:
    contest_id = prepare("collective", (), (), group_sort=GroupSort.UNIT, goal=1)
    freeze(contest_id)
    assert read_result(contest_id) == ([], [])

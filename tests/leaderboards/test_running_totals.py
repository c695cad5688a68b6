"""Running totals say what a count of everything says, whatever happened since, and read what changed alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.disclosure import DisclosureGate
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.leaderboards.groups.service import compute_group_totals
from app.leaderboards.jobs import count_changes_between_builds
from app.leaderboards.models import Board
from app.leaderboards.periods import ALL_TIME, BoardPeriod, BoardWindow, list_history_periods, time_span_of_period
from app.leaderboards.queries import BOARDS_ZONE
from app.leaderboards.running.models import CountedWindow, PersonTotal
from app.leaderboards.running.service import forget_running_totals
from app.leaderboards.subject import group_kinds_by_name
from app.people.directory.entries import DirectoryGroup
from app.people.directory.service.groups import merge_groups
from app.people.models import Person, Site
from app.people.service.participation import join_game, leave_game
from app.points.models import LedgerChange, LedgerEntry, Rule
from tests.boards import make_board, pay_for_answers
from tests.examples import examples
from tests.leaderboards.full_count import count_groups_anew
from tests.makers import MONDAY, make_people, make_site, make_unit

GATE = DisclosureGate(2)
NOW = MONDAY + timedelta(days=80)


def write_line(person_id: int, points: int, *, days_ago: int = 0, corrects: LedgerEntry | None = None) -> LedgerEntry:
    """A line of the ledger, or the one that takes another back."""
    person = session().get_one(Person, person_id)
    place = corrects or person
    line = LedgerEntry(
        person_id=person_id,
        unit_id=place.unit_id,
        site_id=place.site_id,
        rule_id=session().scalars(select(Rule.id)).first(),
        fact_id=1,
        points=points,
        collective=points,
        earned_at=clock.now() - timedelta(days=days_ago) if corrects is None else corrects.earned_at,
        corrects_id=None if corrects is None else corrects.id,
    )
    session().add(line)
    session().flush()
    return line


def list_windows() -> list[BoardWindow]:
    """Those of every sort of board now, and those of the past."""
    now = clock.now().astimezone(BOARDS_ZONE)
    kinds = (BoardPeriod.WEEK, BoardPeriod.MONTH, BoardPeriod.ALL)
    own = [time_span_of_period(kind, now) for kind in kinds]
    return [*own, *(period.window for period in list_history_periods(now))]


class Company:
    """A company in which things happen by chance; each act is a transaction of its own."""

    def __init__(self, chance: Random) -> None:
        """Make three sites, three units, twenty people and a board of each sort of group, in any order."""
        self.chance, self.now = chance, NOW
        sorts = list(group_kinds_by_name())
        with transaction():
            if session().scalar(select(func.count(Rule.id))) == 0:
                pay_for_answers()
            sites, units = [make_site() for _ in range(3)], [make_unit() for _ in range(3)]
            joined = [MONDAY] * 14 + [None] * 6
            places = [(chance.choice(sites), chance.choice(units), joined_at) for joined_at in joined]
            self.people = [make_people(1, site=site, unit=unit, joined_at=at)[0] for site, unit, at in places]
            for subject in chance.sample(sorts, len(sorts)):
                make_board(f"b-{subject}", subject=subject)

    def act(self) -> None:
        """Let one thing happen, and count now and then."""
        acts: list[Callable[[], None]] = [self._earn] * 6 + [self._correct] * 2 + [self._move] * 3
        acts += [self._leave, self._join_or_stop, self._merge, self._move_site, forget_running_totals]
        self.now += timedelta(hours=self.chance.choice([1, 1, 30, 200]))
        with clock.freeze_at(self.now), transaction():
            self.chance.choice(acts)()
        if self.chance.random() < 0.2:
            with clock.freeze_at(self.now):
                count_changes_between_builds()

    def _draw_person(self) -> Person:
        return session().get_one(Person, self.chance.choice(self.people))

    def _earn(self) -> None:
        write_line(self.chance.choice(self.people), self.chance.choice([0, 1, 5]), days_ago=self.chance.randint(0, 75))

    def _correct(self) -> None:
        lines = select(LedgerEntry).where(LedgerEntry.corrects_id.is_(None), LedgerEntry.person_id.in_(self.people))
        corrected = select(LedgerEntry.corrects_id).where(LedgerEntry.corrects_id.is_not(None))
        open_lines = session().scalars(lines.where(LedgerEntry.id.not_in(corrected)).order_by(LedgerEntry.id)).all()
        if open_lines:
            line = self.chance.choice(open_lines)
            write_line(line.person_id, -line.points, corrects=line)

    def _move(self) -> None:
        person, other = self._draw_person(), self._draw_person()
        person.site_id = other.site_id
        if self.chance.random() < 0.5:
            person.unit_id = other.unit_id

    def _leave(self) -> None:
        self._draw_person().left_on = self.chance.choice([None, self.now.date()])

    def _join_or_stop(self) -> None:
        self.chance.choice([join_game, leave_game])(self._draw_person())

    def _merge(self) -> None:
        kind = self.chance.choice(list(DirectoryGroup))
        left = session().scalars(text(f"select name from {kind.value} where merged_into_id is null order by id")).all()
        if len(left) > 1:
            merge_groups(kind, *self.chance.sample(list(left), 2))

    def _move_site(self) -> None:
        sites = session().scalars(select(Site).order_by(Site.id)).all()
        self.chance.choice(sites).region_id = self.chance.choice(sites).region_id


@settings(max_examples=examples(5), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_after_any_changes_the_running_totals_are_those_of_a_full_count(app: Application, seed: int) -> None:
    with transaction():
        session().execute(text("truncate board, person, site, unit, region, ledger_entry, rule cascade"))
        forget_running_totals()
    company = Company(Random(seed))
    for _ in range(5):
        for _ in range(8):
            company.act()
        with clock.freeze_at(company.now), transaction():
            for board in session().scalars(select(Board)):
                windows = list_windows()
                assert compute_group_totals(board, windows, GATE) == count_groups_anew(board, windows, GATE)


def test_a_line_that_was_not_committed_yet_is_counted_when_it_is(app: Application, settings: Settings) -> None:
    with transaction():
        (ada,) = make_people(1)
        pay_for_answers()
        make_board(subject="unit")
    with psycopg.connect(settings.database_url) as slow:
        slow.execute(
            """insert into ledger_entry (person_id, unit_id, site_id, rule_id, fact_id, points, collective, earned_at)
            select p.id, p.unit_id, p.site_id, r.id, 1, 5, 5, now() from person p cross join rule r where p.id = %s""",
            [ada],
        )
        with transaction():
            write_line(ada, 10)
        assert read_points_of_unit() == 10
        slow.commit()
    assert read_points_of_unit() == 15
    assert read_points_of_unit() == 15


def read_points_of_unit() -> int:
    """What the only unit has since the beginning."""
    with transaction():
        board = session().scalars(select(Board)).one()
        ((unit,),) = compute_group_totals(board, [BoardWindow(*ALL_TIME)], DisclosureGate(1))
        return unit.points


def test_what_no_board_needs_is_not_kept(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        pay_for_answers()
        make_board(subject="unit")
        write_line(ada, 10)
    read_points_of_unit()
    with transaction():
        session().scalars(select(Board)).one().ended_at = clock.now()
        write_line(ada, 10)
    count_changes_between_builds()
    with transaction():
        left = [
            session().scalar(select(func.count()).select_from(table))
            for table in (CountedWindow, PersonTotal, LedgerChange)
        ]
    assert left == [0, 0, 0]

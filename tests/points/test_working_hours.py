"""What is done outside working hours is credited when they begin: never sooner, and never lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete

from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.hours import parse_working_hours
from app.kernel.transaction import transaction
from app.points.jobs import credit_all_points_that_waited
from app.points.models import WaitingCredit
from app.points.queries import read_points_standing
from app.points.service import Cap
from tests.makers import MONDAY, catch_up, make_people, make_site, tell
from tests.points.makers import (
    list_line_amounts,
    make_answer,
    make_undo,
    publish_five_points_per_answer,
    read_balance,
    set_site_hours,
)

OFFICE = parse_working_hours("mon-fri 07:00-20:00")
DAY = timedelta(days=1)


def balances_at(moment: datetime, *people: int) -> list[int]:
    """What people have at that moment, when the readers have caught up and the clock has run its job."""
    with clock.freeze_at(moment):
        catch_up()
        credit_all_points_that_waited()
    return [read_balance(person) for person in people]


def read_standing(person_id: int, moment: datetime) -> tuple[int, datetime | None]:
    """How many points wait, and until when."""
    with transaction():
        standing = read_points_standing(person_id, moment)
    return standing.waiting, standing.waiting_until


def test_what_is_done_outside_the_hours_of_the_site_is_credited_when_they_begin(app: Application) -> None:
    with transaction():
        (paris,), (reunion,) = make_people(1), make_people(1, site=make_site(time_zone="Indian/Reunion"))
        publish_five_points_per_answer()
    for person in (paris, reunion):
        set_site_hours(person, OFFICE)
    at_18_in_paris, saturday = MONDAY.replace(hour=17), MONDAY + 5 * DAY
    tell(
        make_answer("a", paris, at_18_in_paris),
        make_answer("b", reunion, at_18_in_paris),
        make_answer("c", paris, saturday),
    )
    assert balances_at(at_18_in_paris, paris, reunion) == [5, 0]
    assert balances_at(MONDAY + DAY, paris, reunion) == [5, 5], "Tuesday, 9:00 in Paris."
    assert balances_at(saturday, paris) == [5]
    assert read_standing(paris, saturday) == (5, datetime(2026, 1, 12, 6, tzinfo=UTC)), "Monday, 7:00 in Paris."
    assert balances_at(datetime(2026, 1, 12, 5, 59, tzinfo=UTC), paris) == [5]
    assert balances_at(datetime(2026, 1, 12, 6, tzinfo=UTC), paris) == [10]
    assert read_standing(paris, saturday) == (0, None)
    assert list_line_amounts(paris)[-1] == (5, saturday), "Boards and caps count it where it was earned."


def test_what_is_taken_back_while_it_waits_is_never_credited(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer()
    set_site_hours(ada, OFFICE)
    evening = MONDAY.replace(hour=21)
    tell(make_answer("evening", ada, evening))
    assert balances_at(evening, ada) == [0]
    assert read_standing(ada, evening)[0] == 5
    tell(make_undo("evening", ada))
    assert balances_at(evening, ada) == [0]
    assert read_standing(ada, evening) == (0, None)
    assert balances_at(MONDAY + DAY, ada) == [0]
    assert list_line_amounts(ada) == []


def test_what_was_done_outside_the_hours_takes_its_place_under_the_cap(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer(Cap(1, "week"))
    set_site_hours(ada, OFFICE)
    early = MONDAY.replace(hour=4)
    tell(make_answer("early", ada, early))
    assert balances_at(early, ada) == [0]
    tell(make_answer("at-work", ada, MONDAY))
    assert balances_at(MONDAY, ada) == [5]
    assert list_line_amounts(ada) == [(5, early)]


def test_what_waits_follows_the_new_hours_of_its_site(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer()
    set_site_hours(ada, OFFICE)
    evening, sunday = MONDAY + timedelta(days=4, hours=13), MONDAY + 6 * DAY
    tell(make_answer("friday-evening", ada, evening))
    assert balances_at(sunday, ada) == [0]
    set_site_hours(ada, parse_working_hours("tue-sun 06:00-14:00"))
    assert balances_at(datetime(2026, 1, 12, 6, tzinfo=UTC), ada) == [5], "It was due on Saturday already."


def test_reading_the_journal_again_finds_what_waits(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer()
    set_site_hours(ada, OFFICE)
    sunday = MONDAY + 6 * DAY
    tell(make_answer("sunday", ada, sunday))
    assert balances_at(sunday, ada) == [0]
    with transaction():
        session().execute(delete(WaitingCredit))
        rewind_reader(readers_by_name()["points"])
    assert balances_at(sunday, ada) == [0]
    assert read_standing(ada, sunday)[0] == 5


def test_what_was_earned_stays_when_the_hours_of_the_site_change(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        publish_five_points_per_answer(Cap(3, "week"))
    evening = MONDAY.replace(hour=21)
    tell(make_answer("evening", ada, evening))
    catch_up()
    set_site_hours(ada, OFFICE)
    tell(make_answer("next-day", ada, MONDAY + DAY))
    assert balances_at(evening + DAY, ada) == [10]
    tell(make_undo("evening", ada))
    assert balances_at(evening + DAY, ada) == [5]


@pytest.mark.parametrize("written", ["mon-fri 07:00-20:00", "fri,sun 22:00-06:00", "mon-sat 05:00-13:00", "always"])
def test_the_database_finds_the_same_next_working_moment_as_the_clock_of_the_house(
    app: Application, written: str
) -> None:
    hours = parse_working_hours(written)
    with transaction():
        (ada,) = make_people(1)
    set_site_hours(ada, hours)
    around_the_change_of_clocks = datetime(2026, 3, 27, 17, 30, tzinfo=UTC)
    moments = [around_the_change_of_clocks + timedelta(hours=7 * number) for number in range(30)]
    with transaction():
        next_moments = [read_points_standing(ada, moment).credited_at for moment in moments]
    assert next_moments == [hours.next_open_moment(moment, "Europe/Paris") for moment in moments]

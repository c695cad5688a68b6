"""A crisis moves the dates of what is not closed on, once, and everybody reads it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.crisis.service import NewCrisis, end_crisis, open_crisis
from app.people.models import Person, Site
from missions.contests.prizes.queries import list_wins
from missions.contests.queries import get_contest
from missions.contests.regulation.queries import list_regulations
from tests.makers import make_people
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, WORDS
from tests.missions.contests.life.life_makers import (
    BEFORE,
    HOUR,
    list_notices,
    make_playable_terms,
    play_published,
    publish,
    read_state,
    run_clock,
)

DAY = timedelta(days=1)


def pause_games(
    starts_at: datetime, ends_at: datetime, *, site_id: int | None = None, end_at: datetime | None = None
) -> None:
    with clock.freeze_at(starts_at), transaction():
        by = session().scalars(select(Person).order_by(Person.id).limit(1)).one()
        crisis = open_crisis(NewCrisis(reason=WORDS, starts_at=starts_at, ends_at=ends_at, site_id=site_id), by=by)
        if end_at is not None:
            session().flush()
            with clock.freeze_at(end_at):
                end_crisis(crisis)


@pytest.mark.parametrize("is_clock_down", [False, True])
def test_a_crisis_moves_the_dates_of_what_is_not_closed_once_and_everybody_reads_it(
    app: Application, *, is_clock_down: bool
) -> None:
    people = play_published([1, 1], make_playable_terms())
    run_clock(OPENS_AT)
    pause_games(CLOSES_AT - DAY, CLOSES_AT + 2 * DAY)
    if not is_clock_down:
        run_clock(CLOSES_AT)
        assert read_state() == "open", "Nothing closes while games pause."
    for _ in range(2):
        run_clock(CLOSES_AT + 2 * DAY)
    with transaction():
        contest = get_contest("useful")
        assert (contest.state, contest.closes_at) == ("open", CLOSES_AT + 3 * DAY)
        assert [row.version for row in list_regulations(contest.id)] == [2, 1]
    assert list_notices("contest.amended") == people
    run_clock(CLOSES_AT + 3 * DAY)
    assert read_state() == "closed"


def test_a_crisis_of_one_site_moves_the_contest_of_that_site_alone(app: Application) -> None:
    publish(make_playable_terms())
    with transaction():
        site = session().scalars(select(Site).order_by(Site.id).limit(1)).one()
        site_id, slug = site.id, site.slug
        make_people(10, site=site)
    publish(make_playable_terms(audience={"sites": [slug]}), slug="here")
    pause_games(OPENS_AT - HOUR, OPENS_AT + DAY, site_id=site_id)
    run_clock(OPENS_AT)
    assert (read_state(), read_state("here")) == ("open", "published")
    run_clock(OPENS_AT + DAY)
    with transaction():
        assert get_contest("useful").closes_at == CLOSES_AT
        assert (get_contest("here").opened_at, get_contest("here").closes_at) == (OPENS_AT + DAY, CLOSES_AT + DAY)


def test_a_crisis_that_is_called_off_moves_nothing(app: Application) -> None:
    publish(make_playable_terms())
    pause_games(BEFORE + HOUR, OPENS_AT + DAY, end_at=BEFORE + HOUR)
    run_clock(OPENS_AT)
    with transaction():
        assert (get_contest("useful").state, get_contest("useful").closes_at) == ("open", CLOSES_AT)
        assert list_wins(get_contest("useful").id) == []

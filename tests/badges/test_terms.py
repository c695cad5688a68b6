"""A badge may have a term: its holder is told before, it ends on its day, and the next one counts what happened since."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.due_steps import take_due_steps
from app.kernel.errors import Invalid
from app.kernel.transaction import transaction
from app.notices.models import Notice
from badges import queries
from badges.jobs import DUE_STEPS
from badges.models import Award
from badges.service.publish import publish_badge_draft
from badges.service.write import BadgeDraft, save_badge_draft
from tests.badges.test_awards import TEXT, badges_held_by, completed, reopened
from tests.makers import MONDAY, catch_up, make_people, make_site, tell


def publish_for_months(
    slug: str, months: int | None, criterion: str = "missions-completed", **settings: object
) -> None:
    with transaction():
        rule = settings or {"missions": ["one"]}
        save_badge_draft(slug, BadgeDraft(criterion=criterion, settings=rule, text=TEXT, valid_months=months))
        publish_badge_draft(queries.get_badge(slug))


def let_the_clock_run(at: datetime) -> None:
    with clock.freeze_at(at):
        take_due_steps(DUE_STEPS)


def list_facts_of_badge(slug: str) -> list[str]:
    with transaction():
        kinds = select(Fact.kind).where(Fact.object == f"badge:{slug}").order_by(Fact.id)
        return [kind.removeprefix("badge.") for kind in session().scalars(kinds)]


def list_notices_of(person_id: int) -> list[str]:
    with transaction():
        return list(session().scalars(select(Notice.kind).where(Notice.person_id == person_id).order_by(Notice.id)))


@pytest.mark.parametrize("time_zone", ["Europe/Paris", "Pacific/Auckland", "America/Cayenne"])
def test_a_term_ends_with_its_day_where_the_holder_works_and_not_a_second_before(
    app: Application, time_zone: str
) -> None:
    with transaction():
        (ada,) = make_people(1, site=make_site(time_zone=time_zone))
    publish_for_months("yearly", 12)
    tell(completed("one", ada))
    catch_up()
    earned_on = (MONDAY + timedelta(days=1)).astimezone(ZoneInfo(time_zone)).date()
    midnight = datetime(earned_on.year + 1, earned_on.month, earned_on.day, tzinfo=ZoneInfo(time_zone)) + timedelta(
        days=1
    )
    let_the_clock_run(midnight - timedelta(seconds=1))
    assert badges_held_by(ada) == ["yearly"]
    let_the_clock_run(midnight)
    with transaction():
        award = session().scalars(select(Award)).one()
        assert (award.expires_at, award.expired_at) == (midnight, midnight)
    assert list_facts_of_badge("yearly") == ["awarded", "expired"]


def test_a_term_that_begins_on_the_last_day_of_a_month_ends_within_the_month(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    publish_for_months("monthly", 1)
    end_of_january = datetime(2027, 1, 31, 12, tzinfo=ZoneInfo("Europe/Paris"))
    number = (end_of_january.date() - MONDAY.date()).days
    tell(completed("one", ada, number=number))
    catch_up()
    with transaction():
        assert session().scalars(select(Award.expires_at)).one() == datetime(
            2027, 3, 1, tzinfo=ZoneInfo("Europe/Paris")
        )


@pytest.fixture
def ada(app: Application) -> int:
    """Someone who earned a badge of one month."""
    with transaction():
        (ada,) = make_people(1)
    publish_for_months("monthly", 1)
    tell(completed("one", ada))
    catch_up()
    return ada


OVER = MONDAY + timedelta(days=40)


def test_its_holder_is_told_a_month_before_once(ada: int) -> None:
    for _ in range(2):
        let_the_clock_run(MONDAY + timedelta(days=5))
    assert list_notices_of(ada) == ["badge.awarded", "badge.expiring"]


def test_only_what_happened_since_the_end_counts_for_the_next_term(ada: int) -> None:
    let_the_clock_run(OVER)
    tell(completed("one", ada, number=30))
    catch_up()
    assert badges_held_by(ada) == []
    tell(completed("one", ada, number=45))
    with clock.freeze_at(MONDAY + timedelta(days=46)):
        catch_up()
    assert badges_held_by(ada) == ["monthly"]
    assert list_facts_of_badge("monthly") == ["awarded", "expired", "awarded"]
    assert list_notices_of(ada).count("badge.awarded") == 2


def test_what_was_done_before_a_late_clock_renews_at_once(ada: int) -> None:
    tell(completed("one", ada, number=45))
    catch_up()
    let_the_clock_run(MONDAY + timedelta(days=60))
    assert badges_held_by(ada) == ["monthly"]
    with transaction():
        assert session().scalars(select(Award.awarded_at).order_by(Award.id)).all() == [
            MONDAY + timedelta(days=1),
            MONDAY + timedelta(days=45),
        ]


def test_an_ended_term_stays_as_it_was_whatever_is_taken_back_later(ada: int) -> None:
    let_the_clock_run(OVER)
    tell(reopened("one", ada))
    catch_up()
    let_the_clock_run(OVER + timedelta(days=400))
    with transaction():
        award = session().scalars(select(Award)).one()
        assert (award.revoked_at, award.expired_at) == (None, award.expires_at)


def test_a_composed_badge_goes_with_the_term_of_what_it_needs_and_comes_back_with_the_next_one(ada: int) -> None:
    publish_for_months("crown", None, "all-of", badges=["monthly"])
    let_the_clock_run(MONDAY + timedelta(days=2))
    assert sorted(badges_held_by(ada)) == ["crown", "monthly"]
    let_the_clock_run(OVER)
    assert badges_held_by(ada) == []
    tell(completed("one", ada, number=45))
    catch_up()
    assert sorted(badges_held_by(ada)) == ["crown", "monthly"]


def test_a_late_fact_that_moves_an_award_moves_the_end_of_its_term(ada: int) -> None:
    with transaction():
        before = session().scalars(select(Award.expires_at)).one()
        assert before is not None
    tell(reopened("one", ada), completed("one", ada, number=3))
    catch_up()
    with transaction():
        assert session().scalars(select(Award.expires_at)).one() == before + timedelta(days=2)


@pytest.mark.parametrize("months", [0, -1, 121])
def test_a_term_that_is_none_is_refused_at_its_field(app: Application, months: int) -> None:
    with pytest.raises(Invalid) as refused:
        publish_for_months("never", months)
    assert [error.pointer for error in refused.value.errors] == ["/valid_months"]

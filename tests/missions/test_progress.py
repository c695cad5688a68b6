"""Progress follows the facts: what counts, in which window, and what is taken back."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from app.journal.models import Fact
from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.errors import Conflict, NotFound
from app.kernel.transaction import transaction
from missions.models import Enrolment, Mission
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.makers import MONDAY, TEXT, WORDS, catch_up, make_people, make_site, tell
from tests.paths import write_and_publish_path


def open_mission(kind: str = "activity", *, slug: str = "m", **settings: object) -> None:
    """A mission on a path that opens by itself."""
    given = {"facts": ["post.created", "answer.created"], "wanted": 2} | settings
    create_and_publish_mission_for_everyone(slug, kind, given, text=TEXT, minutes=5, points=10)
    write_and_publish_path(f"path-{slug}", title=WORDS, why=WORDS, missions=[slug], opens_on_joining=True)


def post(key: str, actor_id: int, at: datetime, **more: object) -> NewFact:
    return NewFact(kind="post.created", source="rse", source_key=key, occurred_at=at, actor_id=actor_id, **more)  # type: ignore[arg-type]  # spelled by each test


def progress_of(person_id: int) -> tuple[int, datetime | None]:
    with transaction():
        row = (
            session()
            .execute(select(Enrolment.done, Enrolment.completed_at).where(Enrolment.person_id == person_id))
            .one()
        )
        return row.done, row.completed_at


def list_announced_kinds(person_id: int) -> list[str]:
    with transaction():
        return list(
            session().scalars(
                select(Fact.kind).where(Fact.actor_id == person_id, Fact.object == "mission:m").order_by(Fact.id)
            )
        )


def test_the_moment_of_completion_is_that_of_the_fact_that_completed_it(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission()
    tell(post("late", ada, MONDAY + timedelta(days=3)), post("early", ada, MONDAY + timedelta(days=1)))
    catch_up()
    assert progress_of(ada) == (2, MONDAY + timedelta(days=3))
    assert list_announced_kinds(ada) == ["mission.completed"]


def test_a_third_activity_completes_nothing_again(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission()
    for day in range(4):
        tell(post(f"{day}", ada, MONDAY + timedelta(days=day)))
        catch_up()
    assert list_announced_kinds(ada) == ["mission.completed"]
    assert progress_of(ada)[1] == MONDAY + timedelta(days=1)


def test_a_completion_that_rested_on_an_undone_activity_is_taken_back(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission()
    tell(post("a", ada, MONDAY), post("b", ada, MONDAY + timedelta(hours=1)))
    catch_up()
    tell(NewFact(kind="activity.undone", source="rse", source_key="u", occurred_at=MONDAY, actor_id=ada, undoes="a"))
    catch_up()
    assert progress_of(ada) == (1, None)
    assert list_announced_kinds(ada) == ["mission.completed", "mission.reopened"]


def test_nobody_takes_back_what_somebody_else_did(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        open_mission(wanted=1)
    tell(post("a", ada, MONDAY))
    catch_up()
    tell(NewFact(kind="activity.undone", source="rse", source_key="u", occurred_at=MONDAY, actor_id=ben, undoes="a"))
    catch_up()
    assert progress_of(ada) == (1, MONDAY)


def test_a_deleted_post_counts_no_more_even_when_its_deletion_is_heard_of_first(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission(wanted=1)
    tell(
        NewFact(kind="object.deleted", source="rse", source_key="d", occurred_at=MONDAY, actor_id=ada, undoes="post-1")
    )
    catch_up()
    tell(post("a", ada, MONDAY, object="post-1"))
    catch_up()
    assert progress_of(ada) == (0, None)


def test_distinct_counts_people_once_each(app: Application) -> None:
    with transaction():
        ada, ben, cy = make_people(3)
        open_mission("distinct", of="people")
    tell(
        *(
            post(f"{n}", ada, MONDAY + timedelta(hours=n), counterpart_id=to)
            for n, to in enumerate([ben, ben, None, ben])
        )
    )
    catch_up()
    assert progress_of(ada) == (1, None)
    tell(post("new", ada, MONDAY + timedelta(days=1), counterpart_id=cy))
    catch_up()
    assert progress_of(ada) == (2, MONDAY + timedelta(days=1))


def test_a_week_is_the_one_of_the_place_where_the_person_works(app: Application) -> None:
    """Sunday 23:30 in Paris is already Monday in Tokyo: one week there, two here."""
    sunday_night = datetime.fromisoformat("2026-01-11T22:30:00+00:00")
    with transaction():
        (paris,) = make_people(1, site=make_site(time_zone="Europe/Paris"))
        (tokyo,) = make_people(1, site=make_site(time_zone="Asia/Tokyo"))
        open_mission("rhythm", within_days=30)
    for person in (paris, tokyo):
        tell(
            post(f"{person}-sunday", person, sunday_night),
            post(f"{person}-monday", person, sunday_night + timedelta(hours=12)),
        )
    catch_up()
    assert progress_of(paris)[0] == 2
    assert progress_of(tokyo)[0] == 1


@pytest.mark.parametrize(
    ("after", "counts"), [(timedelta(days=7) - timedelta(hours=9, seconds=1), 1), (timedelta(days=7), 0)]
)
def test_the_window_starts_with_the_day_of_arrival_and_ends_on_time(
    app: Application, after: timedelta, counts: int
) -> None:
    with transaction():
        (ada,) = make_people(1)
        open_mission(wanted=1, within_days=7)
    tell(post("a", ada, MONDAY + after))
    catch_up()
    assert progress_of(ada)[0] == counts


def test_what_happened_before_joining_does_not_count(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, joined_at=MONDAY + timedelta(days=10))
        open_mission(wanted=1)
    tell(post("a", ada, MONDAY + timedelta(days=2)))
    catch_up()
    assert progress_of(ada)[0] == 0


def test_someone_who_has_not_joined_is_enrolled_in_nothing_until_they_do(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1, joined_at=None)
        open_mission()
        assert session().scalars(select(Enrolment)).all() == []
    with transaction():
        from app.people.models import Choices  # noqa: PLC0415 - what the people's service does on joining

        session().get_one(Choices, ada).joined_at = MONDAY
    tell(NewFact(kind="person.joined", source_key=f"joined:{ada}", occurred_at=MONDAY, actor_id=ada))
    catch_up()
    assert progress_of(ada) == (0, None)


def test_a_path_published_late_counts_what_was_done_already(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
    tell(post("a", ada, MONDAY), post("b", ada, MONDAY + timedelta(days=1)))
    catch_up()
    with transaction():
        open_mission()
    assert progress_of(ada) == (2, MONDAY + timedelta(days=1))


def test_a_name_is_taken_once(app: Application) -> None:
    with transaction():
        open_mission()
    with pytest.raises(Conflict), transaction():
        open_mission()
    with transaction():
        assert len(session().scalars(select(Mission)).all()) == 1


def test_a_path_of_unknown_missions_is_refused_by_name(app: Application) -> None:
    with pytest.raises(NotFound, match="nowhere"), transaction():
        write_and_publish_path("p", title=WORDS, why=WORDS, missions=["nowhere"])

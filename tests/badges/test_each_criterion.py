"""Each criterion awards for what its words say, and for nothing beside it."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from app.journal.service import NewFact
from app.kernel.application import Application
from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject
from app.kernel.transaction import transaction
from badges.criterion import parse_settings_and_rule
from badges.service.publish import create_and_publish_badge
from tests.badges.test_awards import TEXT, badges_held_by, completed, reopened
from tests.makers import MONDAY, catch_up, make_people, make_site, tell


def publish(slug: str, criterion: str, **settings: object) -> None:
    with transaction():
        create_and_publish_badge(slug, criterion, settings, text=TEXT)


def make_acceptance(number: int, author_id: int, asker_id: int | None) -> NewFact:
    """Somebody marks an answer of the author as useful."""
    return NewFact(
        kind="answer.accepted",
        source_key=f"accepted:{number}",
        occurred_at=MONDAY + timedelta(hours=number),
        actor_id=asker_id,
        counterpart_id=author_id,
        object=f"answer:{number}",
    )


def make_comment(number: int, person_id: int, at: datetime, unit: str | None = None) -> NewFact:
    body = {} if unit is None else {"counterpart_unit": unit}
    return NewFact(kind="comment.created", source_key=f"c:{number}", occurred_at=at, actor_id=person_id, body=body)


@pytest.fixture
def people(app: Application) -> list[int]:
    """Three who take part since Monday."""
    with transaction():
        return make_people(3)


def test_useful_answers_count_for_their_author_whoever_asked(people: list[int]) -> None:
    ada, ben, _ = people
    publish("useful", "useful-answers", wanted=2)
    tell(make_acceptance(1, ada, ben))
    catch_up()
    assert badges_held_by(ada) == []
    tell(make_acceptance(2, ada, None))
    catch_up()
    assert (badges_held_by(ada), badges_held_by(ben)) == (["useful"], [])


def test_a_circle_of_two_is_one_person_helped(people: list[int]) -> None:
    ada, ben, cleo = people
    publish("helper", "useful-answers", wanted=2, of="people")
    tell(*(make_acceptance(number, ada, ben) for number in range(1, 5)), make_acceptance(5, ada, None))
    catch_up()
    assert badges_held_by(ada) == []
    tell(make_acceptance(6, ada, cleo))
    catch_up()
    assert badges_held_by(ada) == ["helper"]


def test_weeks_count_once_and_need_not_follow_one_another(people: list[int]) -> None:
    ada = people[0]
    publish("steady", "active-weeks", facts=["comment.created"], wanted=2)
    tell(make_comment(1, ada, MONDAY + timedelta(hours=9)), make_comment(2, ada, MONDAY + timedelta(days=6)))
    catch_up()
    assert badges_held_by(ada) == []
    tell(make_comment(3, ada, MONDAY + timedelta(days=21)))
    catch_up()
    assert badges_held_by(ada) == ["steady"]


def test_each_team_counts_once_for_breadth(people: list[int]) -> None:
    ada = people[0]
    publish("bridge", "breadth", facts=["comment.created"], wanted=2)
    tell(*(make_comment(number, ada, MONDAY, unit) for number, unit in enumerate(("sales", "sales", None))))
    catch_up()
    assert badges_held_by(ada) == []
    tell(make_comment(9, ada, MONDAY, "stores"))
    catch_up()
    assert badges_held_by(ada) == ["bridge"]


def make_win(contest: str, number: int, person_id: int) -> NewFact:
    return NewFact(
        kind="prize.won",
        source_key=f"{contest}:{number}",
        occurred_at=MONDAY + timedelta(days=number),
        actor_id=person_id,
        object=f"contest:{contest}",
        body={"prize": "book"},
    )


def test_two_prizes_of_one_contest_are_one_contest_won(people: list[int]) -> None:
    ada, ben, _ = people
    publish("twice", "contest-won", wanted=2)
    publish("spring", "contest-won", contests=["spring"])
    tell(make_win("spring", 1, ada), make_win("spring", 2, ada), make_win("autumn", 1, ben))
    catch_up()
    assert (badges_held_by(ada), badges_held_by(ben)) == (["spring"], [])
    tell(make_win("autumn", 3, ada))
    catch_up()
    assert sorted(badges_held_by(ada)) == ["spring", "twice"]


@pytest.mark.parametrize("time_zone", ["Europe/Paris", "Pacific/Auckland", "America/Cayenne"])
def test_pioneers_joined_before_the_day_ended_where_they_work(app: Application, time_zone: str) -> None:
    publish("pioneer", "pioneer", until="2026-03-02")
    midnight = datetime.fromisoformat("2026-03-03T00:00").replace(tzinfo=ZoneInfo(time_zone))
    with transaction():
        site = make_site(time_zone=time_zone)
        (early,), (late,) = make_people(1, site=site), make_people(1, site=site)
    for person, at in ((early, midnight - timedelta(seconds=1)), (late, midnight)):
        tell(NewFact(kind="person.joined", source_key=f"joined:{person}", occurred_at=at, actor_id=person))
    catch_up()
    assert (badges_held_by(early), badges_held_by(late)) == (["pioneer"], [])


def test_any_of_comes_with_the_badge_that_completes_it_and_goes_only_when_too_few_are_left(people: list[int]) -> None:
    ada = people[0]
    for slug in ("one", "two", "three"):
        publish(slug, "missions-completed", missions=[slug])
    publish("mix", "any-of", badges=["one", "two", "three"], wanted=2)
    tell(completed("three", ada, number=3))
    catch_up()
    assert badges_held_by(ada) == ["three"]
    tell(completed("one", ada, number=1), completed("two", ada, number=2))
    catch_up()
    assert sorted(badges_held_by(ada)) == ["mix", "one", "three", "two"]
    tell(reopened("one", ada))
    catch_up()
    assert sorted(badges_held_by(ada)) == ["mix", "three", "two"]
    tell(reopened("two", ada, number=2))
    catch_up()
    assert badges_held_by(ada) == ["three"]


@pytest.mark.parametrize(
    ("criterion", "settings", "pointer"),
    [
        ("any-of", {"badges": ["a", "b"], "wanted": 3}, "/settings/wanted"),
        ("any-of", {"badges": ["a", "a"], "wanted": 2}, "/settings/wanted"),
        ("any-of", {"badges": ["a"]}, "/settings/badges"),
        ("missions-completed", {"missions": ["a", "b"], "wanted": 3}, "/settings/wanted"),
        ("path-completed", {"paths": ["a", "a"], "wanted": 2}, "/settings/wanted"),
    ],
)
def test_no_more_is_asked_for_than_is_named(criterion: str, settings: JsonObject, pointer: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_settings_and_rule(criterion, settings)
    assert [error.pointer for error in refused.value.errors] == [pointer]


@pytest.mark.parametrize("until", ["yesterday", "2026-02-30", 5, None])
def test_a_day_that_is_none_is_refused_at_its_field(until: object) -> None:
    with pytest.raises(Invalid) as refused:
        parse_settings_and_rule("pioneer", {"until": until})
    assert [error.pointer for error in refused.value.errors] == ["/settings/until"]

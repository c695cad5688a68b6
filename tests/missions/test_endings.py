"""A mission that ended leaves everything that needed it: the path page, the home page, sets, badges and what follows it agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from app.journal.objects import list_rule_titles
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from badges.collection.queries import list_badge_views
from badges.models import Award
from badges.service.publish import create_and_publish_badge
from badges.service.write import BadgeText
from missions import queries
from missions.home.queries import read_home_page
from missions.progress.person_mission import MissionState
from missions.progress.queries import PersonPath, get_person_mission, get_person_path
from missions.service.paths import StepDraft
from missions.service.publish import create_and_publish_mission, end_mission
from missions.service.write import Availability
from tests.forms import sign_in
from tests.makers import MONDAY, WORDS, catch_up, make_mission_draft, make_people, tell
from tests.missions.authoring.forms import make_author, words_of
from tests.paths import write_and_publish_path

ACTS = {"speak": "post.created", "answer": "answer.created", "follow": "person.followed", "share": "post.shared"}


def make_path_set_and_badge() -> None:
    """A path of four missions, each after the one before; a mission and a badge that count all four."""
    for slug, kind in ACTS.items():
        create_and_publish_mission(slug, make_mission_draft(availability=Availability(), facts=[kind], wanted=1))
    steps = [
        StepDraft(mission=slug, needs=(before,) if before else ())
        for slug, before in zip(ACTS, [None, *ACTS], strict=False)
    ]
    write_and_publish_path("path", title=WORDS, why=WORDS, missions=steps, opens_on_joining=True)
    create_and_publish_mission("all", make_mission_draft("set", missions=list(ACTS)))
    text = BadgeText(name=WORDS, description=WORDS)
    create_and_publish_badge("all", "missions-completed", {"missions": list(ACTS)}, text=text)


def act(person_id: int, slug: str, key: str) -> NewFact:
    return NewFact(kind=ACTS[slug], source="rse", source_key=key, occurred_at=clock.now(), actor_id=person_id)


def holds_badge(person_id: int) -> bool:
    own_award = select(Award.id).where(Award.person_id == person_id, Award.revoked_at.is_(None))
    return session().scalar(own_award) is not None


def check_that_everything_agrees(person_id: int) -> PersonPath:
    now = clock.now()
    path, home = get_person_path(person_id, "path"), read_home_page(person_id).find_current_path(now)
    assert home is not None
    assert home.remaining_count(now) == path.count_missions_to_complete(now) - path.completed_count
    done = get_person_mission(person_id, "all").completed_at is not None
    (badge,) = list_badge_views(person_id)
    assert (badge.done, badge.wanted) == (path.completed_count, max(1, path.count_missions_to_complete(now)))
    assert (done, holds_badge(person_id)) == (path.is_complete(now), path.is_complete(now))
    states = {mission.slug: mission.current_state(now) for mission in path.missions}
    for place, slug in enumerate(ACTS):
        if states[slug] not in (MissionState.DONE, MissionState.CLOSED):
            assert (states[slug] is MissionState.OPEN) == (not waits_before(states, place))
    return path


def waits_before(states: Mapping[str, MissionState], place: int) -> bool:
    """Whether the nearest mission before this place that can still be completed, or is, remains to be done."""
    before = [states[slug] for slug in reversed([*ACTS][:place]) if states[slug] is not MissionState.CLOSED]
    return bool(before) and before[0] is not MissionState.DONE


def make_move(person: int | None, slug: str) -> None:
    """The person does what the mission asks for; without a person, the mission ends."""
    if person is not None:
        tell(act(person, slug, f"{person}-{slug}"))
        return
    with transaction():
        end_mission(queries.get_mission(slug))


def check_everyone(people: Sequence[int]) -> None:
    with transaction():
        for person_id in people:
            check_that_everything_agrees(person_id)


@pytest.mark.parametrize("seed", range(4))
def test_the_path_the_home_page_the_set_and_the_badge_agree_at_every_moment(app: Application, seed: int) -> None:
    chance = Random(seed)
    with transaction():
        people = make_people(3)
        make_path_set_and_badge()
    moves: list[tuple[int | None, str]] = [
        (person, slug) for person in people for slug in ACTS if chance.random() < 0.7
    ]
    moves += [(None, slug) for slug in chance.sample(list(ACTS), 3)]
    for hour, (person, slug) in enumerate(chance.sample(moves, len(moves)), 1):
        with clock.freeze_at(MONDAY + timedelta(hours=hour)):
            make_move(person, slug)
            catch_up()
            check_everyone(people)


def test_whoever_lacks_only_the_ended_mission_is_done_and_the_next_is_proposed(app: Application) -> None:
    with transaction():
        ada, ben = make_people(2)
        make_path_set_and_badge()
    with clock.freeze_at(MONDAY + timedelta(hours=1)):
        tell(*(act(ada, slug, slug) for slug in ("speak", "answer", "follow")), act(ben, "speak", "b"))
        catch_up()
        with transaction():
            assert get_person_mission(ben, "follow").waits_for
            end_mission(queries.get_mission("answer"))
            end_mission(queries.get_mission("share"))
        catch_up()
        with transaction():
            assert check_that_everything_agrees(ada).is_complete(clock.now())
            assert not check_that_everything_agrees(ben).is_complete(clock.now())
            assert get_state_on_path(ben, "follow") is MissionState.OPEN
            assert get_person_mission(ben, "all").wanted == 2


def test_a_mission_waits_for_what_came_before_the_ended_one_in_its_place(app: Application) -> None:
    with transaction():
        (ada,) = make_people(1)
        make_path_set_and_badge()
        end_mission(queries.get_mission("answer"))
        end_mission(queries.get_mission("follow"))
        assert get_state_on_path(ada, "share") is MissionState.WAITING
    with clock.freeze_at(MONDAY + timedelta(hours=1)):
        tell(act(ada, "speak", "a"))
        catch_up()
        with transaction():
            assert get_state_on_path(ada, "share") is MissionState.OPEN


def get_state_on_path(person_id: int, slug: str) -> MissionState:
    """The state of a mission of the path, where the path page shows it."""
    missions = {mission.slug: mission for mission in get_person_path(person_id, "path").missions}
    return missions[slug].current_state(clock.now())


def test_before_ending_a_mission_its_authors_read_what_depends_on_it(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        make_path_set_and_badge()
        author = make_author()
        assert list_rule_titles("mission:speak").keys() == {"Parcours", "Missions", "Badges"}
        assert list_rule_titles("mission:all") == {}
    client = sign_in(bare_app.test_client(), author)
    before = words_of(client.get("/hr/missions/speak"))
    assert "En dépendent" in before
    assert "n’en auront plus besoin pour eux" in before
    assert "qu’elles participent ou non : non détaillé" in before
    assert "En dépendent" not in words_of(client.get("/hr/missions/all"))

"""Questions are filtered, and animators are told once of those that wait for two days."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.people.models import Region, Site
from app.people.queries import get_person
from app.people.roles import ANIMATOR
from app.people.service.roles import give_role
from badges.ambassadors.late_questions.jobs import announce_late_questions
from badges.ambassadors.questions.queries import QueueFilter, read_queue
from tests.badges.ambassadors.community import PROS, TUESDAY, answer, ask, make_people_of_community, take
from tests.badges.ambassadors.signs import make_fact
from tests.forms import sign_in
from tests.makers import MONDAY, make_people, make_site, tell


@pytest.fixture
def people(app: Application) -> list[int]:
    """The first two are ambassadors and in the community."""
    return make_people_of_community()


def see(person_id: int, **wanted: str) -> list[str | None]:
    with clock.freeze_at(TUESDAY), transaction():
        return [each.address for each in read_queue(person_id, QueueFilter(**wanted)).waiting]


def test_the_queue_is_filtered_by_community_and_by_the_region_of_whoever_asks(people: list[int]) -> None:
    ada, _, cleo, _ = people
    with transaction():
        (eve,) = make_people(1, site=make_site())
        regions = {person_id: _get_region(person_id) for person_id in (cleo, eve)}
    tell(make_fact("community.joined", ada, community="other"))
    here, there, far = ask(cleo), ask(cleo, community="other"), ask(eve)
    tell(here, there, far)
    assert see(ada, community=PROS) == [here.object, far.object]
    assert see(ada, region=regions[eve]) == [far.object]
    assert see(ada, community="other", region=regions[cleo]) == [there.object]
    assert see(ada, community="other", region=regions[eve]) == []
    assert see(ada, community="unknown", region="unknown") == see(ada) == [here.object, there.object, far.object]


def _get_region(person_id: int) -> str:
    site = session().get_one(Site, get_person(person_id).site_id)
    return session().get_one(Region, site.region_id).slug


WEDNESDAY = MONDAY + timedelta(days=2, hours=1)


def announce(at: datetime) -> dict[int, list[tuple[int, str]]]:
    """Let the clock announce, and list what each person was told: the number of questions, and where the notice leads."""
    with clock.freeze_at(at):
        announce_late_questions()
    with transaction():
        kept = select(Notice).where(Notice.kind == "ambassador.questions_late").order_by(Notice.id)
        notices: dict[int, list[tuple[int, str]]] = {}
        for notice in session().scalars(kept):
            notices.setdefault(notice.person_id, []).append((notice.params["number"], notice.path))
        return notices


def test_animators_are_told_once_of_what_waits_for_two_days_in_one_notice(people: list[int]) -> None:
    ada, ben, cleo, dan = people
    with transaction():
        for person_id in (ben, dan):
            give_role(get_person(person_id), ANIMATOR)
    questions = [ask(cleo), ask(cleo), ask(ben), ask(dan, is_question=False), ask(cleo, community="other/far away")]
    tell(*questions, answered := ask(cleo), answer(ada, answered))
    assert announce(TUESDAY) == {}
    first = announce(WEDNESDAY)
    assert {person_id: [number for number, _ in rows] for person_id, rows in first.items()} == {ben: [3], dan: [1]}
    assert first[ben][0][1] == "/ambassadors/questions"
    assert parse_qs(urlsplit(first[dan][0][1]).query) == {"community": ["other/far away"]}
    assert announce(WEDNESDAY + timedelta(hours=1)) == first
    tell(late := ask(cleo))
    assert announce(WEDNESDAY + timedelta(hours=2))[ben][1:] == [(1, announce(WEDNESDAY)[ben][1][1])]
    assert parse_qs(urlsplit(announce(WEDNESDAY)[ben][1][1]).query) == {"community": [PROS]}
    assert late.object in see(dan, community=PROS), "An animator may see to any community."
    assert see(cleo, community=PROS) == []


def test_what_somebody_has_taken_or_closed_is_announced_to_nobody_and_no_animator_loses_nothing(
    people: list[int],
) -> None:
    ada, ben, cleo, _ = people
    tell(ask(cleo))
    take(ada, WEDNESDAY)
    assert announce(WEDNESDAY) == {}
    assert announce(WEDNESDAY + timedelta(hours=3)) == {}, "Nobody has the role."
    with transaction():
        give_role(get_person(ben), ANIMATOR)
    assert announce(WEDNESDAY + timedelta(hours=1)) == {}
    assert [number for number, _ in announce(WEDNESDAY + timedelta(hours=3))[ben]] == [1]


def test_the_page_of_questions_filters_and_opens_to_animators(bare_app: Application, people: list[int]) -> None:
    _, _, cleo, dan = people
    with bare_app.app_context(), transaction():
        give_role(get_person(dan), ANIMATOR)
    browser = sign_in(bare_app.test_client(), dan)
    with clock.freeze_at(TUESDAY):
        tell(ask(cleo))
        assert "Aucune question" not in browser.get("/ambassadors/questions", query_string={"community": PROS}).text
        page = browser.get("/ambassadors/questions", query_string={"community": PROS, "region": "x"}).text
    assert ('value="' + PROS + '" selected' in page, "Prendre" in page) == (True, True)

"""How far groups are is published in tenths of their own goal, for large groups, at the times at which boards are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person, Site
from missions.contests.models import Contest
from missions.contests.standings.groups.queries import find_group_names, list_published_figures
from missions.contests.standings.service.count import recount_contest
from missions.contests.standings.service.freeze import freeze_entries
from missions.contests.standings.service.groups import freeze_heads
from missions.contests.standings.service.publish import publish_due_group_figures
from missions.contests.terms import GroupSort, ScoringLine
from tests.makers import catch_up, make_people, make_site, tell
from tests.missions.contests.contest_makers import (
    CLOSES_AT,
    OPENS_AT,
    make_contest,
    make_fact,
    make_participants,
    make_terms,
)

ANSWERS = (ScoringLine(source="answer.created"),)
DAY = timedelta(days=1)
Published = list[tuple[str, int | None, int | None]]


def open_site_contest(site: Site, participants: Sequence[int], **given: object) -> int:
    """Each site has two answers a head to reach; the heads are frozen, and these people take part."""
    with transaction():
        sites = {"group_sort": GroupSort.SITE, "goal": 2, "scoring": ANSWERS}
        contest = make_contest(make_terms("collective", **sites | given))
        freeze_heads(contest)
        make_participants(contest, participants, group_key=site.slug)
        recount_contest(contest.id)
        return contest.id


def answer(people: Sequence[int], times: int = 1, *, key: str = "") -> None:
    tell(*(make_fact(f"{key}{person}-{n}", person, OPENS_AT + n * DAY) for person in people for n in range(times)))
    catch_up(["contests"])


def publish(contest_id: int, at: datetime) -> Published:
    with clock.freeze_at(at), transaction():
        publish_due_group_figures(15)
    with transaction():
        return [(row.key, row.progress, row.participation) for row in list_published_figures(contest_id)]


def test_a_group_has_a_figure_when_ten_of_it_scored_and_only_tenths_are_read(app: Application) -> None:
    with transaction():
        site = make_site()
        people = make_people(25, site=site)
        slug, name = site.slug, site.name
        contest_id = open_site_contest(site, people[:15])
    answer(people[:9])
    assert publish(contest_id, OPENS_AT) == [(slug, None, 60)]
    answer([people[9]], 2)
    assert publish(contest_id, OPENS_AT + timedelta(minutes=14)) == [(slug, None, 60)], "It is not yet time."
    assert publish(contest_id, OPENS_AT + timedelta(minutes=15)) == [(slug, 20, 60)]
    answer(people[:15], 5, key="more")
    assert publish(contest_id, OPENS_AT + DAY) == [(slug, 100, 60)]
    with transaction():
        assert find_group_names(GroupSort.SITE, [slug]) == {slug: name}
        freeze_entries(session().get_one(Contest, contest_id))
    assert publish(contest_id, CLOSES_AT) == [(slug, 100, 60)], "The last figures stay."


def test_a_small_group_has_no_figure_nor_has_one_of_which_few_are_outside_the_audience(app: Application) -> None:
    with transaction():
        small, large, mixed = make_site(), make_site(), make_site()
        make_people(12, site=small)
        many, some = make_people(30, site=large), make_people(30, site=mixed)
        for person_id in some[:3]:
            session().get_one(Person, person_id).locale = "en"
        session().flush()
        slugs = small.slug, large.slug
        contest_id = open_site_contest(large, [*many, *some[3:]], audience={"languages": ["fr"]})
    answer([*many, *some[3:]], 2)
    assert {key: progress for key, progress, _ in publish(contest_id, OPENS_AT)} == dict(
        zip(slugs, (None, 100), strict=True)
    )


def test_communities_have_figures_by_what_was_done_in_them(app: Application) -> None:
    with transaction():
        people = make_people(25)
    tell(*(make_fact(f"j{p}", p, OPENS_AT - DAY, kind="community.joined", community="c1") for p in people))
    with transaction():
        terms = make_terms(
            "collective", group_sort=GroupSort.COMMUNITY, communities=("c1", "c2"), goal=1, scoring=ANSWERS
        )
        contest = make_contest(terms)
        with clock.freeze_at(OPENS_AT):
            freeze_heads(contest)
        make_participants(contest, people)
        recount_contest(contest.id)
        contest_id = contest.id
    tell(*(make_fact(f"a{p}", p, OPENS_AT, community="c1") for p in people[:12]))
    catch_up(["contests"])
    assert publish(contest_id, OPENS_AT) == [("c1", 40, None)]

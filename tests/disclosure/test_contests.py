"""Whoever reads boards and contests of groups together, and at two moments, learns nothing certain of fewer than ten people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from math import inf
from random import Random

import pytest
from sqlalchemy import func, select, text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.disclosure import DisclosureGate
from app.kernel.transaction import roll_back, transaction
from app.leaderboards.comparison import ComparisonMethod, rank_and_merge_groups
from app.leaderboards.cut import NO_GROUP
from app.people.models import Person, Site
from missions.contests.models import Contest
from missions.contests.standings.groups.figures import PROGRESS_STEP, GroupFigure
from missions.contests.standings.groups.queries import compute_group_figures
from missions.contests.standings.models import ContestHead
from missions.contests.standings.service.groups import freeze_heads
from missions.contests.terms import GroupSort
from tests.disclosure.attacker import Attacker
from tests.disclosure.company import ARRIVALS, NOW, draw_company
from tests.disclosure.test_boards import (
    EARNS,
    POINTS,
    SMALLEST,
    TAKES_PART,
    WEEKS,
    Place,
    draw_points,
    learn_row,
    list_counted_places,
    make_attacker,
    name_unknowns,
    read_boards,
)
from tests.missions.contests.contest_makers import CALENDAR, make_contest, make_terms

JOINS = "joins"
GOAL = 30
"""Points for each head: as many as some earn in a week."""
CONTESTS: tuple[tuple[GroupSort, dict[str, object]], ...] = (
    (GroupSort.SITE, {}),
    (GroupSort.UNIT, {"sites": ["s0", "s1"]}),
    (GroupSort.UNIT, {"arrived_from": ARRIVALS[1].isoformat()}),
    (GroupSort.REGION, {"arrived_until": ARRIVALS[3].isoformat()}),
)
"""Sorts and audiences, in the order of publication; what counts is what boards count: the hardest case."""

TAKE_PART = """
insert into contest_participant (contest_id, person_id, unit_id, site_id, joined_at)
select :contest_id, m.id, m.unit_id, m.site_id, :now from member m
where m.takes_part and m.id in (select p.id from person p join site s on s.id = p.site_id where :is_everybody
    or (p.arrived_on between :since and :until and (cast(:sites as text[]) is null or s.slug = any(:sites))))
"""
SCORES = """
insert into contest_standing (contest_id, person_id, total, score)
select p.contest_id, p.person_id, coalesce(sum(l.points), 0), coalesce(sum(l.points), 0)
from contest_participant p left join ledger_entry l on l.person_id = p.person_id and l.earned_at < :until
where p.contest_id = :contest_id group by 1, 2
on conflict (contest_id, person_id) do update set total = excluded.total, score = excluded.score
"""


def list_sizes() -> dict[Place, int]:
    """How many people arrived on each day in each unit at each site."""
    place = (Site.region_id, Person.unit_id, Person.site_id, Person.arrived_on)
    counted = select(*place, func.count()).join(Site, Site.id == Person.site_id).group_by(*place)
    return {tuple(map(str, row[:-1])): row[-1] for row in session().execute(counted)}


def list_places_in_audience(audience: dict[str, object], sizes: Iterable[Place]) -> list[Place]:
    slugs = {str(site.id): site.slug for site in session().scalars(select(Site))}
    sites = audience.get("sites")
    return [
        place
        for place in sizes
        if (not isinstance(sites, list) or slugs[place[2]] in sites)
        and str(audience.get("arrived_from", place[3])) <= place[3] <= str(audience.get("arrived_until", place[3]))
    ]


def open_contest(sort: GroupSort, audience: dict[str, object], number: int) -> Contest:
    """A contest that everybody joined who takes part and is in its audience."""
    calendar = replace(CALENDAR, opens_at=WEEKS[0].since, closes_at=NOW + timedelta(days=1))
    terms = make_terms("collective", group_sort=sort, audience=audience, goal=GOAL, calendar=calendar)
    contest = make_contest(terms, slug=f"contest-{number}")
    freeze_heads(contest)
    days = {
        "since": str(audience.get("arrived_from", ARRIVALS[0])),
        "until": str(audience.get("arrived_until", ARRIVALS[-1])),
    }
    who = {"is_everybody": not audience, "sites": audience.get("sites")} | days
    session().execute(text(TAKE_PART), {"contest_id": contest.id, "now": NOW} | who)
    return contest


def learn_boards(attacker: Attacker, sizes: dict[Place, int]) -> None:
    for subject, weeks, groups in read_boards():
        counted = list_counted_places(subject)
        for row in rank_and_merge_groups(groups, gate=DisclosureGate(SMALLEST), how=ComparisonMethod.PER_HEAD):
            if row.key != NO_GROUP:
                learn_row(attacker, row, weeks, [place for place in sizes if place[:3] in counted[row.key]])


def learn_joining(attacker: Attacker, number: int, inside: list[Place], sizes: dict[Place, int]) -> None:
    """Whoever scores has joined the contest, and whoever joined takes part in Passerelle."""
    for place in inside:
        joins = (JOINS, number, place)
        attacker.sizes[joins] = sizes[place]
        attacker.learn_subset(joins, (TAKES_PART, place))
        for week in range(len(WEEKS)):
            attacker.learn_subset((EARNS, week, place), joins)


def learn_progress(
    attacker: Attacker, figure: GroupFigure, weeks: tuple[int, ...], places: list[Place], heads: int
) -> None:
    """A tenth of the goal says that ten earned something, and a range; none: that few did, or little."""
    earns, points = name_unknowns(EARNS, weeks, places), name_unknowns(POINTS, weeks, places)
    tenth, shown = GOAL * heads * PROGRESS_STEP / 100, figure.progress.value
    if shown is not None:
        low = shown / PROGRESS_STEP * tenth
        attacker.learn_range(points, low, low + tenth - 0.001 if shown < 100 else inf)
        if len(weeks) == 1:
            attacker.learn_range(earns, SMALLEST)
    elif len(weeks) == 1:
        attacker.learn_either(earns, SMALLEST - 1, points, tenth - 0.001)


def learn_contest(attacker: Attacker, number: int, contest: Contest, sizes: dict[Place, int]) -> int:
    """Read the figures of a contest after a week and after two, and say how many are shown."""
    sort, audience = CONTESTS[number]
    shown, inside = 0, list_places_in_audience(audience, sizes)
    learn_joining(attacker, number, inside, sizes)
    rows = session().scalars(select(ContestHead).where(ContestHead.contest_id == contest.id)).all()
    for weeks, until in (((0,), WEEKS[0].until), ((0, 1), WEEKS[1].until)):
        session().execute(text(SCORES), {"contest_id": contest.id, "until": until})
        for figure in compute_group_figures(contest.id, sort, GOAL):
            counted = [row for row in rows if row.shown_key == figure.key]
            cells, heads = {(str(row.unit_id), str(row.site_id)) for row in counted}, sum(row.heads for row in counted)
            places = [place for place in inside if place[1:3] in cells]
            learn_progress(attacker, figure, weeks, places, heads)
            attacker.learn_share([(JOINS, number, place) for place in places], heads, figure.participation)
            shown += figure.progress.value is not None
    return shown


def learn_contests(attacker: Attacker, sizes: dict[Place, int]) -> int:
    """Open every contest, and read all of them; how many figures they show."""
    contests = [open_contest(sort, audience, number) for number, (sort, audience) in enumerate(CONTESTS)]
    return sum(learn_contest(attacker, number, contest, sizes) for number, contest in enumerate(contests))


@pytest.mark.property
@pytest.mark.parametrize("seed", [0, 10])
def test_no_contests_and_boards_together_say_of_a_few_people_that_they_scored(app: Application, seed: int) -> None:
    """In the first company, figures of every group of the organisation would single somebody out."""
    chance = Random(seed)
    with clock.freeze_at(NOW), transaction():
        draw_points(chance, draw_company(chance))
        sizes = list_sizes()
        attacker = make_attacker(sizes)
        learn_boards(attacker, sizes)
        assert learn_contests(attacker, sizes) >= 2, "Contests have figures."
        roll_back()
    assert attacker.list_certain() == []

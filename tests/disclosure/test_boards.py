"""Whoever reads every board of groups, week after week, learns nothing certain of fewer than ten people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import product
from random import Random

import pytest
from sqlalchemy import func, select

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.disclosure import SUM_STEP, DisclosureGate, Figure
from app.kernel.transaction import roll_back, transaction
from app.leaderboards.comparison import ComparisonMethod, GroupRow, GroupTotals, rank_and_merge_groups
from app.leaderboards.cut import NO_GROUP, assign_cells_to_groups
from app.leaderboards.groups.queries import list_cells
from app.leaderboards.groups.service import compute_group_totals
from app.leaderboards.models import Board
from app.leaderboards.periods import BoardWindow
from app.people.models import Choices, Person, Site
from app.points.models import LedgerEntry, Rule
from tests.boards import make_board, pay_for_answers
from tests.disclosure.attacker import Attacker, Unknown
from tests.disclosure.company import NOW, Company, draw_company

SMALLEST = 10
VERY_MUCH, MOST_POINTS = 400, 100_000
"""Points of a very active person in a week; and no bound that anybody could know."""
TAKES_PART, EARNS, POINTS = "takes part", "earns", "points"
SUBJECTS = ("region", "unit", "site")
WEEKS = tuple(BoardWindow(NOW - timedelta(weeks=back), NOW - timedelta(weeks=back - 1)) for back in (2, 1))
PERIODS = {(0,): WEEKS[0], (1,): WEEKS[1], (0, 1): BoardWindow(WEEKS[0].since, WEEKS[1].until)}
"""Each week and both together, as weeks, months and boards since the start overlap."""
Place = tuple[str, ...]


def draw_points(chance: Random, company: Company) -> None:
    """Some of those who take part earn nothing in a week, most a little, and one in ten very much."""
    pay_for_answers()
    rule_id = session().scalars(select(Rule.id)).one()
    people = [person for group in company.people.values() for person in group]
    members = [person for person in people if session().get_one(Choices, person).joined_at]
    for number, (person_id, week) in enumerate(product(members, WEEKS)):
        points = chance.choice((0, 5, 10, 20, 20, 30, 60)) or chance.choice((0, 0, VERY_MUCH))
        if points:
            person = session().get_one(Person, person_id)
            place = {"person_id": person_id, "unit_id": person.unit_id, "site_id": person.site_id}
            amounts = {"points": points, "collective": points, "earned_at": week.since + timedelta(hours=1)}
            session().add(LedgerEntry(rule_id=rule_id, fact_id=number, **place, **amounts))
    session().flush()


def make_attacker(sizes: dict[Place, int]) -> Attacker:
    """Who knows the organisation, and that each earner takes part and earns from one point to MOST_POINTS."""
    attacker = Attacker(SMALLEST, finds_somebody=True)
    attacker.sizes |= {(TAKES_PART, place): people for place, people in sizes.items()}
    for place, week in product(sizes, range(len(WEEKS))):
        earns, points = (EARNS, week, place), (POINTS, week, place)
        attacker.sizes |= {earns: sizes[place], points: sizes[place] * MOST_POINTS}
        attacker.learn_subset(earns, (TAKES_PART, place))
        attacker.learn_range({points: 1, earns: -1}, 0)
        attacker.learn_range({points: -1, earns: MOST_POINTS}, 0)
    return attacker


def name_unknowns(what: str, weeks: Iterable[int], places: Iterable[Place]) -> dict[Unknown, float]:
    return {(what, week, place): 1.0 for week, place in product(weeks, places)}


def read_boards() -> Iterator[tuple[str, tuple[int, ...], list[GroupTotals]]]:
    """Each board over each period, as a build computes it."""
    for subject in SUBJECTS:
        board = session().get_one(Board, make_board(subject, subject=subject))
        totals = compute_group_totals(board, list(PERIODS.values()), DisclosureGate(SMALLEST))
        yield from ((subject, weeks, groups) for weeks, groups in zip(PERIODS, totals, strict=True))


def list_counted_places(subject: str) -> dict[str, list[Place]]:
    """The places that each group of a board counts, which follows from the organisation: everybody may know it."""
    columns = [f"{name}_id" for name in SUBJECTS[: SUBJECTS.index(subject) + 1]]
    groups = assign_cells_to_groups(list_cells(columns), DisclosureGate(SMALLEST))
    key_of_cell = {cell.keys: key for cell, key in groups.items()}
    counted: dict[str, list[Place]] = {}
    for cell in list_cells([f"{name}_id" for name in SUBJECTS]):
        key = key_of_cell[cell.keys[: len(columns)]]
        if key != NO_GROUP:
            counted.setdefault(key, []).append(cell.keys)
    return counted


def learn_row(attacker: Attacker, row: GroupRow, weeks: tuple[int, ...], places: list[Place]) -> None:
    """A figure says that ten earned something, and a range; a group that could have one and has none: little of either."""
    earns, points = name_unknowns(EARNS, weeks, places), name_unknowns(POINTS, weeks, places)
    attacker.learn_share([(TAKES_PART, place) for place in places], row.people, Figure(row.share or None))
    if row.rank is not None:
        attacker.learn_range(points, row.total, row.total + SUM_STEP - 1)
        if len(weeks) == 1:
            attacker.learn_range(earns, SMALLEST)
    elif len(weeks) == 1:
        attacker.learn_either(earns, SMALLEST - 1, points, SUM_STEP - 1)


def learn_exact_totals(attacker: Attacker, sizes: dict[Place, int]) -> None:
    """What boards showed before they were cut and rounded: the totals of all groups of ten or more."""
    place = (Site.region_id, LedgerEntry.unit_id, LedgerEntry.site_id)
    rows = session().execute(
        select(*place, func.sum(LedgerEntry.points))
        .join(Site, Site.id == LedgerEntry.site_id)
        .where(LedgerEntry.earned_at < WEEKS[0].until)
        .group_by(*place)
    )
    points = {tuple(map(str, row[:-1])): row[-1] for row in rows}
    for column in range(len(SUBJECTS)):
        for key in {place[column] for place in sizes}:
            places = [place for place in sizes if place[column] == key]
            if sum(sizes[place] for place in places) >= SMALLEST:
                total = sum(points.get(place, 0) for place in places)
                attacker.learn_range(name_unknowns(POINTS, (0,), places), total, total)


def learn_boards(attacker: Attacker) -> int:
    """Read every board over every period, and say how many figures they show."""
    shown, gate = 0, DisclosureGate(SMALLEST)
    for subject, weeks, groups in read_boards():
        counted = list_counted_places(subject)
        rows = rank_and_merge_groups(groups, gate=gate, how=ComparisonMethod.PER_HEAD)
        shown += sum(row.rank is not None for row in rows)
        for row in (row for row in rows if row.key != NO_GROUP):
            learn_row(attacker, row, weeks, counted[row.key])
    return shown


@pytest.mark.property
@pytest.mark.parametrize(("seed", "says_too_much"), [(0, "rounded totals that are not cut"), (3, "exact totals")])
def test_no_boards_together_say_of_a_few_people_that_they_earned_something(
    app: Application, seed: int, says_too_much: str
) -> None:
    """Each company is one in which boards of the kind that is named would single somebody out."""
    chance = Random(seed)
    with clock.freeze_at(NOW), transaction():
        draw_points(chance, draw_company(chance))
        sizes = {cell.keys: cell.people for cell in list_cells([f"{name}_id" for name in SUBJECTS])}
        attacker, exact = make_attacker(sizes), make_attacker(sizes)
        assert learn_boards(attacker) >= 3, "The company has boards with figures."
        learn_exact_totals(exact, sizes)
        roll_back()
    assert attacker.list_certain() == []
    assert says_too_much != "exact totals" or exact.list_certain(), "The attacker is able."

"""A company whose people all take part in one contest, and what they do while it runs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from random import Random

from sqlalchemy import text

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.contests.terms import ScoringLine
from tests.bench.growth.filling import CompanySize, fill_company
from tests.missions.contests.contest_makers import CALENDAR, make_contest, make_terms

SLUG = "useful"
SPAN = timedelta(days=10)
"""How long the contest has been open."""

PARTICIPANTS = """
insert into contest_participant (contest_id, person_id, group_key, unit_id, site_id, joined_at)
select :contest_id, p.id, s.slug, p.unit_id, p.site_id, now() from person p join site s on s.id = p.site_id
"""
STANDINGS = "insert into contest_standing (contest_id, person_id) select contest_id, person_id from contest_participant"
KINDS = ("post.created", "answer.created", "post.liked", "answer.accepted", "community.joined")
SHARES = (20, 40, 25, 10, 5)


@dataclass(frozen=True)
class ContestSize:
    """People, who all take part; facts before; new facts in a round; rounds; and the copies of its prize."""

    people: int = 100_000
    before: int = 200_000
    new: int = 20_000
    rounds: int = 3
    copies: int = 1_000


USEFUL = ScoringLine(source="answer.accepted:counterpart", amount=3)
ANSWERS = ScoringLine(source="answer.created", amount=1, cap=3, cap_period="day")


def fill_contest_company(size: ContestSize, *lines: ScoringLine) -> None:
    """Everybody takes part in a ranking by these lines, open since ten days."""
    fill_company(CompanySize(size.people, size.before))
    now = clock.now()
    calendar = replace(CALENDAR, opens_at=now - SPAN, closes_at=now + SPAN)
    with transaction():
        contest = make_contest(make_terms("ranking", scoring=lines, calendar=calendar), slug=SLUG)
        session().execute(text(PARTICIPANTS), {"contest_id": contest.id})
        session().execute(text(STANDINGS))
    with transaction():
        session().execute(text("analyze contest_participant, contest_standing, contest"))


def iterate_new_facts(size: ContestSize, count: int, seed: int) -> Iterator[NewFact]:
    """What people do while the contest runs, in the shares of the group `growth`: half of it scores."""
    chance, now = Random(seed), clock.now()
    first = session().scalar(text("select min(id) from person")) or 1
    for number in range(count):
        actor = first + int(size.people * chance.random() ** 2.5)
        other = first + chance.randrange(size.people)
        kind = chance.choices(KINDS, SHARES)[0]
        is_about = kind in ("answer.created", "post.liked", "answer.accepted")
        yield NewFact(
            kind=kind,
            source="network",
            source_key=f"new-{seed}-{number}",
            actor_id=actor,
            counterpart_id=other if is_about and other != actor else None,
            object=f"c-{number % 300}" if kind == "community.joined" else f"note-{seed}-{number}",
            community=f"c-{number % 300}" if kind == "community.joined" else None,
            occurred_at=now - timedelta(hours=1) + number * timedelta(minutes=55) / count,
        )

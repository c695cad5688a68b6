"""The contests of the demo: one that runs, one that was drawn and can be computed again, one of ideas with its jury, and a draft of HR's."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import session
from app.people.models import Person
from app.people.roles import HR
from missions.contests.ideas.service import send_idea
from missions.contests.joining.service import join_contest
from missions.contests.jury.scoring import CRITERIA
from missions.contests.jury.service import save_sheet
from missions.contests.life.service.announce import announce_contest_if_due
from missions.contests.life.service.calendar import close_contest_if_due, open_contest_if_due
from missions.contests.life.service.finalise import finalise_contest_if_due
from missions.contests.life.service.publish import publish_contest
from missions.contests.models import Contest
from missions.contests.terms import ContestTerms
from missions.contests.writing.service import create_draft
from missions.contests.writing.starting_points import STARTING_POINTS, Beginning, build_first_answers
from seeds.consent import DemoMember
from seeds.contest_texts import (
    DAY,
    DRAFT_ANSWERS,
    DRAFT_TITLE,
    IDEAS,
    ORGANISER,
    ZONE,
    build_drawn_terms,
    build_ideas_terms,
    build_running_terms,
)
from seeds.demo import CLAIRE

PLAYERS = 80
"""How many people play the running contest at most."""
PLAYERS_OF_DRAW = 60
DRAFT_SAVED_AGO = timedelta(hours=2)


def write_demo_contests(members: Iterable[DemoMember], now: datetime) -> int:
    """Publish the contests, let people play them, and leave a draft; how many were written."""
    players = _list_players(members, now)
    _play_running_contest(players, now)
    _play_drawn_contest(players[:PLAYERS_OF_DRAW], now)
    _play_ideas_contest(players, now)
    _leave_draft(now)
    return 4


def _list_players(members: Iterable[DemoMember], now: datetime) -> Sequence[Person]:
    """Members who have been here for two months; nobody in HR."""
    emails = [member.colleague.email for member in members if HR not in member.colleague.roles]
    arrived_before = (now - 60 * DAY).date()
    players = select(Person).where(Person.email.in_(emails), Person.arrived_on < arrived_before)
    return session().scalars(players.order_by(Person.id).limit(PLAYERS)).all()


def _play_running_contest(players: Sequence[Person], now: datetime) -> None:
    _open_contest(build_running_terms(now), players)


def _play_drawn_contest(players: Sequence[Person], now: datetime) -> None:
    terms = build_drawn_terms(now)
    contest = _open_contest(terms, players)
    closes_at = terms.calendar.closes_at
    for moment, take_step in (
        (closes_at, close_contest_if_due),
        (closes_at + DAY, announce_contest_if_due),
        (closes_at + 8 * DAY, finalise_contest_if_due),
    ):
        with clock.freeze_at(moment):
            take_step(contest.id)


def _play_ideas_contest(players: Sequence[Person], now: datetime) -> None:
    """Three ideas, the first two marked by one of the two jurors."""
    *authors, first_juror, second_juror = [person.id for person in players]
    contest = _open_contest(build_ideas_terms(now, (first_juror, second_juror)), players[: len(IDEAS)])
    with clock.freeze_at(now - 5 * DAY):
        idea_ids = [send_idea(contest, author, idea).id for author, idea in zip(authors, IDEAS, strict=False)]
    with clock.freeze_at(now - 2 * DAY):
        for idea_id, mark in zip(idea_ids, ("3", "4"), strict=False):
            save_sheet(contest, idea_id, second_juror, dict.fromkeys(CRITERIA, mark))


def _leave_draft(now: datetime) -> None:
    """HR began it this morning: it has an objective, and no prize yet."""
    beginning = Beginning(
        title=DRAFT_TITLE,
        organiser=ORGANISER,
        author_email=CLAIRE.email,
        today=now.date(),
        zone=ZONE,
        regions=1,
    )
    typed = {name: [text] for name, text in DRAFT_ANSWERS.items()}
    with clock.freeze_at(now - DRAFT_SAVED_AGO):
        create_draft(DRAFT_TITLE, build_first_answers(STARTING_POINTS["draw"], beginning) | typed)


def _open_contest(terms: ContestTerms, players: Sequence[Person]) -> Contest:
    """The contest, published two days before its opening, opened at its moment, with its players."""
    opens_at = terms.calendar.opens_at
    with clock.freeze_at(opens_at - 2 * DAY):
        draft = create_draft(terms.title["fr"], {})
        contest = publish_contest(draft.slug, terms, revision=draft.revision)
    with clock.freeze_at(opens_at):
        open_contest_if_due(contest.id)
    with clock.freeze_at(opens_at + DAY):
        for player in players:
            join_contest(contest.slug, player.id)
    return contest

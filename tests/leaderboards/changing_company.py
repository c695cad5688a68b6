"""A company in which things happen by chance that may move somebody on a board of people."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import func, select

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.jobs import redis_connection
from app.kernel.transaction import transaction
from app.leaderboards import service
from app.leaderboards.models import Board
from app.leaderboards.people.memory import EXTENSION, RankingMemory
from app.leaderboards.people.service import note_everybody_changed
from app.people.merging.service.merge import CannotMerge, merge_people
from app.people.models import Person, Site
from app.people.pauses.service import PauseLength, begin_or_change_pause, end_pause
from app.people.policies.models import Policy
from app.people.policies.service import PolicyPlace, switch_feature_off, switch_feature_on
from app.people.policies.switches import PolicyScope, SwitchableFeature
from app.people.service.participation import NotTakingPart, choose_visibility, join_game, leave_game
from app.points.models import Rule
from tests.boards import make_board, pay_for_answers
from tests.makers import MONDAY, catch_up, make_people, make_site, make_unit, record_departure, tell

BEGINS = MONDAY + timedelta(days=9)


class ChangingCompany:
    """Twenty people of two units and three boards of people: by week, over all time, and by a mission."""

    def __init__(self, chance: Random, extensions: dict[str, object]) -> None:
        """Make the company; `extensions` are those of the application."""
        self.chance, self.extensions, self.now, self.number = chance, extensions, BEGINS, 0
        self.memories = [RankingMemory(), RankingMemory()]
        with transaction():
            if session().scalar(select(func.count(Rule.id))) == 0:
                pay_for_answers()
            self.units = [make_unit().id for _ in range(2)]
            self.sites = [make_site().id for _ in range(2)]
            self.people = make_people(14, on_boards=True) + make_people(6)
            make_board("ever")
            session().get_one(Board, make_board("week")).period = "week"
            mission = session().get_one(Board, make_board("mission"))
            mission.measure, mission.detail = "mission", "hello"

    def act(self) -> None:
        """Let one thing happen; now and then some time passes, or a process dies or forgets."""
        acts: list[Callable[[], None]] = [self._earn] * 8 + [self._undo] * 3 + [self._complete] * 3 + [self._reopen]
        acts += [self._choose] * 2 + [self._join_or_stop, self._pause, self._depart, self._move, self._switch]
        acts += [self._merge, self._forget, self._empty_redis, self._change_worker, self._die, note_everybody_changed]
        acts += [self._change_region]
        self.now += timedelta(hours=self.chance.choice([0, 0, 1, 5, 60]))
        with clock.freeze_at(self.now):
            with transaction():
                self.chance.choice(acts)()
            if self.chance.random() < 0.7:
                catch_up()

    def _draw_person(self) -> Person:
        return session().get_one(Person, self.chance.choice(self.people))

    def _tell(self, kind: str, key: str, *, source: str = "rse", **columns: object) -> None:
        fact = NewFact(kind=kind, source=source, source_key=key, occurred_at=self._draw_moment(), **columns)  # type: ignore[arg-type]  # the columns of one kind or another
        tell(fact)

    def _draw_moment(self) -> datetime:
        return self.now - timedelta(hours=self.chance.choice([0, 0, 1, 1, 30, 100]))

    def _earn(self) -> None:
        for _ in range(self.chance.choice([1, 1, 4])):
            self.number += 1
            self._tell("answer.created", f"answer-{self.number}", actor_id=self._draw_person().id)

    def _undo(self) -> None:
        undone = self.chance.randint(1, max(self.number, 1))
        key = f"undo-{undone}-{self.chance.random()}"
        self._tell("activity.undone", key, actor_id=self._draw_person().id, undoes=f"answer-{undone}")

    def _complete(self) -> None:
        self.number += 1
        person_id = self._draw_person().id
        self._tell(
            "mission.completed",
            f"hello:{person_id}:{self.number}",
            source="passerelle",
            actor_id=person_id,
            object="mission:hello",
        )
        if self.chance.random() < 0.3:
            undoes = f"hello:{person_id}:{self.number}"
            self._tell("mission.reopened", f"re:{undoes}", source="passerelle", actor_id=person_id, undoes=undoes)

    def _reopen(self) -> None:
        self._tell("mission.reopened", f"again:{self.chance.random()}", source="passerelle", undoes="hello:1:1")

    def _choose(self) -> None:
        with suppress(NotTakingPart):
            choose_visibility(self._draw_person(), on_boards=self.chance.random() < 0.7)

    def _join_or_stop(self) -> None:
        self.chance.choice([join_game, leave_game])(self._draw_person())

    def _pause(self) -> None:
        person = self._draw_person()
        if self.chance.random() < 0.4:
            end_pause(person)
        else:
            begin_or_change_pause(person, self.chance.choice(list(PauseLength)))

    def _depart(self) -> None:
        person = self._draw_person()
        if person.left_on is None:
            record_departure(person, self.now.date())
        else:
            person.left_on = None

    def _move(self) -> None:
        person = self._draw_person()
        person.unit_id, person.site_id = self.chance.choice(self.units), self.chance.choice(self.sites)

    def _change_region(self) -> None:
        site, like = (session().get_one(Site, self.chance.choice(self.sites)) for _ in range(2))
        site.region_id = like.region_id

    def _switch(self) -> None:
        policy = session().scalar(select(Policy).where(Policy.until.is_(None)).limit(1))
        if policy is not None:
            switch_feature_on(policy)
            return
        site = session().get_one(Site, self.chance.choice(self.sites))
        places = (
            (PolicyScope.UNIT, self.chance.choice(self.units)),
            (PolicyScope.SITE, site.id),
            (PolicyScope.REGION, site.region_id),
        )
        switch_feature_off(SwitchableFeature.BOARDS, PolicyPlace(*self.chance.choice(places)), reason="Pas ici.")

    def _merge(self) -> None:
        kept, merged = self.chance.sample(self.people, 2)
        try:
            with session().begin_nested():
                merge_people(session().get_one(Person, kept), session().get_one(Person, merged), by_id=None)
        except CannotMerge:
            return
        self.people = [person for person in self.people if session().get(Person, person) is not None]

    def _empty_redis(self) -> None:
        redis_connection().flushall()

    def _change_worker(self) -> None:
        """Another worker goes on, with what it kept when it built last."""
        self.extensions[EXTENSION] = self.chance.choice(self.memories)

    def _forget(self) -> None:
        redis_connection().flushall()
        self.extensions[EXTENSION] = RankingMemory()

    def _die(self) -> None:
        """A worker claims a board, computes its next version, and dies before the commit."""
        board = session().scalars(select(Board).order_by(func.random()).limit(1)).one()
        with session().begin_nested() as unfinished:
            service.publish_claimed_board_if_changed(board.id, 10)
            unfinished.rollback()

"""Whatever a network sends around the opening and the closing second, in any order, is what a plain count of it says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import count
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.intake.json_text import parse_cloud_event
from app.intake.service.accept import accept_items
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.models import Person
from missions.contests.joining.service import join_contest
from missions.contests.standings.queries import find_standing
from missions.contests.terms import Calendar, ContestTerms, ScoringLine
from tests.examples import examples
from tests.makers import catch_up, make_people, make_site, make_unit
from tests.missions.contests.contest_makers import make_contest, make_terms
from tests.network_acts import (
    FIRST_ARRIVAL,
    OPENS_AFTER,
    PEOPLE,
    WINDOW,
    ZONES,
    Act,
    Colleague,
    encode_events,
    list_acts,
)
from tests.network_oracle import Oracle

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)
JOINED = datetime(2026, 2, 20, 9, tzinfo=UTC)
USEFUL, ANSWERS, SHARES = 7, 2, 1
"""What each useful answer, each answer and each share are worth: a cap for answers and for shares, and one for the whole."""
numbers = count(1)
Reached = tuple[int, datetime | None]


@dataclass(frozen=True)
class Rules:
    """The rules of a drawn contest: caps of answers in a period and of the score, and days before and after its window."""

    zone: str
    cap: int
    period: str
    score_cap: int | None
    opens_on: int
    closes_on: int

    @property
    def opens_at(self) -> datetime:
        """The first moment of a day in the zone of the contest: the acts stand around these moments."""
        return self._midnight(self.opens_on)

    @property
    def closes_at(self) -> datetime:
        """The first moment that does not count."""
        return self._midnight(self.closes_on)

    def build_terms(self) -> ContestTerms:
        """The same rules, as the product keeps them."""
        calendar = Calendar(zone=self.zone, opens_at=self.opens_at, closes_at=self.closes_at)
        lines = (
            ScoringLine(source="answer.accepted:counterpart", amount=USEFUL),
            ScoringLine(source="answer.created", amount=ANSWERS, cap=self.cap, cap_period=self.period),
            ScoringLine(source="post.shared", amount=SHARES),
        )
        return make_terms("ranking", calendar=calendar, scoring=lines, score_cap=self.score_cap)

    def _midnight(self, days: int) -> datetime:
        local = datetime.combine(FIRST_ARRIVAL + timedelta(days=days), time(), ZoneInfo(self.zone))
        return local.astimezone(UTC)


def count_by_hand(rules: Rules, oracle: Oracle, person: int) -> Reached:
    """The score of a person and when they reached it: plain Python from the acts, without any code of the product."""
    total, reached_at = 0, None
    for at, amount in sorted(_list_scored(rules, oracle, person)):
        reached_at = at if rules.score_cap is None or total < rules.score_cap else reached_at
        total += amount
    return total if rules.score_cap is None else min(total, rules.score_cap), reached_at


def _list_scored(rules: Rules, oracle: Oracle, person: int) -> Iterator[tuple[datetime, int]]:
    used: dict[object, int] = {}
    acts = [(oracle.acts[number].at(oracle.people), oracle.acts[number]) for number in oracle.counting]
    for at, act in sorted(acts, key=lambda each: each[0]):
        if not rules.opens_at <= at < rules.closes_at:
            continue
        if act.kind == "accept" and act.way != 2 and act.towards % PEOPLE == person:
            yield at, USEFUL
        if act.kind == "share" and act.who % PEOPLE == person:
            yield at, SHARES
        if act.kind == "answer" and act.who % PEOPLE == person:
            period = _name_period(rules, at)
            used[period] = used.get(period, 0) + 1
            if used[period] <= rules.cap:
                yield at, ANSWERS


def _name_period(rules: Rules, at: datetime) -> object:
    local = at.astimezone(ZoneInfo(rules.zone))
    return {"day": local.date(), "week": local.isocalendar()[:2], "month": (local.year, local.month)}[rules.period]


def make_company(zones: Sequence[str]) -> dict[int, Colleague]:
    """People who take part, each in a time zone, by their ids."""
    colleagues = {}
    with transaction():
        unit = make_unit()
        for zone in zones:
            (person_id,) = make_people(1, site=make_site(time_zone=zone), unit=unit, joined_at=JOINED)
            person = session().get_one(Person, person_id)
            person.arrived_on = FIRST_ARRIVAL
            colleagues[person_id] = Colleague(person.external_id, zone, person.arrived_on)
    return colleagues


def send(events: Sequence[dict[str, object]], source: str) -> None:
    with transaction():
        items = [parse_cloud_event(event, str(event["id"])) for event in events]
        assert accept_items(items, source, NOW).refused == 0
    catch_up(["contests"])


def join(person_id: int, slug: str, opens_at: datetime) -> None:
    with clock.freeze_at(opens_at), transaction():
        join_contest(slug, person_id)


def read_reached(contest_id: int, people: Sequence[int]) -> list[Reached | None]:
    with transaction():
        rows = [find_standing(contest_id, person_id) for person_id in people]
        return [None if row is None else (row.score, row.reached_at) for row in rows]


RULES = st.builds(
    Rules,
    zone=st.sampled_from(ZONES),
    cap=st.integers(1, 2),
    period=st.sampled_from(["day", "week", "month"]),
    score_cap=st.sampled_from([None, 2, 4, 9]),
    opens_on=st.sampled_from([0, 10]),
    closes_on=st.sampled_from([OPENS_AFTER, WINDOW]),
)
AT_THE_EDGE = {-1801: 0, 1799: 0, 3599: -1, 7200: 0, 86_399: -1, 200_000: 1}
"""Half of the acts stand at the opening or the closing second, or beside it."""
ACTS = list_acts().map(
    lambda acts: [replace(act, seconds=AT_THE_EDGE.get(act.seconds, act.seconds)) for act in acts],
)


@pytest.mark.property
@settings(
    max_examples=examples(8),
    deadline=None,
    phases=(Phase.explicit, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    acts=ACTS,
    rules=RULES,
    zone=st.sampled_from(ZONES),
    chance=st.randoms(use_true_random=False),
    cut=st.integers(0, 40),
)
def test_totals_are_what_a_plain_count_says_whoever_joined_when(
    app: Application, acts: list[Act], rules: Rules, zone: str, chance: Random, cut: int
) -> None:
    """One joins before anything happens, one in between and one at the end; then the journal is read again."""
    source = f"net-{next(numbers)}"
    with clock.freeze_at(NOW):
        company = make_company([rules.zone, zone, rules.zone])
        colleagues, people = list(company.values()), list(company)
        with transaction():
            contest_id = make_contest(rules.build_terms(), slug=source).id
        events = encode_events(acts, colleagues, source)
        sent = events + events[: len(events) // 2]
        chance.shuffle(sent)
        middle = cut % (len(sent) + 1)
        join(people[0], source, rules.opens_at)
        send(sent[:middle], source)
        join(people[1], source, rules.opens_at)
        send(sent[middle:], source)
        join(people[2], source, rules.opens_at)
        oracle = Oracle(acts, colleagues)
        expected = [count_by_hand(rules, oracle, number) for number in range(PEOPLE)]
        assert read_reached(contest_id, people) == expected, (rules, acts)
        with transaction():
            rewind_reader(readers_by_name()["contests"])
        catch_up(["contests"])
        assert read_reached(contest_id, people) == expected
        with transaction():
            contest = make_contest(replace(rules.build_terms(), score_cap=None), slug=f"{source}-other")
            other_id = contest.id
        for person_id in people:
            join(person_id, f"{source}-other", rules.opens_at)
        uncapped = replace(rules, score_cap=None)
        by_hand = [count_by_hand(uncapped, oracle, number) for number in range(PEOPLE)]
        assert read_reached(other_id, people) == by_hand

"""Every act of the right kind is told why it counted or did not, in words that agree with the count."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest

from app.journal.verdicts import ExaminedFact, FactVerdict, judge_facts
from app.kernel.application import Application
from app.kernel.transaction import transaction
from missions.periods import ONCE_PERIOD_ON, Recurrence, RepeatPeriod
from missions.service.publish import create_and_publish_mission
from missions.service.write import Availability
from missions.why.queries import list_judged_facts
from tests.makers import MONDAY, catch_up, make_mission_draft, make_people, tell
from tests.missions.company import completions_of, make_post, make_undo
from tests.points.makers import make_useful_mark

FACT = ExaminedFact("post.created", MONDAY, None, ONCE_PERIOD_ON, "1", *(True,) * 5)


@pytest.mark.parametrize(
    ("fact", "verdict"),
    [
        (FACT, FactVerdict.COUNTED),
        (replace(FACT, stands=False), FactVerdict.TAKEN_BACK),
        (replace(FACT, has_begun=False), FactVerdict.TOO_EARLY),
        (replace(FACT, is_in_time=False), FactVerdict.TOO_LATE),
        (replace(FACT, is_about_it=False), FactVerdict.ABOUT_SOMETHING_ELSE),
        (replace(FACT, is_there=False), FactVerdict.ELSEWHERE),
        (replace(FACT, key=None), FactVerdict.TOWARDS_NOBODY),
    ],
)
def test_a_fact_alone_has_its_verdict(fact: ExaminedFact, verdict: FactVerdict) -> None:
    assert [judged.verdict for judged in judge_facts([fact], 2)] == [verdict]


def test_the_same_again_counts_once_and_what_comes_after_enough_is_not_needed() -> None:
    judged = judge_facts([FACT, FACT, replace(FACT, key="2"), replace(FACT, key="3")], 2)
    assert [fact.verdict.value for fact in judged] == ["counted", "again", "counted", "enough"]


def test_what_others_did_is_told_without_them(app: Application) -> None:
    with transaction():
        ada, ben, cy = make_people(3)
        create_and_publish_mission(
            "m", make_mission_draft("distinct", of="people", facts=["answer.accepted:counterpart"], wanted=2)
        )
    days = [MONDAY + timedelta(days=day) for day in range(4)]
    tell(
        make_useful_mark("one", ben, ada, days[0]),
        make_useful_mark("same", ben, ada, days[1]),
        make_useful_mark("undone", cy, ada, days[2]),
        make_undo("undone", cy, days[2]),
        make_useful_mark("own", ada, ada, days[2]),
        make_useful_mark("hers", ada, ben, days[2]),
        make_useful_mark("two", cy, ada, days[3]),
    )
    catch_up()
    with transaction():
        judged = list_judged_facts(ada, "m")[::-1]
    assert [fact.verdict.value for fact in judged] == ["counted", "again", "taken-back", "counted"]
    assert {fact.event for fact in judged} == {"answer.accepted:counterpart"}
    assert {field.name for field in fields(judged[0])} == {"event", "occurred_at", "object", "verdict"}
    assert [at for _, _, at in completions_of(ada)] == [days[3]]


def test_what_is_told_agrees_with_what_was_counted(app: Application) -> None:
    with transaction():
        ada, ben, cy = make_people(3)
        weekly = Availability(recurrence=Recurrence(1, RepeatPeriod.WEEK), standalone=True)
        mission = make_mission_draft(
            "distinct", availability=weekly, of="people", communities=["here"], facts=["post.created"], wanted=2
        )
        create_and_publish_mission("m", mission)
    days = [MONDAY + timedelta(days=day) for day in range(9)]
    tell(
        make_post("early", ada, days[0] - timedelta(days=30), counterpart_id=ben, community="here"),
        make_post("one", ada, days[0], counterpart_id=ben, community="here"),
        make_post("same", ada, days[1], counterpart_id=ben, community="here"),
        make_post("elsewhere", ada, days[1], counterpart_id=cy, community="there"),
        make_post("nobody", ada, days[2], community="here"),
        make_post("undone", ada, days[2], counterpart_id=cy, community="here"),
        make_undo("undone", ada, days[2]),
        make_post("two", ada, days[3], counterpart_id=cy, community="here"),
        make_post("next week", ada, days[8], counterpart_id=cy, community="here"),
    )
    catch_up()
    with transaction():
        judged = [fact.verdict.value for fact in reversed(list_judged_facts(ada, "m"))]
    assert judged == [
        "too-early",
        "counted",
        "elsewhere",
        "again",
        "towards-nobody",
        "taken-back",
        "counted",
        "counted",
    ]
    assert [at for _, _, at in completions_of(ada)] == [days[3]]

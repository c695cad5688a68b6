"""The health of a rule, decided from values: each thing that can stand in the way, and when a rule is dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.kernel.rule_health import RuleHealthStatus
from missions.authoring.health import MissionHealthInput, MissionObstacle, assess_mission_health

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = MissionHealthInput(
    state="published",
    published_at=NOW - 90 * DAY,
    is_open=True,
    starts_at=None,
    ends_at=None,
    counts_network=True,
    events=frozenset({"post.created"}),
    latest={"post.created": NOW - DAY},
    waits_for_ended=(),
    repeats=False,
    is_countable=True,
    has_group_advanced=True,
    has_group_completed_lately=True,
    is_mostly_done=False,
)


@pytest.mark.parametrize(
    ("change", "obstacle", "condition"),
    [
        ({"state": "draft"}, MissionObstacle.DRAFT, RuleHealthStatus.RESTING),
        ({"state": "paused"}, MissionObstacle.PAUSED, RuleHealthStatus.RESTING),
        ({"state": "ended"}, MissionObstacle.ENDED, RuleHealthStatus.RESTING),
        ({"is_open": False}, MissionObstacle.NOWHERE, RuleHealthStatus.DEAD),
        ({"is_countable": False, "has_group_advanced": False}, MissionObstacle.NOT_COUNTED, RuleHealthStatus.FEW),
        ({"starts_at": NOW + DAY}, MissionObstacle.NOT_BEGUN, RuleHealthStatus.ALIVE),
        ({"ends_at": NOW}, MissionObstacle.OVER, RuleHealthStatus.DEAD),
        ({"latest": {}}, MissionObstacle.FEW_ACT, RuleHealthStatus.ALIVE),
        ({"latest": {"post.created": NOW - 31 * DAY}}, MissionObstacle.FEW_ACT, RuleHealthStatus.ALIVE),
        ({"waits_for_ended": ("gone",)}, MissionObstacle.WAITS_FOR_ENDED, RuleHealthStatus.DEAD),
        ({"has_group_advanced": False}, MissionObstacle.FEW_ADVANCED, RuleHealthStatus.FEW),
        ({"is_mostly_done": True}, MissionObstacle.MOSTLY_DONE, RuleHealthStatus.ALIVE),
    ],
)
def test_each_thing_in_the_way_is_found_and_marked(
    change: dict[str, object], obstacle: MissionObstacle, condition: RuleHealthStatus
) -> None:
    health = assess_mission_health(replace(WELL, **change), NOW)  # type: ignore[arg-type]  # spelled by each case
    assert health.obstacles == (obstacle,)
    assert health.condition is condition


def test_a_rule_that_works_has_nothing_in_its_way() -> None:
    health = assess_mission_health(WELL, NOW)
    assert (health.obstacles, health.condition) == ((), RuleHealthStatus.ALIVE)


def test_a_rule_is_new_before_it_has_few_people_and_quiet_when_no_group_completes_it() -> None:
    fresh = replace(WELL, published_at=NOW - 29 * DAY, has_group_advanced=False)
    assert assess_mission_health(fresh, NOW).condition is RuleHealthStatus.NEW
    assert assess_mission_health(replace(fresh, published_at=NOW - 30 * DAY), NOW).condition is RuleHealthStatus.FEW
    forgotten = replace(WELL, has_group_completed_lately=False)
    assert assess_mission_health(forgotten, NOW).condition is RuleHealthStatus.QUIET


def test_a_door_of_ours_waits_for_no_network_and_a_repeat_is_never_all_done() -> None:
    assert assess_mission_health(replace(WELL, counts_network=False, latest={}), NOW).obstacles == ()
    assert assess_mission_health(replace(WELL, repeats=True, is_mostly_done=True), NOW).obstacles == ()

"""The health of a rule, decided from values: each thing that can stand in the way, and when a rule is dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from missions.authoring.health import MissionHealthInput, MissionHealthStatus, MissionObstacle, assess_mission_health

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = MissionHealthInput(
    state="published",
    published_at=NOW - 90 * DAY,
    is_open=True,
    reaches_somebody=True,
    starts_at=None,
    ends_at=None,
    counts_network=True,
    kinds=frozenset({"post.created"}),
    heard_on={"post.created": date(2026, 3, 1)},
    waits_for_ended=(),
    repeats=False,
    enrolled=40,
    completed=12,
    matched_at=NOW - DAY,
    completed_at=NOW - DAY,
)


@pytest.mark.parametrize(
    ("change", "obstacle", "condition"),
    [
        ({"state": "draft"}, MissionObstacle.DRAFT, MissionHealthStatus.RESTING),
        ({"state": "paused"}, MissionObstacle.PAUSED, MissionHealthStatus.RESTING),
        ({"state": "ended"}, MissionObstacle.ENDED, MissionHealthStatus.RESTING),
        ({"is_open": False}, MissionObstacle.NOWHERE, MissionHealthStatus.DEAD),
        ({"reaches_somebody": False}, MissionObstacle.REACHES_NOBODY, MissionHealthStatus.DEAD),
        ({"starts_at": NOW + DAY}, MissionObstacle.NOT_BEGUN, MissionHealthStatus.ALIVE),
        ({"ends_at": NOW}, MissionObstacle.OVER, MissionHealthStatus.DEAD),
        ({"heard_on": {}}, MissionObstacle.NEVER_HEARD, MissionHealthStatus.DEAD),
        ({"heard_on": {"post.created": date(2026, 1, 1)}}, MissionObstacle.SILENT, MissionHealthStatus.ALIVE),
        ({"waits_for_ended": ("gone",)}, MissionObstacle.WAITS_FOR_ENDED, MissionHealthStatus.DEAD),
        ({"matched_at": None}, MissionObstacle.NEVER_MATCHED, MissionHealthStatus.DEAD),
        ({"completed": 40}, MissionObstacle.ALL_DONE, MissionHealthStatus.ALIVE),
    ],
)
def test_each_thing_in_the_way_is_found_and_marked(
    change: dict[str, object], obstacle: MissionObstacle, condition: MissionHealthStatus
) -> None:
    health = assess_mission_health(replace(WELL, **change), NOW)  # type: ignore[arg-type]  # spelled by each case
    assert health.obstacles == (obstacle,)
    assert health.condition is condition


def test_a_rule_that_works_has_nothing_in_its_way() -> None:
    health = assess_mission_health(WELL, NOW)
    assert (health.obstacles, health.condition) == ((), MissionHealthStatus.ALIVE)


def test_a_rule_is_new_before_it_is_dead_and_quiet_before_it_is_forgotten() -> None:
    fresh = replace(WELL, published_at=NOW - 29 * DAY, matched_at=None)
    assert assess_mission_health(fresh, NOW).condition is MissionHealthStatus.NEW
    assert assess_mission_health(replace(fresh, published_at=NOW - 30 * DAY), NOW).condition is MissionHealthStatus.DEAD
    assert assess_mission_health(replace(WELL, matched_at=NOW - 31 * DAY), NOW).condition is MissionHealthStatus.QUIET


def test_a_door_of_ours_waits_for_no_network_and_a_repeat_is_never_all_done() -> None:
    assert assess_mission_health(replace(WELL, counts_network=False, heard_on={}), NOW).obstacles == ()
    assert assess_mission_health(replace(WELL, repeats=True, completed=40), NOW).obstacles == ()

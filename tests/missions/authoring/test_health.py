"""The health of a rule, decided from values: each thing that can stand in the way, and when a rule is dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from missions.authoring.health import RuleCondition, RuleObstacle, RuleVitals, diagnose_rule

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = RuleVitals(
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
        ({"state": "draft"}, RuleObstacle.DRAFT, RuleCondition.RESTING),
        ({"state": "paused"}, RuleObstacle.PAUSED, RuleCondition.RESTING),
        ({"state": "ended"}, RuleObstacle.ENDED, RuleCondition.RESTING),
        ({"is_open": False}, RuleObstacle.NOWHERE, RuleCondition.DEAD),
        ({"reaches_somebody": False}, RuleObstacle.REACHES_NOBODY, RuleCondition.DEAD),
        ({"starts_at": NOW + DAY}, RuleObstacle.NOT_BEGUN, RuleCondition.ALIVE),
        ({"ends_at": NOW}, RuleObstacle.OVER, RuleCondition.DEAD),
        ({"heard_on": {}}, RuleObstacle.NEVER_HEARD, RuleCondition.DEAD),
        ({"heard_on": {"post.created": date(2026, 1, 1)}}, RuleObstacle.SILENT, RuleCondition.ALIVE),
        ({"waits_for_ended": ("gone",)}, RuleObstacle.WAITS_FOR_ENDED, RuleCondition.DEAD),
        ({"matched_at": None}, RuleObstacle.NEVER_MATCHED, RuleCondition.DEAD),
        ({"completed": 40}, RuleObstacle.ALL_DONE, RuleCondition.ALIVE),
    ],
)
def test_each_thing_in_the_way_is_found_and_marked(
    change: dict[str, object], obstacle: RuleObstacle, condition: RuleCondition
) -> None:
    health = diagnose_rule(replace(WELL, **change), NOW)  # type: ignore[arg-type]  # spelled by each case
    assert health.obstacles == (obstacle,)
    assert health.condition is condition


def test_a_rule_that_works_has_nothing_in_its_way() -> None:
    health = diagnose_rule(WELL, NOW)
    assert (health.obstacles, health.condition) == ((), RuleCondition.ALIVE)


def test_a_rule_is_new_before_it_is_dead_and_quiet_before_it_is_forgotten() -> None:
    fresh = replace(WELL, published_at=NOW - 29 * DAY, matched_at=None)
    assert diagnose_rule(fresh, NOW).condition is RuleCondition.NEW
    assert diagnose_rule(replace(fresh, published_at=NOW - 30 * DAY), NOW).condition is RuleCondition.DEAD
    assert diagnose_rule(replace(WELL, matched_at=NOW - 31 * DAY), NOW).condition is RuleCondition.QUIET


def test_a_door_of_ours_waits_for_no_network_and_a_repeat_is_never_all_done() -> None:
    assert diagnose_rule(replace(WELL, counts_network=False, heard_on={}), NOW).obstacles == ()
    assert diagnose_rule(replace(WELL, repeats=True, completed=40), NOW).obstacles == ()

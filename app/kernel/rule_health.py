"""What a list shows of a rule in one word, whether it makes missions advance or awards badges; of its people it knows groups only."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

A_MONTH = timedelta(days=30)


class RuleHealthStatus(StrEnum):
    """What the list shows of a rule in one word."""

    RESTING = "resting"  # A draft, paused or ended: nothing is expected of it.
    NEW = "new"  # Published less than a month ago, and it reached no group yet.
    ALIVE = "alive"
    QUIET = "quiet"  # It reached a group, and none in the last four weeks.
    FEW = "few"  # It reached no group, or nearly everyone: neither is told from nobody.
    DEAD = "dead"


def choose_rule_health(
    *, is_resting: bool, is_dead: bool, has_reached_group: bool, has_reached_group_lately: bool, has_run_a_month: bool
) -> RuleHealthStatus:
    """The word for a rule of which so much is known."""
    if is_resting:
        return RuleHealthStatus.RESTING
    if is_dead:
        return RuleHealthStatus.DEAD
    if not has_reached_group:
        return RuleHealthStatus.FEW if has_run_a_month else RuleHealthStatus.NEW
    return RuleHealthStatus.ALIVE if has_reached_group_lately else RuleHealthStatus.QUIET

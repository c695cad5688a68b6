"""The health of a rule, decided from values: each thing that can stand in the way, and when a rule is dead."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from missions.authoring.health import Block, Mark, Vitals, diagnose

NOW = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
WELL = Vitals(
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
    ("change", "block", "mark"),
    [
        ({"state": "draft"}, Block.DRAFT, Mark.RESTING),
        ({"state": "paused"}, Block.PAUSED, Mark.RESTING),
        ({"state": "ended"}, Block.ENDED, Mark.RESTING),
        ({"is_open": False}, Block.NOWHERE, Mark.DEAD),
        ({"reaches_somebody": False}, Block.REACHES_NOBODY, Mark.DEAD),
        ({"starts_at": NOW + DAY}, Block.NOT_BEGUN, Mark.ALIVE),
        ({"ends_at": NOW}, Block.OVER, Mark.DEAD),
        ({"heard_on": {}}, Block.NEVER_HEARD, Mark.DEAD),
        ({"heard_on": {"post.created": date(2026, 1, 1)}}, Block.SILENT, Mark.ALIVE),
        ({"waits_for_ended": ("gone",)}, Block.WAITS_FOR_ENDED, Mark.DEAD),
        ({"matched_at": None}, Block.NEVER_MATCHED, Mark.DEAD),
        ({"completed": 40}, Block.ALL_DONE, Mark.ALIVE),
    ],
)
def test_each_thing_in_the_way_is_found_and_marked(change: dict[str, object], block: Block, mark: Mark) -> None:
    health = diagnose(replace(WELL, **change), NOW)  # type: ignore[arg-type]  # spelled by each case
    assert health.blocks == (block,)
    assert health.mark is mark


def test_a_rule_that_works_has_nothing_in_its_way() -> None:
    health = diagnose(WELL, NOW)
    assert (health.blocks, health.mark) == ((), Mark.ALIVE)


def test_a_rule_is_new_before_it_is_dead_and_quiet_before_it_is_forgotten() -> None:
    fresh = replace(WELL, published_at=NOW - 29 * DAY, matched_at=None)
    assert diagnose(fresh, NOW).mark is Mark.NEW
    assert diagnose(replace(fresh, published_at=NOW - 30 * DAY), NOW).mark is Mark.DEAD
    assert diagnose(replace(WELL, matched_at=NOW - 31 * DAY), NOW).mark is Mark.QUIET


def test_a_door_of_ours_waits_for_no_network_and_a_repeat_is_never_all_done() -> None:
    assert diagnose(replace(WELL, counts_network=False, heard_on={}), NOW).blocks == ()
    assert diagnose(replace(WELL, repeats=True, completed=40), NOW).blocks == ()

"""The SQL of points when two people are merged: lines keep their unit and their site, and balances become one."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

JOIN_BALANCES = (
    """
    insert into balance (person_id, points) select :kept, points from balance where person_id = :merged
    on conflict (person_id) do update set points = balance.points + excluded.points
    """,
)

MERGED_ROWS = (
    MergedRows("balance", rule=RowRule.DROPPED),
    MergedRows("ledger_entry"),
    MergedRows("ledger_change", rule=RowRule.OWN),
    MergedRows("waiting_credit", rule=RowRule.DROPPED),
)
"""What waits for working hours is derived again; changes of the ledger are counted by places, whoever they are about."""

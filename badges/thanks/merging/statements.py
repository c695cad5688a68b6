"""The SQL of thanks when two people are merged: nobody thanks themselves, and every refusal holds."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

SETTLE_THANKS = (
    "delete from thanks where giver_id in (:kept, :merged) and receiver_id in (:kept, :merged)",
    "delete from practice_request where requester_id in (:kept, :merged) and teller_id in (:kept, :merged)",
    "delete from thanks_refusal where person_id in (:kept, :merged) and giver_id in (:kept, :merged) and person_id <> giver_id",
    """
    insert into thanks_refusal (person_id, giver_id)
    select :kept, :kept from thanks_refusal where person_id = :merged and giver_id = :merged on conflict do nothing
    """,
    "delete from thanks_refusal where person_id = :merged and giver_id = :merged",
)
"""A row about oneself refuses thanks from everybody."""

THANKS_BETWEEN = """
select token from thanks
where giver_id in (:kept, :merged) and receiver_id in (:kept, :merged) and delivered_at is not null order by id
"""

MERGED_ROWS = (
    MergedRows("thanks", "giver_id"),
    MergedRows("thanks", "receiver_id"),
    MergedRows("thanks_refusal", rule=RowRule.ONCE, per=("giver_id",)),
    MergedRows("thanks_refusal", "giver_id", RowRule.ONCE, per=("person_id",)),
    MergedRows("practice_request", "requester_id"),
    MergedRows("practice_request", "teller_id"),
)

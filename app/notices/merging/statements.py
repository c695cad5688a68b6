"""The SQL of notices and e-mails when two people are merged: what waits to leave is dropped, and fewer e-mails win."""

from __future__ import annotations

from app.people.rows import MergedRows, RowRule

SETTLE_MAIL = (
    "delete from mail where person_id = :merged and state = 'waiting'",
    """
    update mail_choices k set
        rhythm = case when 'never' in (k.rhythm, m.rhythm) then 'never' when 'monthly' in (k.rhythm, m.rhythm) then 'monthly'
            else k.rhythm end,
        transactional = k.transactional and m.transactional,
        written_at = greatest(k.written_at, m.written_at), welcomed_at = least(k.welcomed_at, m.welcomed_at),
        news_until = greatest(k.news_until, m.news_until)
    from mail_choices m where k.person_id = :kept and m.person_id = :merged
    """,
)

MERGED_ROWS = (
    MergedRows("notice", rule=RowRule.ONCE, per=("key",)),
    MergedRows("mail", rule=RowRule.LEFT, per=("key",), where="m.state <> 'sending'"),
    MergedRows("mail_choices", rule=RowRule.ONCE),
)

"""Tells the receiver of thanks, once their giver can no longer take them back, and the journal that somebody gave some."""

from __future__ import annotations

from sqlalchemy import select

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.notices.service.notify import notify_people
from badges.thanks.models import Thanks
from badges.thanks.notice import build_received_notice
from badges.thanks.queries.clocks import waiting_condition
from badges.thanks.queries.given import count_earlier_thanks
from badges.thanks.refusals.queries import receives_thanks_from
from badges.thanks.values import compute_value


def deliver_thanks_if_due(thanks_id: int) -> None:
    """Tell the receiver, and the journal that somebody gave thanks. Idempotent; nothing for what was taken back.

    Whoever refused these thanks in the meantime is told nothing; for their giver, it is as if the receiver put them away.
    """
    waiting = select(Thanks).where(waiting_condition(), Thanks.id == thanks_id)
    thanks = session().scalar(waiting.with_for_update(skip_locked=True))
    if thanks is None:
        return
    thanks.delivered_at = clock.now()
    if receives_thanks_from(thanks.receiver_id, thanks.giver_id):
        notify_people([build_received_notice(thanks)])
    else:
        thanks.removed_at = thanks.delivered_at
    session().flush()
    fact = NewFact(
        kind="thanks.given",
        source_key=f"thanks:{thanks.token}",
        actor_id=thanks.giver_id,
        object=thanks.token,
        occurred_at=thanks.given_at,
        body={"tenths": compute_value(count_earlier_thanks(thanks))},
    )
    append_facts([fact])

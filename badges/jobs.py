"""The due steps of badges: the past is judged, a term that ends soon is announced, and one that is over ends; and the job that counts holders."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.due_steps import DueStep
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from badges.judging.queries import list_badge_ids_with_past_to_judge
from badges.queries import list_badge_ids
from badges.service.award import award_badge_for_past
from badges.service.count import count_badge_holders
from badges.service.expire import REMINDED_BEFORE, expire_award_if_due, remind_holder_if_due
from badges.terms.queries import list_expired_award_ids, list_expiring_award_ids

PAST_STEP = DueStep("badges.past", list_badge_ids_with_past_to_judge, award_badge_for_past)
REMINDER_STEP = DueStep(
    "badges.remind", lambda: list_expiring_award_ids(clock.now() + REMINDED_BEFORE), remind_holder_if_due
)
EXPIRY_STEP = DueStep("badges.expire", lambda: list_expired_award_ids(clock.now()), expire_award_if_due)
DUE_STEPS = (PAST_STEP, REMINDER_STEP, EXPIRY_STEP)


@mark_as_job("badges.count")
def count_holders_of_badges() -> None:
    """Count who holds each badge; done twice, it changes nothing more."""
    with transaction():
        count_badge_holders(list_badge_ids())

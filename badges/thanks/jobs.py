"""The due steps of thanks: whoever was thanked is told, and what was put away is deleted when it is old, and rings are looked for."""

from __future__ import annotations

from app.kernel.due_steps import DueStep
from badges.thanks.practices.queries import list_expired_request_ids
from badges.thanks.practices.service import forget_request_if_expired
from badges.thanks.queries.clocks import list_old_removed_thanks_ids, list_waiting_thanks_ids
from badges.thanks.rings.queries import list_due_looks
from badges.thanks.rings.service import look_for_rings_if_due
from badges.thanks.service.announce import deliver_thanks_if_due
from badges.thanks.service.forget import forget_removed_thanks_if_due

DUE_STEPS = (
    DueStep("thanks.deliver", list_waiting_thanks_ids, deliver_thanks_if_due),
    DueStep("thanks.forget", list_old_removed_thanks_ids, forget_removed_thanks_if_due),
    DueStep("thanks.practices", list_expired_request_ids, forget_request_if_expired),
    DueStep("thanks.rings", list_due_looks, look_for_rings_if_due),
)

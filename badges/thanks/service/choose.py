"""What a receiver of thanks decides: who reads them, to put them away, and from whom to receive no more."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.errors import Invalid
from badges.thanks.queries.thanks import own_received
from badges.thanks.refusals.service import refuse_giver

AUDIENCES = ("private", "team", "everybody")


def choose_audience(receiver_id: int, thanks_id: int, audience: str) -> None:
    """Let the receiver alone, their team or everybody read these thanks, from the next page on."""
    if audience not in AUDIENCES:
        raise Invalid("There is no such choice.")
    own_received.get_and_lock_own_row(receiver_id, thanks_id).audience = audience


def remove_thanks(receiver_id: int, thanks_id: int) -> None:
    """Put received thanks away for good. Nobody is told; its giver keeps their own words for a while."""
    thanks = own_received.get_and_lock_own_row(receiver_id, thanks_id)
    thanks.audience, thanks.quote_state, thanks.removed_at = "private", None, clock.now()
    thanks.is_on_sheet = thanks.is_on_list = thanks.is_list_agreed = False


def refuse_giver_of_thanks(receiver_id: int, thanks_id: int) -> None:
    """Receive no more thanks from the one who gave these, and put these away. The giver is not told."""
    giver_id = own_received.get_own_row(receiver_id, thanks_id).giver_id
    remove_thanks(receiver_id, thanks_id)
    if giver_id is not None:
        refuse_giver(receiver_id, giver_id)

"""A receiver of thanks wishes to show them publicly; their author agrees or not, and either takes it back at any time."""

from __future__ import annotations

from app.notices.service.notify import notify_people
from badges.thanks.queries.thanks import own_received
from badges.thanks.quotes.notices import AGREED, WISHED, build_quote_notice
from badges.thanks.quotes.queries import own_to_agree


def ask_for_quote(receiver_id: int, thanks_id: int) -> None:
    """Let the author know that the receiver would like to show these words. Once: a refusal is not asked about again."""
    thanks = own_received.get_and_lock_own_row(receiver_id, thanks_id)
    if thanks.giver_id is not None and thanks.quote_state is None:
        thanks.quote_state = "wished"
        notify_people([build_quote_notice(WISHED, thanks.id, thanks.giver_id)])


def withdraw_quote(receiver_id: int, thanks_id: int) -> None:
    """Show these words no more, from the next page on; nothing for what the author did not agree to."""
    thanks = own_received.get_and_lock_own_row(receiver_id, thanks_id)
    if thanks.quote_state == "agreed":
        thanks.quote_state = None
        thanks.is_on_list = thanks.is_list_agreed = False


def answer_quote(giver_id: int, thanks_id: int, *, agrees: bool) -> None:
    """Agree that these words are shown, or not, or no longer. The receiver is told of an agreement alone."""
    thanks = own_to_agree.get_and_lock_own_row(giver_id, thanks_id)
    thanks.quote_state, thanks.is_list_agreed = ("agreed" if agrees else "declined"), agrees
    thanks.is_on_list = thanks.is_on_list and agrees
    if agrees and thanks.removed_at is None:
        notify_people([build_quote_notice(AGREED, thanks.id, thanks.receiver_id)])

"""Attaches received thanks, and takes them back: the next look at either place follows."""

from __future__ import annotations

from sqlalchemy import update

from app.kernel.database import session
from badges.thanks.models import Thanks
from badges.thanks.queries.thanks import own_received


def attach_thanks(receiver_id: int, thanks_id: int, *, to_sheet: bool, to_list: bool) -> None:
    """Let these words stand in these two places and in no other; on the list only as long as their author agrees."""
    thanks = own_received.get_and_lock_own_row(receiver_id, thanks_id)
    thanks.is_on_sheet, thanks.is_on_list = to_sheet, to_list and thanks.is_list_agreed


def detach_all_thanks(receiver_id: int) -> None:
    """Let nothing of a person be attached any more: another term begins without."""
    own = update(Thanks).where(Thanks.receiver_id == receiver_id)
    session().execute(own.values(is_on_sheet=False, is_on_list=False))

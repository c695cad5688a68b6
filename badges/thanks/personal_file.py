"""What the file of a person's own data holds of the tables of thanks; what became of thanks is their receiver's alone."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_

from app.kernel import clock
from app.kernel.personal_file import INTERNAL, OF_OTHERS, SILENT, FilePart, OwnTable, refer_to_owner
from app.kernel.texts import N_
from badges.thanks.models import Thanks, ThanksRefusal
from badges.thanks.practices.models import PracticeRequest
from badges.thanks.queries.clocks import GIVEN_SHOWN_FOR

_BY_RECEIVER = ("audience", "delivered_at", "removed_at", "is_on_sheet", "is_on_list")
"""What a giver does not learn."""
_NUMBERS = dict.fromkeys(("token", "submission"), INTERNAL)


def _were_received_by(person_id: int) -> ColumnElement[bool]:
    return and_(Thanks.receiver_id == person_id, Thanks.delivered_at.is_not(None))


def _were_given_lately_by(person_id: int) -> ColumnElement[bool]:
    return and_(Thanks.giver_id == person_id, Thanks.given_at > clock.now() - GIVEN_SHOWN_FOR)


PERSONAL_FILE: tuple[FilePart, ...] = (
    OwnTable(
        table=Thanks,
        title=N_("Les mercis que vous avez reçus"),
        belongs_to=_were_received_by,
        names=("giver_id",),
        withheld={**_NUMBERS, "quote_state": SILENT},
    ),
    OwnTable(
        table=Thanks,
        title=N_("Les mercis que vous avez donnés depuis trois mois"),
        belongs_to=_were_given_lately_by,
        names=("receiver_id",),
        withheld={**_NUMBERS, **dict.fromkeys(_BY_RECEIVER, OF_OTHERS)},
    ),
    OwnTable(
        table=ThanksRefusal,
        title=N_("Les collègues dont vous ne voulez pas de merci"),
        belongs_to=refer_to_owner(ThanksRefusal.person_id),
        names=("giver_id",),
    ),
    OwnTable(
        table=PracticeRequest,
        title=N_("Les pratiques que l’on vous a demandé de raconter"),
        belongs_to=refer_to_owner(PracticeRequest.teller_id),
        names=("requester_id",),
        withheld={"submission": INTERNAL},
    ),
    OwnTable(
        table=PracticeRequest,
        title=N_("Les pratiques que vous avez demandées"),
        belongs_to=refer_to_owner(PracticeRequest.requester_id),
        names=("teller_id",),
        withheld={"submission": INTERNAL, "declined_at": SILENT},
    ),
)

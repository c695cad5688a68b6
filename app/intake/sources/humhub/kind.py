"""The kind `humhub`: the REST module of a HumHub, asked again and again."""

from __future__ import annotations

from datetime import timedelta
from typing import NoReturn
from zoneinfo import available_timezones

import marshmallow as ma

from app.intake.inbox_kind import InboxKind
from app.intake.responses import build_address_option
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven
from app.intake.sources.humhub.activities import read_item
from app.intake.sources.humhub.history import TOTALS, poll_spaces
from app.kernel.messages import ErrorMessage
from app.kernel.schema import Schema

NO_TIME_ZONE = ErrorMessage(
    "No time zone has this name: write one such as Europe/Paris.",
    french="Aucun fuseau horaire ne porte ce nom : écrivez-en un comme Europe/Paris.",
)


def _check_time_zone(name: str) -> None:
    """A validator of marshmallow raises: what it returns says nothing."""
    if name not in available_timezones():
        raise ma.ValidationError(NO_TIME_ZONE)


class HumHubOptions(Schema):
    """`address` is that of the network, `time_zone` the zone of the moments that it writes."""

    address = build_address_option()
    time_zone = ma.fields.String(
        load_default="UTC",
        validate=_check_time_zone,
        metadata={
            "label": {"fr": "Fuseau horaire du serveur", "en": "Time zone of the server"},
            "hint": {"fr": "Par exemple Europe/Paris.", "en": "For example Europe/Paris."},
        },
    )


def _refuse_everybody(_: ConnectedSource, __: RawRequest) -> NoReturn:
    raise SourceNotProven("This network is polled: it sends nothing here.")


kind = InboxKind(
    name="humhub",
    label={"fr": "HumHub", "en": "HumHub"},
    sentence="Posts, comments and likes in the open spaces of a HumHub, read from its REST module.",
    authenticate=_refuse_everybody,
    read=read_item,
    poll=poll_spaces,
    poll_every=timedelta(minutes=15),
    options=HumHubOptions,
    passing_memory=(TOTALS,),
    has_secret=True,
)

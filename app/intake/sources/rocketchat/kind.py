"""The kind `rocketchat`: the outgoing webhook of a server, and the history of its public channels."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta

import marshmallow as ma

from app.intake.inbox_kind import InboxKind, NativeItem, SourceMemory
from app.intake.json_text import get_object, get_text, parse_json_body
from app.intake.responses import build_address_option
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven
from app.intake.sources.rocketchat.history import poll_history
from app.intake.sources.rocketchat.message import cut_sent_message, read_item
from app.intake.sources.rocketchat.rooms import is_public
from app.kernel.schema import JsonObject, Schema


class RocketChatOptions(Schema):
    """`address` is that of the server, `user` the id of the account whose access token reads the history."""

    address = build_address_option()
    user = ma.fields.String(
        load_default="",
        validate=ma.validate.Regexp(r"[\w.\-]{0,60}\Z"),
        metadata={
            "label": {
                "fr": "Identifiant du compte qui lit l’historique",
                "en": "Id of the account that reads the history",
            }
        },
    )


def _check_token(source: ConnectedSource, request: RawRequest) -> None:
    """The token stands in the body, and nothing is signed or dated: whoever read one request can send any other."""
    token = source.secret.partition(" ")[0]
    shown = get_text(_read_body(request), "token")
    if not hmac.compare_digest(token.encode(), shown.encode("utf-8", "replace")):
        raise SourceNotProven("The token in the body is not that of this source: compare it with the integration.")


def _read_body(request: RawRequest) -> JsonObject:
    return get_object({"body": parse_json_body(request.body)}, "body")


def _cut_message(source: ConnectedSource, request: RawRequest, memory: SourceMemory) -> Sequence[NativeItem]:
    """The message that is sent. Where the history is read, only what is said in a channel of its list; else the webhook chooses."""
    sent = _read_body(request)
    is_listed = is_public(memory, get_text(sent, "channel_id")) or " " not in source.secret
    item = cut_sent_message(sent) if is_listed else None
    return [item] if item else []


kind = InboxKind(
    name="rocketchat",
    label={"fr": "Rocket.Chat", "en": "Rocket.Chat"},
    sentence="Messages in the public channels of a Rocket.Chat server, by its outgoing webhook.",
    authenticate=_check_token,
    cut=_cut_message,
    read=read_item,
    poll=poll_history,
    poll_every=timedelta(minutes=5),
    options=RocketChatOptions,
    has_secret=True,
)

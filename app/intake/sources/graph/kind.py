"""The kind `graph`: notifications of Microsoft Graph about messages of channels of Teams, which are then fetched."""

from __future__ import annotations

import hmac
from collections.abc import Sequence
from datetime import timedelta

import marshmallow as ma

from app.intake.acts import POST_READERS, read_act
from app.intake.inbox_kind import InboxKind, NativeItem, SourceMemory
from app.intake.json_text import get_objects, get_text, parse_json_body
from app.intake.likes import LIKES
from app.intake.request_body import UnreadableBody
from app.intake.source import ConnectedSource, HookResponse, ParsedItem, RawRequest, SourceNotProven
from app.intake.sources.graph.events import hear_notifications
from app.intake.sources.graph.history import poll_channels
from app.kernel.messages import ErrorMessage
from app.kernel.schema import JsonObject, Schema

NO_GUID = ErrorMessage(
    "Write the 36 figures, letters a to f and hyphens of the ID, such as 5f3c2a10-0b7e-4c1d-9a55-0c2f6f1e7d31.",
    french="Écrivez les 36 chiffres, lettres de a à f et traits d’union de l’ID, comme 5f3c2a10-0b7e-4c1d-9a55-0c2f6f1e7d31.",
)
NO_CHANNEL = ErrorMessage(
    "Write the id of the team, a slash, and the id of the channel, which ends with @thread.tacv2.",
    french="Écrivez l’ID de l’équipe, une barre oblique, puis l’ID du canal, celui qui finit par @thread.tacv2.",
)
GUID_HINT = {
    "fr": "36 caractères, sur la page de l’application dans Entra.",
    "en": "36 characters, on the page of the app in Entra.",
}
GUID = ma.validate.Regexp(r"[0-9A-Fa-f-]{36}\Z", error=NO_GUID)
CHANNEL = ma.validate.Regexp(r"[0-9A-Fa-f-]{36}/19:[A-Za-z0-9._-]+@thread\.(?:tacv2|skype)\Z", error=NO_CHANNEL)


class GraphOptions(Schema):
    """The directory, the app that was registered in it, our own address, and the channels: `TEAM/CHANNEL` each."""

    tenant = ma.fields.String(
        required=True,
        validate=GUID,
        metadata={"label": {"fr": "ID de l’annuaire (locataire)", "en": "Directory (tenant) ID"}, "hint": GUID_HINT},
    )
    client_id = ma.fields.String(
        required=True,
        validate=GUID,
        metadata={"label": {"fr": "ID de l’application (client)", "en": "Application (client) ID"}, "hint": GUID_HINT},
    )
    notification_url = ma.fields.Url(
        required=True,
        schemes={"https"},
        require_tld=False,
        metadata={
            "label": {"fr": "Notre adresse pour les notifications", "en": "Our address for notifications"},
            "hint": {
                "fr": "Celle de ce réseau, qui se termine par /hooks/ et son nom.",
                "en": "That of this network, which ends with /hooks/ and its name.",
            },
        },
    )
    channels = ma.fields.List(
        ma.fields.String(validate=CHANNEL),
        required=True,
        validate=ma.validate.Length(1, 200),
        metadata={
            "label": {"fr": "Canaux", "en": "Channels"},
            "hint": {
                "fr": "Un par ligne : l’ID de l’équipe, une barre oblique, l’ID du canal.",
                "en": "One a line: the id of the team, a slash, the id of the channel.",
            },
        },
    )


def _answer_validation(_: ConnectedSource, request: RawRequest) -> HookResponse | None:
    """Graph signs nothing when it checks an address; who calls learns what they sent, as plain text."""
    token = request.query.get("validationToken")
    return None if token is None else HookResponse(token.encode())


def _parse_notifications(request: RawRequest) -> list[JsonObject]:
    try:
        sent = parse_json_body(request.body)
    except UnreadableBody:
        return []
    return get_objects(sent, "value") if isinstance(sent, dict) else []


def _check_client_state(source: ConnectedSource, request: RawRequest) -> None:
    """Each notification carries what the subscription was made with, the first word of the secret."""
    state = source.secret.partition(" ")[0].encode()
    shown = [get_text(each, "clientState").encode() for each in _parse_notifications(request)]
    matches = [hmac.compare_digest(state, each) for each in shown]
    if not matches or not all(matches):
        raise SourceNotProven("The clientState is not that of the subscriptions of this source.")


def _cut_notifications(source: ConnectedSource, request: RawRequest, memory: SourceMemory) -> Sequence[NativeItem]:
    return list(hear_notifications(source, _parse_notifications(request), memory, request.received_at))


def _answer_accepted(_: ConnectedSource, __: RawRequest) -> HookResponse:
    return HookResponse(b"", status=202)


def _read_item(source: ConnectedSource, item: NativeItem, _: SourceMemory) -> Sequence[ParsedItem]:
    """The event of one item, under the id of the message, or of the like with its moment."""
    return read_act(source, item, kind="graph", at=item.content["at"], readers=POST_READERS)


kind = InboxKind(
    name="graph",
    sentence="Standard channels of Microsoft Teams, by notifications of Microsoft Graph.",
    answer_challenge=_answer_validation,
    authenticate=_check_client_state,
    cut=_cut_notifications,
    acknowledge=_answer_accepted,
    read=_read_item,
    poll=poll_channels,
    poll_every=timedelta(minutes=1),
    options=GraphOptions,
    passing_memory=(LIKES,),
    has_secret=True,
    label={"fr": "Microsoft Teams (Graph)", "en": "Microsoft Teams (Graph)"},
)

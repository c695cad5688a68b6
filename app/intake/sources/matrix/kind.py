"""The kind `matrix`: an application service of a homeserver, which pushes transactions and lets its history be read."""

from __future__ import annotations

import hmac
import re
from collections.abc import Sequence
from datetime import timedelta

import marshmallow as ma

from app.intake.inbox_kind import InboxKind, NativeItem, SourceMemory
from app.intake.json_text import parse_json_body
from app.intake.responses import build_address_option
from app.intake.source import ConnectedSource, HookResponse, RawRequest, SourceNotProven
from app.intake.sources.matrix.activities import read_item
from app.intake.sources.matrix.events import cut_events
from app.intake.sources.matrix.history import poll_history
from app.intake.sources.matrix.rooms import LIVE, Rooms
from app.kernel.schema import Schema

TRANSACTION = re.compile(r"_matrix/app/v1/transactions/[^/]+")
PING = "_matrix/app/v1/ping"
NOTHING_HERE = b'{"errcode":"M_NOT_FOUND","error":"This application service has no users and rooms of its own."}'


class MatrixOptions(Schema):
    """`server_name` ends the accounts of the network, `bot` is the account of the application service, `homeserver` where it answers."""

    server_name = ma.fields.String(
        required=True,
        validate=ma.validate.Regexp(r"[A-Za-z0-9.:\-]{1,230}\Z"),
        metadata={
            "label": {"fr": "Nom du serveur", "en": "Server name"},
            "hint": {
                "fr": "Ce qui termine les comptes, comme agent.exemple.fr.",
                "en": "What ends accounts, such as agent.example.org.",
            },
        },
    )
    bot = ma.fields.String(
        required=True,
        validate=ma.validate.Regexp(r"@[^:\s]+:[A-Za-z0-9.:\-]+\Z"),
        metadata={"label": {"fr": "Compte de Passerelle sur ce serveur", "en": "Account of Passerelle on this server"}},
    )
    homeserver = build_address_option(required=False)


def _check_token(source: ConnectedSource, request: RawRequest) -> None:
    """The homeserver shows `hs_token`, the first word of the secret."""
    token = f"Bearer {source.secret.partition(' ')[0]}"
    if not hmac.compare_digest(token.encode(), request.headers.get("authorization", "").encode()):
        raise SourceNotProven("Show the hs_token of this application service as a bearer token.")


def _answer_ping_or_query(source: ConnectedSource, request: RawRequest) -> HookResponse | None:
    """A ping is answered; users and rooms, for which a homeserver asks, there are none."""
    if request.method == "PUT" and TRANSACTION.fullmatch(request.path):
        return None
    _check_token(source, request)
    if (request.method, request.path) == ("POST", PING):
        return HookResponse(b"{}", "application/json")
    return HookResponse(NOTHING_HERE, "application/json", 404)


def _cut_transaction(source: ConnectedSource, request: RawRequest, memory: SourceMemory) -> Sequence[NativeItem]:
    transaction = parse_json_body(request.body)
    events = transaction.get("events") if isinstance(transaction, dict) else None
    return cut_events(events if isinstance(events, list) else [], Rooms(memory, LIVE), source.options["bot"])


kind = InboxKind(
    name="matrix",
    label={"fr": "Matrix (Tchap, Element)", "en": "Matrix (Tchap, Element)"},
    sentence="Public rooms of a Matrix homeserver (Tchap, Element), by an application service.",
    answer_challenge=_answer_ping_or_query,
    authenticate=_check_token,
    cut=_cut_transaction,
    read=read_item,
    poll=poll_history,
    poll_every=timedelta(minutes=5),
    options=MatrixOptions,
    has_secret=True,
    has_paths=True,
)

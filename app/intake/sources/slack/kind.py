"""The kind `slack`: the Events API of an app, which signs each request with the moment at which it is sent."""

from __future__ import annotations

import hmac
from collections.abc import Sequence

from app.intake.inbox_kind import InboxKind, NativeItem, SourceMemory
from app.intake.json_text import get_text, parse_json_body
from app.intake.source import ConnectedSource, HookResponse, RawRequest, SourceNotProven
from app.intake.sources.slack.activities import REACTION, read_item
from app.intake.sources.slack.events import cut_callback

WINDOW = 300
"""Seconds that a signature may be old, or ahead of our clock."""

STAMP_DIGITS = 11


def _check_signature(source: ConnectedSource, request: RawRequest) -> None:
    stamp, shown = (request.headers.get(f"x-slack-{name}", "") for name in ("request-timestamp", "signature"))
    if not (stamp.isascii() and stamp.isdigit() and len(stamp) <= STAMP_DIGITS):
        raise SourceNotProven("X-Slack-Request-Timestamp is missing, or is no moment in seconds.")
    signed = b"v0:" + stamp.encode() + b":" + request.body
    signature = "v0=" + hmac.digest(source.secret.encode(), signed, "sha256").hex()
    if not hmac.compare_digest(signature.encode(), shown.encode()):
        raise SourceNotProven("The signature is not made with the signing secret of this app.")
    if abs(request.received_at.timestamp() - int(stamp)) > WINDOW:
        raise SourceNotProven("The signature is more than five minutes old, or ahead of our clock.")


def _answer_url_verification(source: ConnectedSource, request: RawRequest) -> HookResponse | None:
    """Slack signs its challenge as everything else."""
    if b"url_verification" not in request.body:
        return None
    _check_signature(source, request)
    sent = parse_json_body(request.body)
    if not isinstance(sent, dict) or sent.get("type") != "url_verification":
        return None
    return HookResponse(get_text(sent, "challenge").encode())


def _cut_request(_: ConnectedSource, request: RawRequest, memory: SourceMemory) -> Sequence[NativeItem]:
    callback = parse_json_body(request.body)
    if not isinstance(callback, dict) or callback.get("type") != "event_callback":
        return []
    item = cut_callback(callback, memory)
    return [] if item is None else [item]


kind = InboxKind(
    name="slack",
    label={"fr": "Slack", "en": "Slack"},
    sentence="Public channels of a Slack workspace, by the Events API of an app.",
    answer_challenge=_answer_url_verification,
    authenticate=_check_signature,
    cut=_cut_request,
    read=read_item,
    passing_memory=(REACTION,),
    has_secret=True,
)

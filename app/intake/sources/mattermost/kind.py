"""The kind `mattermost`: outgoing webhooks, which show their token in the body, and a bot that reads public channels."""

from __future__ import annotations

import hmac
from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import parse_qsl

from app.intake.inbox_kind import InboxKind, NativeItem, SourceMemory
from app.intake.json_text import get_text, parse_json_body
from app.intake.likes import LIKES
from app.intake.request_body import UnreadableBody
from app.intake.responses import build_address_option
from app.intake.source import ConnectedSource, RawRequest, SourceNotProven
from app.intake.sources.mattermost.activities import read_item
from app.intake.sources.mattermost.events import cut_hook
from app.intake.sources.mattermost.history import BOT, find_bot_token, poll_history
from app.kernel.schema import Schema

FORM = "application/x-www-form-urlencoded"
MOST_MEMBERS = 50
"""Members of a form; a webhook has twelve."""


class MattermostOptions(Schema):
    """`server` is the address of the server; without it no history is read."""

    server = build_address_option(required=False)


def _parse_hook(request: RawRequest) -> Mapping[str, object]:
    """What the webhook says, by name; nothing of a body that is neither of the two forms."""
    try:
        if request.media_type == FORM:
            return dict(parse_qsl(request.body.decode(), max_num_fields=MOST_MEMBERS))
        parsed = parse_json_body(request.body)
    except (UnreadableBody, ValueError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def _check_token(source: ConnectedSource, request: RawRequest) -> None:
    """Every channel has a webhook, and every webhook a token, which is all that it shows: any of them will do."""
    shown = get_text(_parse_hook(request), "token").encode()
    tokens = [word for word in source.secret.split() if not word.startswith(BOT)]
    matches = [hmac.compare_digest(token.encode(), shown) for token in tokens]
    if not any(matches):
        raise SourceNotProven("The token is not that of a webhook of this source.")


def _cut_hook(source: ConnectedSource, request: RawRequest, _: SourceMemory) -> Sequence[NativeItem]:
    """A webhook does not say what a message answers: where history is read, that tells all, and the webhook nothing."""
    if find_bot_token(source):
        return []
    item = cut_hook(_parse_hook(request), is_form=request.media_type == FORM)
    return [] if item is None else [item]


kind = InboxKind(
    name="mattermost",
    label={"fr": "Mattermost", "en": "Mattermost"},
    sentence="Public channels of a Mattermost server, by outgoing webhooks or a bot that reads.",
    authenticate=_check_token,
    cut=_cut_hook,
    read=read_item,
    poll=poll_history,
    poll_every=timedelta(minutes=5),
    options=MattermostOptions,
    passing_memory=(LIKES,),
    has_secret=True,
)

"""An outgoing webhook of a public channel, which tells of a post."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import orjson

from tests.intake.sample import SourceSample

CHANNEL = "hmxdr97bs7rn8jxkhyfaun3bhy"
TOKEN = "xr3j5x3p4pfk7kk6ck7b4e6ghh"
PLACE_OF_TOKEN = "the token"


def hook(at: datetime, **members: Any) -> dict[str, Any]:
    """What a webhook sends of a post of Ada's."""
    named = {"token": PLACE_OF_TOKEN, "team_id": "tgcoh5sdpbgrze8i4ef1rpjehc", "team_domain": "qualite"}
    channel = {"channel_id": CHANNEL, "channel_name": "town-square", "timestamp": int(at.timestamp() * 1_000)}
    person = {"user_id": "tusb31dqrib4p4mpt31zodwx8c", "user_name": "ada", "post_id": "ky9jx1xoyjr38d6d9hmdrtruxe"}
    return {**named, **channel, **person, "text": "Bonjour @bea", "trigger_word": "", "file_ids": ""} | members


sample = SourceSample(
    kind="mattermost",
    body=lambda at: orjson.dumps(hook(at)),
    other_body=lambda at, number: orjson.dumps(hook(at, post_id=f"post{number}")),
    headers=lambda _, __, ___: {"Content-Type": "application/json"},
    secret=f"another2hook2of2the2source {TOKEN}",
    prove_in_body=lambda proof, body: body.replace(
        PLACE_OF_TOKEN.encode(), proof.secret.split()[-1].encode() if proof.secret else b""
    ),
)

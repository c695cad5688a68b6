"""Makes activities of items: posts, answers, likes, what is taken back, and who is in which channel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from app.intake.acts import POST_READERS, Activity, ActReaders, read_act
from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject

FIRST_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)


def read_item(source: ConnectedSource, item: NativeItem, _: SourceMemory) -> Sequence[ParsedItem]:
    """The event of one item, under the id of the post, or of the like with its moment."""
    at = item.content["at"]
    moment = None if at is None else (FIRST_MOMENT + timedelta(milliseconds=at)).isoformat()
    return read_act(source, item, kind="mattermost", at=moment, readers=READERS)


def _read_membership(content: JsonObject) -> Activity:
    verb = "Join" if content["act"] == "join" else "Leave"
    return {"type": verb, "object": {"type": "Group", "id": content["channel"]}}


READERS: ActReaders = {**POST_READERS, "join": _read_membership, "leave": _read_membership}

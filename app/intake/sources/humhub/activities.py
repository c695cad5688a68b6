"""Makes an activity of each item."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from app.intake.acts import Activity, parse_act_event
from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject


def read_item(source: ConnectedSource, item: NativeItem, _: SourceMemory) -> Sequence[ParsedItem]:
    """The event of one item, under the network's own number of it."""
    content = item.content
    activity: Activity = {
        "type": "Like" if content["act"] == "like" else "Create",
        "id": item.native_id,
        "actor": content["by"],
        "published": _write_moment(content["at"], source.options["time_zone"]),
        "object": _build_object(item.native_id, content),
        "target": content["space"],
    }
    return [parse_act_event(item, activity, source=source.options["address"], kind="humhub")]


def _build_object(native_id: str, content: JsonObject) -> dict[str, object]:
    if content["act"] == "post":
        return {"type": content["type"], "id": native_id}
    about = {"type": "Note", "id": content["about"], "attributedTo": content["towards"]}
    return about if content["act"] == "like" else {"type": content["type"], "id": native_id, "inReplyTo": about}


def _write_moment(text: str, zone: str) -> str:
    """`2026-03-02 10:00:00` of a zone as RFC 3339 says it; an empty text for what is no moment."""
    try:
        return datetime.strptime(text, "%Y-%m-%d %H:%M:%S").replace(tzinfo=ZoneInfo(zone)).isoformat()
    except ValueError:
        return ""

"""Makes an activity of each item."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from app.intake.activities import Rejection
from app.intake.acts import Activity, parse_act_event
from app.intake.identifiers import NOBODY
from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.source import ConnectedSource, ParsedItem
from app.kernel.schema import JsonObject

NO_UUID = "The id of a statement is a UUID."


def read_item(source: ConnectedSource, item: NativeItem, _: SourceMemory) -> Sequence[ParsedItem]:
    """The event of a statement, under its id. Whoever may void a statement in the store takes it back."""
    content = item.content
    if content["act"] == "unnamed":
        return [Rejection("refused", NO_UUID, "/id", item.native_id)]
    activity = READERS[content["act"]](item.native_id, content)
    common = {"id": item.native_id, "actor": content["by"] or NOBODY, "published": content["at"]}
    whole = common | ({"target": content["in"]} if content["in"] else {}) | activity
    home_page, is_void = source.options["home_pages"][0], content["act"] == "void"
    return [parse_act_event(item, whole, source=home_page, kind="xapi", is_moderation=is_void)]


def _build_reader(verb: str, kind: str) -> Callable[[str, JsonObject], Activity]:
    """A reader of what is done to the object of the statement."""
    return lambda _, content: {"type": verb, "object": {"type": kind, "id": content["about"]}}


def _read_comment(statement_id: str, content: JsonObject) -> Activity:
    """A comment has no id of its own but that of its statement."""
    return {"type": "Create", "object": {"type": "Comment", "id": statement_id, "inReplyTo": content["about"]}}


def _read_reply(statement_id: str, content: JsonObject) -> Activity:
    """The object is what is replied to; or the reply itself, within the address of its discussion."""
    thing, replied = statement_id, content["about"]
    if content["is_reply"]:
        discussion, _, anchor = content["about"].partition("#")
        thing, replied = content["about"], discussion if anchor else content["in"] or discussion
    return {"type": "Create", "object": {"type": "Note", "id": thing, "inReplyTo": replied}}


def _read_void(_: str, content: JsonObject) -> Activity:
    return {"type": "Undo", "object": content["about"].lower()}


READERS: Mapping[str, Callable[[str, JsonObject], Activity]] = {
    "accept": _build_reader("Accept", "Note"),
    "ask": _build_reader("Create", "Question"),
    "comment": _read_comment,
    "follow": _build_reader("Follow", "Person"),
    "join": _build_reader("Join", "Group"),
    "leave": _build_reader("Leave", "Group"),
    "like": _build_reader("Like", "Note"),
    "post": _build_reader("Create", "Note"),
    "reply": _read_reply,
    "share": _build_reader("Announce", "Note"),
    "void": _read_void,
}

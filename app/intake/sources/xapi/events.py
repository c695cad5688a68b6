"""Cuts statements into items: who did what to which object and when, and neither results nor names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256

from msgspec import json

from app.intake.inbox_kind import NativeItem
from app.intake.json_text import get_object, get_objects, get_text, parse_json_body
from app.intake.request_body import UnreadableBody
from app.intake.sources.xapi.verbs import REPLY, TALK, VERBS, VOIDED
from app.kernel.schema import JsonObject

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
WRITTEN = frozenset({"ask", "post"})
"""Acts that count only where their object is something that people write for each other."""


class UnreadableRequest(UnreadableBody):
    """The request is none of xAPI."""


def identify_statements(body: bytes, query: Mapping[str, str]) -> Sequence[tuple[str, JsonObject]]:
    """Each statement of a request under its id; one without gets an id made of what it says, the same whenever it is sent."""
    sent = parse_json_body(body)
    listed = sent if isinstance(sent, list) else [sent]
    statements: list[JsonObject] = [statement for statement in listed if isinstance(statement, dict)]
    if len(statements) < len(listed):
        raise UnreadableBody("The body is a statement, or an array of statements.")
    return [(_find_id(statement, query.get("statementId", "")), statement) for statement in statements]


def _find_id(statement: JsonObject, named: str) -> str:
    given = statement.get("id", named or None)
    if given is None and "id" not in statement:
        return _build_uuid(sha256(json.encode(statement, order="sorted")).hexdigest())
    return given.lower() if isinstance(given, str) else str(given)


def _build_uuid(digest: str) -> str:
    """A digest in the form of a UUID that is made of a name, version 5: clients refuse the later ones."""
    return f"{digest[:8]}-{digest[8:12]}-5{digest[13:16]}-8{digest[17:20]}-{digest[20:32]}"


def cut_statement(
    statement_id: str, statement: JsonObject, options: JsonObject, received_at: datetime
) -> NativeItem | None:
    """The item of a statement; None for one that counts for nothing, or whose actor is no account of the home pages."""
    verb, thing = get_text(get_object(statement, "verb"), "id"), get_object(statement, "object")
    actor = _find_account(get_object(statement, "actor"), options)
    own = {address: act for act, address in (line.split(" ") for line in options["verbs"])}
    act = "void" if verb == VOIDED else own.get(verb, VERBS.get(verb, ""))
    if not act or (not actor and act != "void"):
        return None
    if act in WRITTEN and _get_type(thing) not in TALK and verb not in own:
        return None
    content = {
        "act": act,
        "by": actor,
        "at": get_text(statement, "timestamp") or get_text(statement, "stored") or received_at.isoformat(),
        "about": _find_account(thing, options) if act == "follow" else get_text(thing, "id"),
        "is_reply": _get_type(thing) == REPLY,
        "in": _find_place(statement),
    }
    return NativeItem(statement_id, content if UUID.fullmatch(statement_id) else {"act": "unnamed"})


def _find_account(agent: JsonObject, options: JsonObject) -> str:
    """The name of an account on one of the home pages. A group is several people, and an address or a digest of one no account."""
    account = get_object(agent, "account")
    home_pages = {page.rstrip("/") for page in options["home_pages"]}
    is_one = get_text(agent, "objectType") in ("", "Agent")
    return get_text(account, "name") if is_one and get_text(account, "homePage").rstrip("/") in home_pages else ""


def _get_type(thing: JsonObject) -> str:
    return get_text(get_object(thing, "definition"), "type")


def _find_place(statement: JsonObject) -> str:
    """Where it happened: what the platform says is the parent. Older versions of xAPI name one alone."""
    activities = get_object(get_object(statement, "context"), "contextActivities")
    parents = get_objects(activities, "parent") or [get_object(activities, "parent")]
    return get_text(parents[0], "id")

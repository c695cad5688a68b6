"""Makes activities of items: posts, answers, likes, solutions, and what is deleted or restored."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256

from app.intake import reasons
from app.intake.activities import Rejection
from app.intake.acts import Activity, parse_act_event
from app.intake.identifiers import NOBODY
from app.intake.inbox_kind import NativeItem, SourceMemory
from app.intake.source import ConnectedSource, ParsedItem
from app.intake.sources.discourse.states import GONE, put_solution_back, set_solution, turn_state
from app.kernel.schema import JsonObject

Reader = Callable[[JsonObject, str, JsonObject, SourceMemory], Sequence[Activity]]

ASKER = "asker:"


def read_item(source: ConnectedSource, item: NativeItem, memory: SourceMemory) -> Sequence[ParsedItem]:
    """The events of one item. A post is named by its address in the forum."""
    content, address = item.content, source.options["address"].rstrip("/")
    if content["act"] == "solution" and memory.get(ASKER + str(content["topic"])) == _build_author_digest(
        content, "towards"
    ):
        return [Rejection("dropped", reasons.TOWARDS_ONESELF, event_id=item.native_id)]
    thing = f"{address}/t/{content['topic']}/{content['number']}" if "topic" in content else ""
    common = {"published": content["at"], "id": item.native_id, "actor": content.get("by", NOBODY)}
    return [
        _build_event(address, item, {**common, **activity})
        for activity in READERS[content["act"]](content, thing, source.options, memory)
    ]


def _build_event(address: str, item: NativeItem, activity: Activity) -> ParsedItem:
    own, is_moderation = str(activity["id"]), item.content["act"] != "post"
    return parse_act_event(item, activity, source=address, kind="discourse", event_id=own, is_moderation=is_moderation)


def _build_author_digest(content: JsonObject, who: str) -> JsonObject:
    """Tells whether the author of a topic is the same person, and names nobody."""
    return {"digest": sha256(f"{content['topic']}\n{content[who]}".encode()).hexdigest()[:32]}


def _read_post(content: JsonObject, thing: str, options: JsonObject, memory: SourceMemory) -> Sequence[Activity]:
    """The first post of a topic, or an answer: to the post that it names, else to the first."""
    note: Activity = {"type": "Question" if content["question"] else "Note", "id": thing}
    if content["number"] == 1:
        memory.set(ASKER + str(content["topic"]), _build_author_digest(content, "by"))
    else:
        topic = thing.rpartition("/")[0]
        answered: Activity = {"id": f"{topic}/{content['answers'] or 1}"}
        note["inReplyTo"] = answered | ({"attributedTo": content["towards"]} if content["towards"] else {})
    return [
        {"type": "Create", "id": f"creation of {thing}", "object": note, "target": _name_category(content, options)}
    ]


def _name_category(content: JsonObject, options: JsonObject) -> str:
    return f"{options['address'].rstrip('/')}/c/{content['category']}"


def _read_like(content: JsonObject, thing: str, options: JsonObject, _: SourceMemory) -> Sequence[Activity]:
    note = {"type": "Note", "id": thing, "attributedTo": content["towards"]}
    return [{"type": "Like", "object": note, "target": _name_category(content, options)}]


def _read_deletion(_: JsonObject, thing: str, __: JsonObject, memory: SourceMemory) -> Sequence[Activity]:
    """A deletion is told again when the post is removed for good."""
    count = turn_state(memory, GONE + thing, is_on=True)
    return [{"type": "Delete", "id": f"deletion {count} of {thing}", "object": thing}] if count else []


def _read_recovery(_: JsonObject, thing: str, __: JsonObject, memory: SourceMemory) -> Sequence[Activity]:
    count = turn_state(memory, GONE + thing, is_on=False)
    deletion = {"type": "Delete", "id": f"deletion {count} of {thing}"}
    return [{"type": "Undo", "id": f"recovery {count} of {thing}", "object": deletion}] if count else []


def _read_solution(content: JsonObject, thing: str, options: JsonObject, memory: SourceMemory) -> Sequence[Activity]:
    """The forum does not tell who accepts. Another solution takes the place of the one before, of which it tells nothing."""
    replaced, count = set_solution(memory, content["topic"], thing, keep_others=options["several_solutions"])
    answer = {"type": "Note", "id": thing, "attributedTo": content["towards"]}
    accepted: Activity = {"type": "Accept", "id": f"acceptance {count} of {thing}", "object": answer}
    accepted["target"] = _name_category(content, options)
    return [*map(_undo_acceptance, replaced), *([accepted] if count else [])]


def _read_end_of_solution(content: JsonObject, thing: str, _: JsonObject, memory: SourceMemory) -> Sequence[Activity]:
    count = put_solution_back(memory, content["topic"], thing)
    return [_undo_acceptance((thing, count))] if count else []


def _undo_acceptance(solution: tuple[str, int]) -> Activity:
    thing, count = solution
    acceptance = {"type": "Accept", "id": f"acceptance {count} of {thing}"}
    return {"type": "Undo", "id": f"end of acceptance {count} of {thing}", "actor": NOBODY, "object": acceptance}


def _read_profile(content: JsonObject, _: str, __: JsonObject, ___: SourceMemory) -> Sequence[Activity]:
    return [{"type": "Update", "object": {"type": "Person", "id": content["by"]}}]


READERS: Mapping[str, Reader] = {
    "post": _read_post,
    "like": _read_like,
    "deletion": _read_deletion,
    "recovery": _read_recovery,
    "solution": _read_solution,
    "end of solution": _read_end_of_solution,
    "profile": _read_profile,
}

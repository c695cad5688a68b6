"""Turns each act on the page into the ActivityStreams activity that a real network would send."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.demo_network.contents import (
    ANSWERS,
    HOME,
    QUESTIONS,
    WELCOME,
    DemoMessage,
    get_community_address,
)
from app.kernel.errors import Invalid
from app.kernel.schema import JsonObject

MESSAGES: Mapping[str, DemoMessage] = {message.name: message for message in (*QUESTIONS, *ANSWERS)}


class UnknownAct(Invalid):
    """The page offers no such act."""


@dataclass(frozen=True)
class Act:
    """What was pressed: by whom (their id in the directory), about what, and the colleagues and communities on the page."""

    actor: str
    number: int
    about: str
    colleagues: Sequence[str]
    communities: Sequence[str]

    @property
    def id(self) -> str:
        """The id of the activity: a second click on the same button sends the same."""
        return f"{HOME}/activities/{self.actor}/{self.number}"


def build_activity(name: str, act: Act) -> JsonObject:
    """The activity of that act; UnknownAct for an act, or a thing, that the page does not offer."""
    build = BUILDERS.get(name)
    if build is None:
        raise UnknownAct("The page offers no such act.")
    return {"id": act.id, "actor": act.actor, **build(act)}


def _build_greeting_activity(act: Act) -> JsonObject:
    if act.about not in act.colleagues:
        raise UnknownAct("Choose one of the colleagues on the page.")
    return {"type": "Create", "object": _build_note(act), "to": act.about, "target": get_community_address(WELCOME)}


def _build_question_activity(act: Act) -> JsonObject:
    question = _build_note(act) | {"type": "Question"}
    return {"type": "Create", "object": question, "target": _get_offered_community_address(act)}


def _build_answer_activity(act: Act) -> JsonObject:
    question = _get_message(act)
    replied = {"id": question.address, "attributedTo": _find_author(act, question)}
    return {
        "type": "Create",
        "object": _build_note(act) | {"inReplyTo": replied},
        "target": get_community_address(question.community),
    }


def _build_useful_mark_activity(act: Act) -> JsonObject:
    answer = _get_message(act)
    return {
        "type": "Accept",
        "object": {"id": answer.address, "type": "Note", "attributedTo": _find_author(act, answer)},
        "target": get_community_address(answer.community),
    }


def _build_received_mark_activity(act: Act) -> JsonObject:
    """A colleague marks an answer of the person as useful: alone on this network, one has to play both."""
    if not act.about.startswith(f"{HOME}/notes/{act.actor}/") or not act.colleagues:
        raise UnknownAct("Choose one of your own answers.")
    return {
        "id": f"{act.about}/useful",
        "actor": act.colleagues[0],
        "type": "Accept",
        "object": {"id": act.about, "type": "Note", "attributedTo": act.actor},
    }


def _build_joining_activity(act: Act) -> JsonObject:
    return {"type": "Join", "object": _get_offered_community_address(act)}


def _build_leaving_activity(act: Act) -> JsonObject:
    return {"type": "Leave", "object": _get_offered_community_address(act)}


def _build_undo_activity(act: Act) -> JsonObject:
    if not act.about.startswith(f"{HOME}/activities/{act.actor}/"):
        raise UnknownAct("Only what you did here can be undone here.")
    return {"type": "Undo", "object": {"id": act.about, "actor": act.actor}}


BUILDERS: Mapping[str, Callable[[Act], JsonObject]] = {
    "hello": _build_greeting_activity,
    "ask": _build_question_activity,
    "answer": _build_answer_activity,
    "useful": _build_useful_mark_activity,
    "thanked": _build_received_mark_activity,
    "join": _build_joining_activity,
    "leave": _build_leaving_activity,
    "undo": _build_undo_activity,
}


def _build_note(act: Act) -> dict[str, object]:
    return {"id": f"{HOME}/notes/{act.actor}/{act.number}", "type": "Note"}


def _get_message(act: Act) -> DemoMessage:
    message = MESSAGES.get(act.about)
    if message is None:
        raise UnknownAct("Choose one of the messages on the page.")
    return message


def _find_author(act: Act, message: DemoMessage) -> str | None:
    return act.colleagues[message.author] if message.author < len(act.colleagues) else None


def _get_offered_community_address(act: Act) -> str:
    if act.about not in act.communities:
        raise UnknownAct("Choose one of the communities on the page.")
    return get_community_address(act.about)

"""The closed list of verbs: which fact each ActivityStreams activity means, or that it means none."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from app.intake import reasons
from app.intake.activities import Activity, ActivityObject
from app.intake.identifiers import (
    find_first_linked_id,
    has_any_type,
    iterate_linked_ids,
    list_linked_objects,
    list_type_names,
    parse_external_id,
)


class UnclearActivity(Exception):
    """An activity that cannot be understood: where in it, what to do, and the code of it."""

    def __init__(self, pointer: str, reason: str, code: str = reasons.UNCLEAR) -> None:
        super().__init__(reason)
        self.pointer = pointer
        self.reason = reason
        self.code = code


class ActivityMeaning(Struct, frozen=True, gc=False):
    """What an activity means: a kind of fact, and whom and what it concerns, as the RSE names them.

    `further` are others whom it may be towards, after `counterpart`. `author` is who did what is undone, or wrote what is
    created, where the activity names them; `undone_type` is what is undone. `answers` is what an answer answers. `is_proven` is
    False for an acceptance of something that nothing says is an answer; `is_question` is True for a post that is one.
    """

    kind: str
    object: str | None = None
    counterpart: str | None = None
    community: str | None = None
    undoes: str | None = None
    author: str | None = None
    further: tuple[str, ...] = ()
    answers: str | None = None
    undone_type: str | None = None
    is_proven: bool = True
    is_question: bool = False


VerbInterpreter = Callable[[Activity, ActivityObject], ActivityMeaning | None]


def find_activity_meaning(activity: Activity) -> ActivityMeaning | None:
    """What `activity` means, None when it counts for nothing; UnclearActivity when it cannot be understood."""
    names = list_type_names(activity.type)
    verb = next((VERBS[name] for name in names if name in VERBS), None)
    if verb is None:
        sent = ", ".join(names)[:80]
        raise UnclearActivity("/data/type", f"Unknown verb {sent!r}: one of {', '.join(VERBS)}.", "unknown-verb")
    objects = list_linked_objects(activity.object)
    if len(objects) != 1:
        raise UnclearActivity("/data/object", "One activity is about one object: name exactly one.")
    return verb(activity, objects[0])


def _interpret_create_activity(activity: Activity, made: ActivityObject) -> ActivityMeaning:
    author = _find_author_of_answered_post(made)
    others = [author] if author else _list_addressed_people(activity, made)
    kind = _classify_created_object(made)
    return ActivityMeaning(
        kind=kind,
        object=made.id,
        counterpart=others[0] if others else None,
        further=tuple(others[1:]),
        community=_find_community_id(activity, made),
        author=_find_another_author(activity, made),
        answers=find_first_linked_id(made.in_reply_to) if kind == "answer.created" else None,
        is_question=kind == "post.created" and _is_question(made),
    )


def _find_another_author(activity: Activity, made: ActivityObject) -> str | None:
    """Who wrote it, where it names neither the actor nor a group in whose name they write."""
    if made.attributed_to is None:
        return None
    own = {parse_external_id(name) for name in iterate_linked_ids(activity.actor)}
    named = list(iterate_linked_ids(made.attributed_to))
    if any(has_any_type(author, *COLLECTIVES) for author in list_linked_objects(made.attributed_to)):
        return None
    return None if own & {parse_external_id(name) for name in named} else next(iter(named), None)


def _list_addressed_people(activity: Activity, made: ActivityObject) -> list[str]:
    """Whom a text may be addressed to, in the order of its members; not its author."""
    own = {parse_external_id(name) for name in iterate_linked_ids(activity.actor)}
    mentions: list[str | ActivityObject] = [
        tag
        for tag in (*list_linked_objects(activity.tag), *list_linked_objects(made.tag))
        if has_any_type(tag, "Mention")
    ]
    named = iterate_linked_ids(activity.to, made.to, activity.cc, made.cc, mentions)
    return [name for name in dict.fromkeys(named) if parse_external_id(name) not in own][:MAX_ADDRESSED]


def _classify_created_object(made: ActivityObject) -> str:
    if has_any_type(made, "Comment"):
        return "comment.created"
    return "answer.created" if made.in_reply_to else "post.created"


def _is_question(made: ActivityObject) -> bool:
    """Whether it is of the type of questions, and no poll: polls are of the same type, and have choices."""
    return has_any_type(made, *QUESTIONS) and made.one_of is None and made.any_of is None


def _find_author_of_answered_post(made: ActivityObject) -> str | None:
    answered = list_linked_objects(made.in_reply_to)
    return find_first_linked_id(answered[0].attributed_to) if answered else None


def _find_community_id(activity: Activity, thing: ActivityObject) -> str | None:
    return find_first_linked_id(activity.target, activity.audience, activity.context, thing.audience, thing.context)


def _build_reaction_interpreter(kind: str) -> VerbInterpreter:
    """A reader of gestures towards something that a person wrote."""

    def interpret_reaction(activity: Activity, thing: ActivityObject) -> ActivityMeaning:
        author = find_first_linked_id(thing.attributed_to)
        return ActivityMeaning(
            kind, object=_get_object_id(thing), counterpart=author, community=_find_community_id(activity, thing)
        )

    return interpret_reaction


def _interpret_accept_activity(activity: Activity, thing: ActivityObject) -> ActivityMeaning | None:
    """An answer is marked as useful: a text, or something named by its id alone that may be one. Accepting anything else means nothing."""
    is_answer = bool(thing.in_reply_to) or has_any_type(thing, *TEXTS)
    if thing.type and not is_answer:
        return None
    return ActivityMeaning(
        "answer.accepted",
        object=_get_object_id(thing),
        counterpart=find_first_linked_id(thing.attributed_to),
        community=_find_community_id(activity, thing),
        is_proven=is_answer,
    )


def _interpret_follow_activity(_: Activity, person: ActivityObject) -> ActivityMeaning:
    return ActivityMeaning("person.followed", counterpart=_get_object_id(person))


def _build_membership_interpreter(kind: str) -> VerbInterpreter:
    def interpret_membership(_: Activity, community: ActivityObject) -> ActivityMeaning:
        return ActivityMeaning(kind, community=_get_object_id(community))

    return interpret_membership


def _interpret_undo_activity(_: Activity, undone: ActivityObject) -> ActivityMeaning:
    return ActivityMeaning(
        "activity.undone",
        undoes=_get_object_id(undone),
        author=find_first_linked_id(undone.actor),
        undone_type=next(iter(list_type_names(undone.type)), None),
    )


def _interpret_delete_activity(_: Activity, deleted: ActivityObject) -> ActivityMeaning:
    return ActivityMeaning("object.deleted", undoes=_get_object_id(deleted))


def _interpret_update_activity(activity: Activity, changed: ActivityObject) -> ActivityMeaning | None:
    """The actor changes their own profile; a change of anything else means nothing."""
    actor = find_first_linked_id(activity.actor)
    if actor is None or not (_is_actor_profile_by_id(changed, actor) or _is_actor_profile_by_owner(changed, actor)):
        return None
    return ActivityMeaning("profile.updated")


def _is_actor_profile_by_id(changed: ActivityObject, actor: str) -> bool:
    return changed.id == actor and (changed.type is None or has_any_type(changed, *PROFILE_TYPES))


def _is_actor_profile_by_owner(changed: ActivityObject, actor: str) -> bool:
    owner = find_first_linked_id(changed.attributed_to) or changed.id
    return (
        has_any_type(changed, *PROFILE_TYPES)
        and owner is not None
        and parse_external_id(owner) == parse_external_id(actor)
    )


def _get_object_id(thing: ActivityObject) -> str:
    if thing.id is None:
        raise UnclearActivity("/data/object/id", "The object needs its id.")
    return thing.id


TEXTS = ("Answer", "Article", "Comment", "Document", "Note", "Page", "https://schema.org/Answer", "schema:Answer")
"""What can be an answer. Other types cannot: a Follow, an Event, a Question."""

QUESTIONS = ("Question", "https://schema.org/Question", "schema:Question")
"""What says that a post is a question."""

COLLECTIVES = ("Application", "Group", "Organization", "Service")
"""In whose name a person may write."""

MAX_ADDRESSED = 20
"""How many of the people that a text addresses are looked up; it counts as written to the first who is in the directory."""

PROFILE_TYPES = ("Person", "Profile")
"""The types of a profile."""

VERBS: dict[str, VerbInterpreter] = {
    "Create": _interpret_create_activity,
    "Like": _build_reaction_interpreter("post.liked"),
    "Announce": _build_reaction_interpreter("post.shared"),
    "Follow": _interpret_follow_activity,
    "Join": _build_membership_interpreter("community.joined"),
    "Leave": _build_membership_interpreter("community.left"),
    "Accept": _interpret_accept_activity,
    "Undo": _interpret_undo_activity,
    "Delete": _interpret_delete_activity,
    "Update": _interpret_update_activity,
}

"""The closed list of verbs: which fact each ActivityStreams activity means, or that it means none."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from app.intake.activities import Activity, ActivityObject
from app.intake.identifiers import find_first_linked_id, has_any_type, list_linked_objects, parse_external_id


class UnclearActivity(Exception):
    """An activity that cannot be understood: where in it, and what to do."""

    def __init__(self, pointer: str, reason: str) -> None:
        super().__init__(reason)
        self.pointer = pointer
        self.reason = reason


class ActivityMeaning(Struct, frozen=True, gc=False):
    """What an activity means: a kind of fact, and whom and what it concerns, as the RSE names them.

    `author` is the person who acted when that is not the activity's actor: a moderator may delete what another person wrote.
    """

    kind: str
    object: str | None = None
    counterpart: str | None = None
    community: str | None = None
    undoes: str | None = None
    author: str | None = None


VerbInterpreter = Callable[[Activity, ActivityObject], ActivityMeaning | None]


def find_activity_meaning(activity: Activity) -> ActivityMeaning | None:
    """What `activity` means, None when it counts for nothing; UnclearActivity when it cannot be understood."""
    verb = VERBS.get(activity.type)
    if verb is None:
        raise UnclearActivity("/data/type", f"Unknown verb {activity.type[:80]!r}: one of {', '.join(VERBS)}.")
    objects = list_linked_objects(activity.object)
    if len(objects) != 1:
        raise UnclearActivity("/data/object", "One activity is about one object: name exactly one.")
    return verb(activity, objects[0])


def _interpret_create_activity(activity: Activity, made: ActivityObject) -> ActivityMeaning:
    return ActivityMeaning(
        kind=_classify_created_object(made),
        object=made.id,
        counterpart=_find_author_of_answered_post(made) or find_first_linked_id(activity.to, made.to),
        community=_find_community_id(activity, made),
    )


def _classify_created_object(made: ActivityObject) -> str:
    if has_any_type(made, "Comment"):
        return "comment.created"
    return "answer.created" if made.in_reply_to else "post.created"


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
    """An answer is marked as useful; accepting an invitation or a request to join means nothing."""
    if has_any_type(thing, *INVITATIONS):
        return None
    return _build_reaction_interpreter("answer.accepted")(activity, thing)


def _interpret_follow_activity(_: Activity, person: ActivityObject) -> ActivityMeaning:
    return ActivityMeaning("person.followed", counterpart=_get_object_id(person))


def _build_membership_interpreter(kind: str) -> VerbInterpreter:
    def interpret_membership(_: Activity, community: ActivityObject) -> ActivityMeaning:
        return ActivityMeaning(kind, community=_get_object_id(community))

    return interpret_membership


def _interpret_undo_activity(_: Activity, undone: ActivityObject) -> ActivityMeaning:
    return ActivityMeaning("activity.undone", undoes=_get_object_id(undone), author=find_first_linked_id(undone.actor))


def _interpret_delete_activity(_: Activity, deleted: ActivityObject) -> ActivityMeaning:
    return ActivityMeaning(
        "object.deleted", undoes=_get_object_id(deleted), author=find_first_linked_id(deleted.attributed_to)
    )


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


INVITATIONS = ("Follow", "Invite", "Join", "Offer")
"""What an Accept may accept instead of an answer."""

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

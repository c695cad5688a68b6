"""The closed list of verbs: which fact each ActivityStreams activity means, or that it means none."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from app.intake.activities import Activity, Thing
from app.intake.identifiers import external_id, first_id, is_a, list_things


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


VerbReader = Callable[[Activity, Thing], ActivityMeaning | None]


def read_meaning(activity: Activity) -> ActivityMeaning | None:
    """What `activity` means, None when it counts for nothing; Unclear when it cannot be understood."""
    verb = VERBS.get(activity.type)
    if verb is None:
        raise UnclearActivity("/data/type", f"Unknown verb {activity.type[:80]!r}: one of {', '.join(VERBS)}.")
    objects = list_things(activity.object)
    if len(objects) != 1:
        raise UnclearActivity("/data/object", "One activity is about one object: name exactly one.")
    return verb(activity, objects[0])


def _read_create(activity: Activity, made: Thing) -> ActivityMeaning:
    return ActivityMeaning(
        kind=_kind_of_creation(made),
        object=made.id,
        counterpart=_find_answered_author(made) or first_id(activity.to, made.to),
        community=_find_community(activity, made),
    )


def _kind_of_creation(made: Thing) -> str:
    if is_a(made, "Comment"):
        return "comment.created"
    return "answer.created" if made.in_reply_to else "post.created"


def _find_answered_author(made: Thing) -> str | None:
    answered = list_things(made.in_reply_to)
    return first_id(answered[0].attributed_to) if answered else None


def _find_community(activity: Activity, thing: Thing) -> str | None:
    return first_id(activity.target, activity.audience, activity.context, thing.audience, thing.context)


def _build_gesture_reader(kind: str) -> VerbReader:
    """A reader of gestures towards something that a person wrote."""

    def read_gesture(activity: Activity, thing: Thing) -> ActivityMeaning:
        author = first_id(thing.attributed_to)
        return ActivityMeaning(
            kind, object=_id_of(thing), counterpart=author, community=_find_community(activity, thing)
        )

    return read_gesture


def _read_accept(activity: Activity, thing: Thing) -> ActivityMeaning | None:
    """An answer is marked as useful; accepting an invitation or a request to join means nothing."""
    if is_a(thing, *INVITATIONS):
        return None
    return _build_gesture_reader("answer.accepted")(activity, thing)


def _read_follow(_: Activity, person: Thing) -> ActivityMeaning:
    return ActivityMeaning("person.followed", counterpart=_id_of(person))


def _build_membership_reader(kind: str) -> VerbReader:
    def read_membership(_: Activity, community: Thing) -> ActivityMeaning:
        return ActivityMeaning(kind, community=_id_of(community))

    return read_membership


def _read_undo(_: Activity, undone: Thing) -> ActivityMeaning:
    return ActivityMeaning("activity.undone", undoes=_id_of(undone), author=first_id(undone.actor))


def _read_delete(_: Activity, deleted: Thing) -> ActivityMeaning:
    return ActivityMeaning("object.deleted", undoes=_id_of(deleted), author=first_id(deleted.attributed_to))


def _read_update(activity: Activity, changed: Thing) -> ActivityMeaning | None:
    """The actor changes their own profile; a change of anything else means nothing."""
    actor = first_id(activity.actor)
    if actor is None or not (_is_self(changed, actor) or _is_profile_of(changed, actor)):
        return None
    return ActivityMeaning("profile.updated")


def _is_self(changed: Thing, actor: str) -> bool:
    return changed.id == actor and (changed.type is None or is_a(changed, *PROFILE_TYPES))


def _is_profile_of(changed: Thing, actor: str) -> bool:
    owner = first_id(changed.attributed_to) or changed.id
    return is_a(changed, *PROFILE_TYPES) and owner is not None and external_id(owner) == external_id(actor)


def _id_of(thing: Thing) -> str:
    if thing.id is None:
        raise UnclearActivity("/data/object/id", "The object needs its id.")
    return thing.id


INVITATIONS = ("Follow", "Invite", "Join", "Offer")
"""What an Accept may accept instead of an answer."""

PROFILE_TYPES = ("Person", "Profile")
"""The types of a profile."""

VERBS: dict[str, VerbReader] = {
    "Create": _read_create,
    "Like": _build_gesture_reader("post.liked"),
    "Announce": _build_gesture_reader("post.shared"),
    "Follow": _read_follow,
    "Join": _build_membership_reader("community.joined"),
    "Leave": _build_membership_reader("community.left"),
    "Accept": _read_accept,
    "Undo": _read_undo,
    "Delete": _read_delete,
    "Update": _read_update,
}

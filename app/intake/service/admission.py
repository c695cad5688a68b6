"""Turns interpreted activities into facts: whose they are, towards whom, and what is kept of those who do not take part."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256

from app.intake import reasons
from app.intake.activities import Rejection
from app.intake.interpretation import InterpretedActivity
from app.journal.counted_events import COUNTERPART_KINDS
from app.journal.kinds import MARKS
from app.journal.service import NewFact
from app.kernel.schema import JsonObject
from app.people.queries import PersonForIntake

People = Mapping[str, PersonForIntake]

NEVER_TOWARDS_ONESELF = MARKS | {"answer.created", "person.followed"}
"""Kinds that count for nothing when the person whom they are towards is their actor."""

WRITTEN_BY_ANOTHER = (
    "/data/object/attributedTo",
    "Another person than the actor wrote this. To restore what was deleted, undo the Delete.",
)
DISAGREEMENTS = {
    "activity.undone": (
        "/data/object/actor",
        "Another person did what is undone. A moderator's undo says so: moderation: true in the event.",
    )
}
"""Where an activity names two people, and what to do, by the kind of its fact."""

UNNAMED_KINDS = frozenset({"Accept", "Delete", "Undo"})
"""Verbs whose facts may be kept without their actor, under a digest of their id."""


def build_facts_or_rejection(
    activity: InterpretedActivity, people: People, source_name: str
) -> list[NewFact] | Rejection:
    """The facts of an activity, the one that answers for it first; or why nothing of it is kept."""
    may_undo = activity.is_moderation and activity.meaning.kind == "activity.undone"
    if not may_undo and _names_another_author(activity, people):
        pointer, sentence = DISAGREEMENTS.get(activity.meaning.kind, WRITTEN_BY_ANOTHER)
        return Rejection("refused", sentence, pointer, code=reasons.ACTORS_DISAGREE)
    if activity.meaning.kind == "object.deleted":
        return [_build_unnamed_fact(activity, source_name)]
    if activity.meaning.kind == "activity.undone":
        return _build_undo_facts(activity, _find_participant(activity.actor, people, activity), source_name)
    return _build_act_or_rejection(activity, people, source_name)


def _names_another_author(activity: InterpretedActivity, people: People) -> bool:
    """Two names may be one person's; two that nobody here has are two people."""
    author = activity.author
    if author is None or author == activity.actor:
        return False
    return author not in people or activity.actor not in people or people[author].id != people[activity.actor].id


def build_unnamed_key(source_name: str, key: str) -> str:
    """The key of a fact that is kept without its actor: an id often holds the name of who acts."""
    return "sha256:" + sha256(source_name.encode() + b"\n" + key.encode()).hexdigest()


def _build_act_or_rejection(
    activity: InterpretedActivity, people: People, source_name: str
) -> list[NewFact] | Rejection:
    actor = _find_participant(activity.actor, people, activity)
    towards = next((people[name] for name in activity.others if name in people), None)
    other = towards if towards and _is_participant_at_activity(towards, activity) else None
    if towards is not None and _is_towards_oneself(activity, towards, people):
        return Rejection("dropped", reasons.TOWARDS_ONESELF)
    if actor is not None:
        return [_build_named_fact(activity, actor, other, source_name)]
    if other is not None and activity.meaning.kind in COUNTERPART_KINDS:
        return [_build_credit_of_author(activity, other, source_name)]
    return Rejection("dropped", reasons.UNKNOWN_PERSON)


def _is_towards_oneself(activity: InterpretedActivity, towards: PersonForIntake, people: People) -> bool:
    actor = people.get(activity.actor)
    return activity.meaning.kind in NEVER_TOWARDS_ONESELF and actor is not None and actor.id == towards.id


def _build_named_fact(
    activity: InterpretedActivity, actor: PersonForIntake, other: PersonForIntake | None, source_name: str
) -> NewFact:
    if other is not None and other.id == actor.id:
        other = None
    meaning = activity.meaning
    units = _encode_units_of_actor_and_counterpart(meaning.kind, actor, other) if other else {}
    return NewFact(
        kind=meaning.kind,
        source=source_name,
        source_key=activity.key,
        occurred_at=activity.at,
        actor_id=actor.id,
        counterpart_id=other.id if other else None,
        object=meaning.object,
        community=meaning.community,
        body={**units, **_encode_what_is_open(activity)},
    )


def _encode_what_is_open(activity: InterpretedActivity) -> JsonObject:
    """What an answer answers, that a post is a question, and what the journal finds out when it counts: whether what is accepted is an answer."""
    meaning = activity.meaning
    body: dict[str, object] = {"answers": meaning.answers} if meaning.answers else {}
    if meaning.is_question:
        body["question"] = True
    return body if meaning.is_proven else {**body, "unproven": True}


def _build_credit_of_author(activity: InterpretedActivity, author: PersonForIntake, source_name: str) -> NewFact:
    """An answer was marked as useful by somebody who does not take part: the author's credit, and nothing about who it was."""
    return NewFact(
        kind=activity.meaning.kind,
        source=source_name,
        source_key=build_unnamed_key(source_name, activity.key),
        occurred_at=activity.at,
        counterpart_id=author.id,
        object=activity.meaning.object,
        community=activity.meaning.community,
        body={"counterpart_unit": str(author.unit_id), **_encode_what_is_open(activity)},
    )


def _build_unnamed_fact(activity: InterpretedActivity, source_name: str) -> NewFact:
    """A deletion, or an undo of what was kept without its actor: whoever reports it, and nothing about them."""
    undoes = activity.meaning.undoes or ""
    is_undo = activity.meaning.kind == "activity.undone"
    return NewFact(
        kind=activity.meaning.kind,
        source=source_name,
        source_key=build_unnamed_key(source_name, activity.key),
        occurred_at=activity.at,
        undoes=build_unnamed_key(source_name, undoes) if is_undo else undoes,
    )


def _build_undo_facts(activity: InterpretedActivity, actor: PersonForIntake | None, source_name: str) -> list[NewFact]:
    """One undo for what is kept with its actor, where it may take that back, and one for what is kept without."""
    named, unnamed = [], [_build_unnamed_fact(activity, source_name)]
    if actor is not None or activity.is_moderation:
        undo = NewFact(
            kind=activity.meaning.kind,
            source=source_name,
            source_key=activity.key,
            occurred_at=activity.at,
            actor_id=actor.id if actor else None,
            undoes=activity.meaning.undoes,
            body={"moderates": True} if activity.is_moderation else {},
        )
        named = [undo]
    if named and activity.meaning.undone_type not in {None, *UNNAMED_KINDS}:
        return named
    return named + unnamed


def _encode_units_of_actor_and_counterpart(kind: str, actor: PersonForIntake, other: PersonForIntake) -> JsonObject:
    """The present unit of the other person, and that of the actor where the fact counts for the other person too."""
    units = {"counterpart_unit": str(other.unit_id)}
    return units | {"actor_unit": str(actor.unit_id)} if kind in COUNTERPART_KINDS else units


def _find_participant(name: str, people: People, activity: InterpretedActivity) -> PersonForIntake | None:
    person = people.get(name)
    return person if person is not None and _is_participant_at_activity(person, activity) else None


def _is_participant_at_activity(person: PersonForIntake, activity: InterpretedActivity) -> bool:
    return person.takes_part and person.joined_at is not None and activity.at >= person.joined_at

"""Accepts activities: each is answered by itself, and what participants did becomes facts, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from app.intake.activities import CloudEvent, IntakeAnswer, ItemOutcome, Rejection
from app.intake.interpretation import InterpretedActivity, interpret_event
from app.intake.source import ChallengeResponse, ConnectedSource, ParsedItem, RawRequest, SourceKind
from app.journal.counted_events import COUNTERPART_KINDS
from app.journal.service import NewFact, append_facts
from app.kernel.errors import FieldError, Invalid
from app.kernel.schema import JsonObject
from app.people.queries import PersonForIntake, find_people_of_network

UNKNOWN_PERSON = "unknown-or-not-taking-part"
"""One reason for three cases: an unknown name, a person who does not take part, one who did not yet or has left."""


def accept_request(kind: SourceKind, source: ConnectedSource, request: RawRequest) -> IntakeAnswer | ChallengeResponse:
    """Answer a greeting, or make facts of what the source proves that it sent. The same request again changes nothing.

    Raises SourceNotProven before anything is read, and Invalid for a lone item that is refused.
    """
    greeting = kind.answer_challenge(source, request)
    if greeting is not None:
        return greeting
    kind.authenticate(source, request)
    batch = kind.read(source, request)
    answer = accept_items(batch.items, source.name, request.received_at)
    if batch.is_lone and answer.refused:
        (refused,) = answer.items
        raise Invalid(refused.reason or "", errors=[FieldError(refused.pointer or "", refused.reason or "")])
    return answer


def accept_items(items: Sequence[ParsedItem], source_name: str, now: datetime) -> IntakeAnswer:
    """Make facts of `items`, each answered by itself, in the order given; `now` is when they were received."""
    interpreted = [interpret_event(item, now) if isinstance(item, CloudEvent) else item for item in items]
    people = find_people_of_network(source_name, _collect_external_ids(interpreted))
    admitted = [
        _build_fact_or_rejection(activity, people, source_name)
        if isinstance(activity, InterpretedActivity)
        else activity
        for activity in interpreted
    ]
    fact_ids = iter(append_facts([fact for fact in admitted if isinstance(fact, NewFact)]))
    outcomes = [
        _build_outcome_of_rejection(index, item, result)
        if isinstance(result, Rejection)
        else _build_outcome_of_fact(index, item, next(fact_ids))
        for index, (item, result) in enumerate(zip(items, admitted, strict=True))
    ]
    tally = Counter(outcome.outcome for outcome in outcomes)
    return IntakeAnswer(tally["accepted"], tally["duplicate"], tally["dropped"], tally["refused"], outcomes)


def _collect_external_ids(interpreted: Sequence[InterpretedActivity | Rejection]) -> set[str]:
    activities = [activity for activity in interpreted if isinstance(activity, InterpretedActivity)]
    names = {name for activity in activities for name in (activity.actor, activity.counterpart)}
    return {name for name in names if name and "\x00" not in name}


def _build_fact_or_rejection(
    activity: InterpretedActivity, people: Mapping[str, PersonForIntake], source_name: str
) -> NewFact | Rejection:
    actor = people.get(activity.actor)
    if activity.meaning.kind == "object.deleted":
        return _build_deletion_fact(activity, actor, source_name)
    if actor is None or not _is_participant_at_activity(actor, activity):
        return Rejection("dropped", UNKNOWN_PERSON)
    counterpart = people.get(activity.counterpart or "")
    other = (
        counterpart
        if counterpart and counterpart.id != actor.id and _is_participant_at_activity(counterpart, activity)
        else None
    )
    return NewFact(
        kind=activity.meaning.kind,
        source=source_name,
        source_key=activity.key,
        occurred_at=activity.at,
        actor_id=actor.id,
        counterpart_id=other.id if other else None,
        object=activity.meaning.object,
        community=activity.meaning.community,
        undoes=activity.meaning.undoes,
        body=_encode_units_of_actor_and_counterpart(activity.meaning.kind, actor, other) if other else {},
    )


def _encode_units_of_actor_and_counterpart(kind: str, actor: PersonForIntake, other: PersonForIntake) -> JsonObject:
    """The present unit of the other person, and that of the actor where the fact counts for the other person too."""
    units = {"counterpart_unit": str(other.unit_id)}
    return units | {"actor_unit": str(actor.unit_id)} if kind in COUNTERPART_KINDS else units


def _build_deletion_fact(activity: InterpretedActivity, actor: PersonForIntake | None, source_name: str) -> NewFact:
    """A deletion counts whoever reports it, by its object. Of an actor who does not take part, nothing is kept."""
    return NewFact(
        kind=activity.meaning.kind,
        source=source_name,
        source_key=activity.key,
        occurred_at=activity.at,
        actor_id=actor.id if actor is not None and _is_participant_at_activity(actor, activity) else None,
        undoes=activity.meaning.undoes,
    )


def _is_participant_at_activity(person: PersonForIntake, activity: InterpretedActivity) -> bool:
    return person.takes_part and person.joined_at is not None and activity.at >= person.joined_at


def _build_outcome_of_fact(index: int, item: ParsedItem, fact_id: int | None) -> ItemOutcome:
    assert isinstance(item, CloudEvent), "Only an event that was read becomes a fact."
    return ItemOutcome(index, item.id, "accepted" if fact_id is not None else "duplicate")


def _build_outcome_of_rejection(index: int, item: ParsedItem, rejection: Rejection) -> ItemOutcome:
    return ItemOutcome(
        index,
        item.id if isinstance(item, CloudEvent) else item.event_id,
        rejection.outcome,
        rejection.reason,
        rejection.pointer,
    )

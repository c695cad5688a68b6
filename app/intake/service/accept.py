"""Takes activities in: each is answered by itself, and what people who take part did becomes facts, in one statement."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from app.intake.activities import CloudEvent, IntakeAnswer, ItemOutcome, Rejection
from app.intake.interpretation import InterpretedActivity, interpret_event
from app.intake.source import Adapter, ParsedBatch, ParsedItem, RawRequest
from app.journal.counted_events import COUNTERPART_KINDS
from app.journal.service import NewFact, append
from app.kernel import clock
from app.kernel.discovery import discover_kinds
from app.kernel.errors import FieldError, Invalid, UnsupportedType
from app.kernel.schema import JsonObject
from app.people.queries import KnownPerson, find_known_people

UNKNOWN_PERSON = "unknown-or-not-taking-part"
"""One reason for three: nobody of that name, somebody who does not take part, somebody who did not yet or has left."""


def read_request(parcel: RawRequest) -> ParsedBatch:
    """The events in `parcel`, read by the first adapter that recognises it; UnsupportedType when none does."""
    adapters: dict[str, Adapter] = discover_kinds("app.intake.sources", Adapter)
    for adapter in adapters.values():
        if adapter.recognises(parcel):
            return adapter.read(parcel)
    raise UnsupportedType(
        "Send application/cloudevents+json, application/cloudevents-batch+json or application/x-ndjson;"
        " or application/activity+json with the event in ce- headers."
    )


def accept_batch(contents: ParsedBatch, source: str) -> IntakeAnswer:
    """Make facts of what `source` sent, which sent again changes nothing; a lone event that is refused is Invalid."""
    answer = accept_items(contents.items, source)
    if contents.is_lone and answer.refused:
        (refused,) = answer.items
        raise Invalid(refused.reason or "", errors=[FieldError(refused.pointer or "", refused.reason or "")])
    return answer


def accept_items(items: Sequence[ParsedItem], source: str) -> IntakeAnswer:
    """Make facts of `items`, each answered by itself, in the order given."""
    now = clock.now()
    heard = [interpret_event(item, now) if isinstance(item, CloudEvent) else item for item in items]
    people = find_known_people(_external_ids_in(heard))
    judged = [_admit_activity(one, people, source) if isinstance(one, InterpretedActivity) else one for one in heard]
    written = iter(append([one for one in judged if isinstance(one, NewFact)]))
    outcomes = [
        _rejected_outcome(index, item, one)
        if isinstance(one, Rejection)
        else _accepted_outcome(index, item, next(written))
        for index, (item, one) in enumerate(zip(items, judged, strict=True))
    ]
    tally = Counter(outcome.outcome for outcome in outcomes)
    return IntakeAnswer(tally["accepted"], tally["duplicate"], tally["dropped"], tally["refused"], outcomes)


def _external_ids_in(heard: Sequence[InterpretedActivity | Rejection]) -> set[str]:
    names = {name for one in heard if isinstance(one, InterpretedActivity) for name in (one.actor, one.counterpart)}
    return {name for name in names if name and "\x00" not in name}


def _admit_activity(heard: InterpretedActivity, people: Mapping[str, KnownPerson], source: str) -> NewFact | Rejection:
    actor = people.get(heard.actor)
    if heard.meaning.kind == "object.deleted":
        return _deletion_fact(heard, actor, source)
    if actor is None or not _took_part(actor, heard):
        return Rejection("dropped", UNKNOWN_PERSON)
    counterpart = people.get(heard.counterpart or "")
    towards = counterpart if counterpart and counterpart.id != actor.id and _took_part(counterpart, heard) else None
    return NewFact(
        kind=heard.meaning.kind,
        source=source,
        source_key=heard.key,
        occurred_at=heard.at,
        actor_id=actor.id,
        counterpart_id=towards.id if towards else None,
        object=heard.meaning.object,
        community=heard.meaning.community,
        undoes=heard.meaning.undoes,
        body=_unit_columns(heard.meaning.kind, actor, towards) if towards else {},
    )


def _unit_columns(kind: str, actor: KnownPerson, towards: KnownPerson) -> JsonObject:
    """The unit of the other, as it is now: for who acted, and for whom the fact is about where it counts for them too."""
    other = {"counterpart_unit": str(towards.unit_id)}
    return other | {"actor_unit": str(actor.unit_id)} if kind in COUNTERPART_KINDS else other


def _deletion_fact(heard: InterpretedActivity, actor: KnownPerson | None, source: str) -> NewFact:
    """Believed by its object, whoever says it: the network itself tells us. Of a stranger, nothing is kept but the object."""
    return NewFact(
        kind=heard.meaning.kind,
        source=source,
        source_key=heard.key,
        occurred_at=heard.at,
        actor_id=actor.id if actor is not None and _took_part(actor, heard) else None,
        undoes=heard.meaning.undoes,
    )


def _took_part(person: KnownPerson, heard: InterpretedActivity) -> bool:
    return person.takes_part and person.joined_at is not None and heard.at >= person.joined_at


def _accepted_outcome(index: int, item: ParsedItem, fact_id: int | None) -> ItemOutcome:
    assert isinstance(item, CloudEvent), "Only an event that was read becomes a fact."
    return ItemOutcome(index, item.id, "accepted" if fact_id is not None else "duplicate")


def _rejected_outcome(index: int, item: ParsedItem, aside: Rejection) -> ItemOutcome:
    return ItemOutcome(
        index, item.id if isinstance(item, CloudEvent) else item.event_id, aside.outcome, aside.reason, aside.pointer
    )

"""The choices of a person: taking part, who sees what, and the language; each can be undone at once and at no cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from app.journal.service import NewFact, append_facts
from app.kernel import clock
from app.kernel.database import session
from app.kernel.errors import Conflict, Invalid
from app.kernel.manifest import list_features_of_current_application
from app.people import queries
from app.people.charter import CURRENT
from app.people.manifest import JoiningFeature
from app.people.models import Choices, Person, PersonRole
from app.people.pauses.service import end_pause

LANGUAGES = ("fr", "en")


class NotTakingPart(Conflict):
    """Only people who take part can appear on boards."""


class PseudonymConfusing(Conflict):
    """The person's pseudonym has become the name of a colleague."""


class CharterChanged(Conflict):
    """The version of the charter that was read is no longer in force."""


class NoSuchLanguage(Invalid):
    """The pages do not exist in that language."""


def ensure_and_lock_choices(person: Person) -> Choices:
    """The person's choices, private by default, locked until the transaction ends."""
    session().execute(insert(Choices).values(person_id=person.id).on_conflict_do_nothing())
    return queries.lock_choices(person.id)


def join_game(person: Person) -> None:
    """Take part from now on, with everything that opens on joining; a pause ends.

    For a person who takes part already nothing changes; after stopping it starts anew.
    """
    choices = ensure_and_lock_choices(person)
    if choices.joined_at is not None:
        return
    choices.joined_at = clock.now()
    _append_fact("person.joined", f"joined:{person.id}:{_count_game_joinings(person) + 1}", person)
    end_pause(person)
    session().flush()
    for act_on_joining in (
        act for feature in list_features_of_current_application(JoiningFeature) for act in feature.on_joining
    ):
        act_on_joining(person.id)


def build_first_game_joining_fact(person_id: int, joined_at: datetime) -> NewFact:
    """The fact of a first consent that was given elsewhere; the journal accepts it once, so it never overrules a person who stopped since."""
    return NewFact(kind="person.joined", source_key=f"joined:{person_id}:1", actor_id=person_id, occurred_at=joined_at)


def build_company_departure_fact(person_id: int, on: date) -> NewFact:
    """The fact that a person left the company, with a key of its day, so that it is written once."""
    left_at = datetime.combine(on, time(), UTC)
    key = f"departed:{person_id}:{on}"
    return NewFact(kind="person.departed", source_key=key, actor_id=person_id, occurred_at=left_at)


def leave_game(person: Person) -> None:
    """Stop taking part, leave the boards and be private again, at once; what was earned stays the person's own."""
    choices = ensure_and_lock_choices(person)
    if choices.joined_at is None:
        return
    choices.joined_at, choices.on_boards = None, False
    _append_fact("person.left_game", f"left_game:{person.id}:{_count_game_joinings(person)}", person)


def forget_roles_and_choices(person: Person) -> None:
    """Let a person who was hired again begin anew: no role, no choice, no password. What they earned stays their own."""
    leave_game(person)
    choices = ensure_and_lock_choices(person)
    choices.pseudonym = choices.charter_version = choices.charter_accepted_at = None
    person.password_hash = None
    person.session_version += 1
    session().execute(delete(PersonRole).where(PersonRole.person_id == person.id))


def accept_charter(person: Person, version: int) -> None:
    """Agree to the charter in force; CharterChanged for any other version, so that nobody signs what they did not read."""
    if version != CURRENT.version:
        raise CharterChanged("The charter has changed since you opened it: read it again, then decide.")
    choices = ensure_and_lock_choices(person)
    if choices.charter_version == version:
        return
    choices.charter_version, choices.charter_accepted_at = version, clock.now()
    _append_fact("charter.accepted", f"charter:{person.id}:{version}", person, version=version)


def choose_visibility(person: Person, *, on_boards: bool) -> None:
    """Appear on the boards of individuals, or no longer. NotTakingPart for boards without having joined,
    PseudonymConfusing under a pseudonym that has become the name of a colleague.
    """
    choices = ensure_and_lock_choices(person)
    if on_boards and choices.joined_at is None:
        raise NotTakingPart("Join first: boards only show people who take part and asked to appear.")
    if on_boards == choices.on_boards:
        return
    if on_boards and queries.is_pseudonym_confusing(choices):
        raise PseudonymConfusing("A colleague is called as you would appear: pick another pseudonym first.")
    choices.on_boards = on_boards
    record_choices_change(person, choices)


def record_choices_change(person: Person, choices: Choices) -> None:
    """Append the fact that a person's choices, locked by `ensure_and_lock_choices`, are now these."""
    number = queries.count_facts_of_actor(person.id, "choices.changed") + 1
    _append_fact("choices.changed", f"choices:{person.id}:{number}", person, on_boards=choices.on_boards)


def choose_language(person: Person, locale: str) -> None:
    """Use this language for `person` from now on, on every device."""
    if locale not in LANGUAGES:
        raise NoSuchLanguage(f"Choose among {', '.join(LANGUAGES)}.")
    person.locale = locale


def _count_game_joinings(person: Person) -> int:
    return queries.count_facts_of_actor(person.id, "person.joined")


def _append_fact(kind: str, source_key: str, person: Person, **body: str | int | bool) -> None:
    append_facts([NewFact(kind=kind, source_key=source_key, actor_id=person.id, occurred_at=clock.now(), body=body)])

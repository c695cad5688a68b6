"""Reads what a merge of two people must know: who they are, their figures, and earlier merges."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import func, select, text

from app.kernel.database import session
from app.kernel.manifest import list_features_of_current_application
from app.people.aliases.service import get_typed_person
from app.people.manifest import JoiningFeature
from app.people.merging import statements
from app.people.merging.models import MergedPerson
from app.people.merging.sentences import Figures
from app.people.models import Choices, Person
from app.people.queries import count_facts_of_actor
from app.people.rows import PersonMerge


def read_figures(person_id: int) -> Figures:
    """How much there is about one person; never what."""
    declared = [
        rows for feature in list_features_of_current_application(JoiningFeature) for rows in feature.merged_rows
    ]
    figures = {**statements.FIGURES, "rows": statements.count_rows_statement(declared)}
    return {name: session().scalar(text(sql), {"person": person_id}) or 0 for name, sql in figures.items()}


def find_merge(person_id: int) -> MergedPerson | None:
    """The merge by which this person became another one."""
    return session().get(MergedPerson, person_id)


def has_left_by_choice(person_id: int) -> bool:
    """Whether a person stopped taking part and did not come back."""
    choices = session().get(Choices, person_id)
    stopped = choices is None or choices.joined_at is None
    return stopped and count_facts_of_actor(person_id, "person.left_game") > 0


def list_late_merges(since: datetime) -> list[PersonMerge]:
    """The merges since then after which facts about the merged person were written."""
    rows = session().execute(text(statements.LATE_MERGES), {"since": since})
    return [PersonMerge(row.kept_id, row.person_id) for row in rows]


def get_person_to_merge(typed: str) -> Person:
    """The person with this external_id, also one who has left, or the one who is here and is called so. UnclearPerson."""
    by_id = select(Person).where(func.lower(Person.external_id) == typed.strip().lower()).order_by(Person.id)
    return session().scalar(by_id.limit(1)) or get_typed_person(typed)

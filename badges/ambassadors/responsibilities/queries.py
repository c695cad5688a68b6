"""What a person may do by their term, or by a level that they earned."""

from __future__ import annotations

from dataclasses import dataclass

from badges.ambassadors.queries import find_term, list_animator_ids
from badges.ambassadors.signals.queries import read_own_level
from badges.ambassadors.signals.responsibility import Level


@dataclass(frozen=True, kw_only=True)
class OwnRights:
    """What a person may do at this moment; each right sleeps and wakes with what gives it."""

    may_propose_texts: bool
    may_take_questions: bool


def read_own_rights(person_id: int) -> OwnRights:
    """The rights of a person: all of an ambassador whose rights do not rest, and those of a level that does not sleep.

    Whoever has the role of animators sees to questions as well, for they are told of those that wait too long.
    """
    term, own = find_term(person_id), read_own_level(person_id)
    is_ambassador = term is not None and term.rests_since is None
    level = None if own.is_idle else own.level
    return OwnRights(
        may_propose_texts=is_ambassador or level is not None,
        may_take_questions=is_ambassador or level == Level.ANIMATOR or person_id in list_animator_ids(),
    )

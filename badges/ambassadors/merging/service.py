"""Settles the candidacies and terms of two people who are merged."""

from __future__ import annotations

from app.people.merging.service.move import execute_for_merge
from app.people.rows import PersonMerge
from badges.ambassadors import queries
from badges.ambassadors.merging.statements import SETTLE_PROGRAMME
from badges.ambassadors.service.answer import close_candidacy
from badges.ambassadors.service.ending import close_term
from badges.judging.queries import lock_people


def settle_candidacies(merge: PersonMerge) -> None:
    """Let one term go on, or one candidacy where no term runs; beside a term, only its own renewal does."""
    lock_people([merge.kept_id, merge.merged_id])
    ending_id = merge.merged_id if _find_leading_id(merge) == merge.kept_id else merge.kept_id
    for find, close in ((queries.find_term, close_term), (queries.find_open_candidacy, close_candidacy)):
        given = find(ending_id)
        if given is not None:
            close(given)
    execute_for_merge(SETTLE_PROGRAMME, merge)


def _find_leading_id(merge: PersonMerge) -> int:
    """Whose term or candidacy goes on: a term comes before a candidacy, and then the kept person before the merged one."""
    for find in (queries.find_term, queries.find_open_candidacy):
        for person_id in (merge.kept_id, merge.merged_id):
            if find(person_id) is not None:
                return person_id
    return merge.kept_id

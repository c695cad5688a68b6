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
    """Of two terms, and of two candidacies under way, the kept person's goes on."""
    lock_people([merge.kept_id, merge.merged_id])
    for find, close in ((queries.find_term, close_term), (queries.find_open_candidacy, close_candidacy)):
        given = find(merge.merged_id)
        if given is not None and find(merge.kept_id) is not None:
            close(given)
    execute_for_merge(SETTLE_PROGRAMME, merge)

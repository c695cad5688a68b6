"""Settles the e-mails of two people who are merged."""

from __future__ import annotations

from app.notices.merging.statements import SETTLE_MAIL
from app.people.merging.service.move import execute_for_merge
from app.people.rows import PersonMerge


def settle_mail(merge: PersonMerge) -> None:
    """Drop the e-mails that wait for the merged person, and join what both chose: the fewer e-mails win."""
    execute_for_merge(SETTLE_MAIL, merge)

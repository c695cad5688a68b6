"""Saves the answers of a round as a draft when their author says so."""

from __future__ import annotations

from app.people.form_drafts.service import delete_form_draft
from mentoring.programme.writing.steps import WrittenRound
from mentoring.rounds import service
from mentoring.rounds.draft import RoundDraft
from mentoring.rounds.models import Round


def drop_answers(written: WrittenRound, person_id: int) -> None:
    """Forget the answers that were kept; the draft stays as it is. Idempotent."""
    delete_form_draft(person_id, written.draft_name)


def save_answers_as_draft(written: WrittenRound, person_id: int, draft: RoundDraft, *, base: str) -> Round:
    """Save the answers as the draft of the round, and forget them. RoundChangedElsewhere unless the round still is `base`."""
    if written.round is None:
        saved = service.create_round(draft)
    else:
        saved = service.change_draft_round(written.round, draft, shown_hash=base)
    delete_form_draft(person_id, written.draft_name)
    return saved

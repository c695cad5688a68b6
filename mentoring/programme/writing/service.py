"""Keeps the answers of a round step by step, and saves them as a draft when their author says so."""

from __future__ import annotations

from app.people.form_drafts.answers import BASE, without_base
from app.people.form_drafts.service import PostedStep, delete_form_draft, save_step_answers
from app.people.form_drafts.steps import Answers
from mentoring.programme.writing.steps import STEPS, WrittenRound
from mentoring.rounds import service
from mentoring.rounds.draft import RoundDraft
from mentoring.rounds.models import Round


def keep_answers(written: WrittenRound, person_id: int, posted: PostedStep) -> Answers:
    """Keep the answers of one step for the author alone, and return those of the whole form.

    AnswersChangedElsewhere when another window of the author changed the same step since.
    """
    first = {**written.fields, BASE: written.base}
    return without_base(save_step_answers(person_id, written.draft_name, posted, steps=STEPS, otherwise=first))


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

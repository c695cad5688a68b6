"""The jobs and due steps of pairs: endings, reminders and questions, and the deletion of old notes."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.due_steps import DueStep
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from mentoring.pairs.notes.service import forget_old_notes, seal_notes_again
from mentoring.pairs.queries.members import list_closed_rounds_with_active_pairs, list_due_endings
from mentoring.pairs.service.ending import complete_unclosed_pairs, end_pairs_of_round, finish_due_ending
from mentoring.pairs.service.reminders import send_fit_questions, send_reminders

ENDING_STEPS = (
    DueStep("pairs.end", lambda: list_due_endings(clock.now()), finish_due_ending),
    DueStep("pairs.end-with-round", list_closed_rounds_with_active_pairs, end_pairs_of_round),
)
"""The endings of pairs: ten minutes after one of the two stopped, and with their round."""


@mark_as_job("pairs.remind")
def remind_pairs() -> None:
    """Send the reminders and questions that are due, each once."""
    with transaction():
        send_reminders()
    with transaction():
        send_fit_questions()


@mark_as_job("pairs.forget")
def forget_notes() -> None:
    """Complete pairs left open, delete the notes of ended pairs, and seal the other notes under the newest key."""
    with transaction():
        complete_unclosed_pairs()
    with transaction():
        forget_old_notes()
    with transaction():
        seal_notes_again()

"""The jobs of pairs: due endings, reminders and questions, and the deletion of old notes."""

from __future__ import annotations

from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from mentoring.pairs.notes.service import forget_old_notes, seal_notes_again
from mentoring.pairs.queries.members import list_closed_rounds_with_active_pairs
from mentoring.pairs.service.ending import complete_unclosed_pairs, end_due_pairs, end_pairs_of_round
from mentoring.pairs.service.reminders import send_fit_questions, send_reminders


@named_job("pairs.end")
def end_pairs() -> None:
    """End the pairs whose ending is due, and those of closed rounds; idempotent."""
    with transaction():
        end_due_pairs()
    with transaction():
        for round_id in list_closed_rounds_with_active_pairs():
            end_pairs_of_round(round_id)


@named_job("pairs.remind")
def remind_pairs() -> None:
    """Send the reminders and questions that are due, each once."""
    with transaction():
        send_reminders()
    with transaction():
        send_fit_questions()


@named_job("pairs.forget")
def forget_notes() -> None:
    """Complete pairs left open, delete the notes of ended pairs, and seal the other notes under the newest key."""
    with transaction():
        complete_unclosed_pairs()
    with transaction():
        forget_old_notes()
    with transaction():
        seal_notes_again()

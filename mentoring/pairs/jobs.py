"""The jobs and due steps of pairs: endings, reminders and questions, and the deletion of old notes."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.due_steps import DueStep
from app.kernel.jobs import mark_as_job
from app.kernel.transaction import transaction
from mentoring.pairs.notes.service import delete_notes_of_ended_pairs, reseal_notes_with_newest_key
from mentoring.pairs.queries.members import list_closed_round_ids_with_active_pairs, list_pair_ids_due_to_end
from mentoring.pairs.service.ending import complete_unclosed_pairs, end_or_complete_pairs_of_round, end_pair_if_due
from mentoring.pairs.service.reminders import send_fit_questions, send_idle_questions, send_session_reminders

ENDING_STEPS = (
    DueStep("pairs.end", lambda: list_pair_ids_due_to_end(clock.now()), end_pair_if_due),
    DueStep("pairs.end-with-round", list_closed_round_ids_with_active_pairs, end_or_complete_pairs_of_round),
)
"""The endings of pairs: ten minutes after one of the two stopped, with the daily run after one left, and with their round."""


@mark_as_job("pairs.remind")
def send_reminders_and_questions() -> None:
    """Send the reminders and questions that are due, each once."""
    with transaction():
        send_session_reminders()
    with transaction():
        send_fit_questions()
    with transaction():
        send_idle_questions()


@mark_as_job("pairs.forget")
def complete_pairs_then_delete_or_reseal_notes() -> None:
    """Complete pairs left open, delete the notes of ended pairs, and seal the other notes under the newest key."""
    with transaction():
        complete_unclosed_pairs()
    with transaction():
        delete_notes_of_ended_pairs()
    with transaction():
        reseal_notes_with_newest_key()

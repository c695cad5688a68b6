"""The pairs' work for RQ: endings whose moment has passed, reminders and questions, and what is forgotten."""

from __future__ import annotations

from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from mentoring.pairs.notes.service import forget_old_notes, seal_notes_again
from mentoring.pairs.queries.members import list_closed_rounds_with_active_pairs
from mentoring.pairs.service.ending import complete_unclosed_pairs, end_due_pairs, end_pairs_of_round
from mentoring.pairs.service.reminders import send_fit_questions, send_reminders


@named_job("pairs.end")
def end_pairs() -> None:
    """End what was to end, and the pairs of rounds that have closed; done twice, it ends nothing more."""
    with transaction():
        end_due_pairs()
    with transaction():
        for round_id in list_closed_rounds_with_active_pairs():
            end_pairs_of_round(round_id)


@named_job("pairs.remind")
def remind_pairs() -> None:
    """Remind and ask, each once."""
    with transaction():
        send_reminders()
    with transaction():
        send_fit_questions()


@named_job("pairs.forget")
def forget_notes() -> None:
    """Close what nobody closed, forget notes of pairs that ended, and put the others under the newest key."""
    with transaction():
        complete_unclosed_pairs()
    with transaction():
        forget_old_notes()
    with transaction():
        seal_notes_again()

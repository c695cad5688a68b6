"""The pairs' work for RQ: endings whose moment has passed, reminders and questions, and what is forgotten."""

from __future__ import annotations

from app.kernel.jobs import named_job
from app.kernel.transaction import transaction
from mentoring.pairs.notes.service import forget_old_notes, seal_again
from mentoring.pairs.queries.members import rounds_closed_over_pairs
from mentoring.pairs.service.end import close_pairs, complete_the_silent, settle_endings
from mentoring.pairs.service.remind import ask_fit, remind


@named_job("pairs.end")
def end_pairs() -> None:
    """End what was to end, and the pairs of rounds that have closed; done twice, it ends nothing more."""
    with transaction():
        settle_endings()
    with transaction():
        for round_id in rounds_closed_over_pairs():
            close_pairs(round_id)


@named_job("pairs.remind")
def tell_pairs() -> None:
    """Remind and ask, each once."""
    with transaction():
        remind()
    with transaction():
        ask_fit()


@named_job("pairs.forget")
def forget_notes() -> None:
    """Close what nobody closed, forget notes of pairs that ended, and put the others under the newest key."""
    with transaction():
        complete_the_silent()
    with transaction():
        forget_old_notes()
    with transaction():
        seal_again()

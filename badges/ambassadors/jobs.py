"""The due steps of the programme: candidates are asked, silence is a no, terms are renewed or lapse, the old is forgotten."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.due_steps import DueStep
from badges.ambassadors import queries
from badges.ambassadors.nominating.queries import list_person_ids_to_ask
from badges.ambassadors.questions.queries import list_old_turns
from badges.ambassadors.questions.service import forget_old_turn
from badges.ambassadors.resting.queries import list_person_ids_to_settle
from badges.ambassadors.resting.service import settle_rest_if_due
from badges.ambassadors.service.answer import decline_candidacy_if_due
from badges.ambassadors.service.ending import end_term_if_due, remind_ambassador_if_due
from badges.ambassadors.service.forget import delete_old_candidacy, delete_old_nomination
from badges.ambassadors.service.review import announce_term_if_due
from badges.ambassadors.service.start import ask_candidate_if_due
from badges.ambassadors.signals.queries import list_person_ids_to_count
from badges.ambassadors.signals.service import count_signals_of_due_people

AMBASSADOR_STEPS = (
    DueStep(
        "ambassadors.ask",
        lambda: list_person_ids_to_ask(queries.read_programme(), clock.now()),
        ask_candidate_if_due,
    ),
    DueStep(
        "ambassadors.silence",
        lambda: queries.list_person_ids_without_answer(clock.now()),
        decline_candidacy_if_due,
    ),
    DueStep("ambassadors.remind", lambda: queries.list_person_ids_to_remind(clock.now()), remind_ambassador_if_due),
    DueStep("ambassadors.announce", lambda: queries.list_person_ids_to_announce(clock.now()), announce_term_if_due),
    DueStep("ambassadors.end", lambda: queries.list_person_ids_to_end(clock.now()), end_term_if_due),
    DueStep(
        "ambassadors.forget-nominations",
        lambda: queries.list_old_nomination_ids(clock.now()),
        delete_old_nomination,
    ),
    DueStep(
        "ambassadors.forget-candidacies",
        lambda: queries.list_old_candidacy_ids(clock.now()),
        delete_old_candidacy,
    ),
    DueStep("ambassadors.forget-questions", list_old_turns, forget_old_turn),
    # Whoever waited longest stands for the whole step: it counts many people in a few statements.
    DueStep(
        "ambassadors.signals",
        lambda: list_person_ids_to_count(clock.now())[:1],
        lambda _: count_signals_of_due_people(),
    ),
    DueStep("ambassadors.rest", list_person_ids_to_settle, settle_rest_if_due),
)

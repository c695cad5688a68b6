"""Tells animators, in one notice each, of the questions that wait too long, and never twice of one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import text

from app.kernel import clock
from app.kernel.application import build_path
from app.kernel.database import session
from app.notices.service.notify import NewNotice, notify_people
from badges.ambassadors.late_questions import statements
from badges.ambassadors.late_questions.queries import LateQuestion, list_late_questions
from badges.ambassadors.notices import QUESTIONS_LATE
from badges.ambassadors.queries import list_animator_ids
from badges.ambassadors.questions.queries import list_communities

_MARK_ANNOUNCED = text(statements.MARK_ANNOUNCED)
MOST_NAMED = 3
"""How many communities a notice names."""


def announce_late_questions() -> None:
    """Tell the animators in the community of each late question; where none is, all of them. Without animators, questions wait for the first one."""
    animator_ids = list_animator_ids()
    late = _mark_as_announced(list_late_questions(clock.now())) if animator_ids else []
    if late:
        communities = {animator_id: frozenset(list_communities(animator_id)) for animator_id in animator_ids}
        chosen = ((animator_id, _choose_questions(animator_id, late, communities)) for animator_id in animator_ids)
        notify_people([_build_notice(animator_id, questions) for animator_id, questions in chosen if questions])


def _mark_as_announced(late: Sequence[LateQuestion]) -> list[LateQuestion]:
    """Those that no other worker marked meanwhile."""
    parameters = {
        "facts": [each.fact_id for each in late],
        "askers": [each.asker_id for each in late],
        "moments": [each.asked_at for each in late],
        "now": clock.now(),
    }
    marked = set(session().scalars(_MARK_ANNOUNCED, parameters)) if late else set()
    return [each for each in late if each.fact_id in marked]


def _choose_questions(
    animator_id: int, late: Sequence[LateQuestion], communities: Mapping[int, frozenset[str]]
) -> list[LateQuestion]:
    animated = frozenset[str]().union(*communities.values())
    return [
        each
        for each in late
        if each.asker_id != animator_id
        and (each.community in communities[animator_id] or each.community not in animated)
    ]


def _build_notice(animator_id: int, questions: Sequence[LateQuestion]) -> NewNotice:
    """One for all; its link opens the community that they are in, or else the list."""
    names = list(dict.fromkeys(each.community for each in questions))
    shown = [name.rstrip("/").rpartition("/")[2] for name in names[:MOST_NAMED]]
    chosen = {"community": names[0]} if len(names) == 1 else {}
    return NewNotice(
        kind=QUESTIONS_LATE.name,
        person_id=animator_id,
        key=f"{QUESTIONS_LATE.name}:{max(each.fact_id for each in questions)}",
        path=build_path("ambassador_questions.index", **chosen),
        params={"number": len(questions), "communities": ", ".join(shown) + ("…" if len(names) > MOST_NAMED else "")},
    )

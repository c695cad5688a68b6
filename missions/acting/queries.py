"""Reads what a mission's page shows of how one acts on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel import clock
from app.kernel.application import current_settings
from missions.attempts.attempt import MissionAttempt
from missions.attempts.queries import find_attempt_status
from missions.kind import CompletionMode, OpeningHours, PageBlock, Question
from missions.meetings.queries import find_meeting_code
from missions.next_act import NetworkAddresses, NextAct, find_next_act
from missions.progress.person_mission import PersonMission
from missions.progress.queries import list_person_paths
from missions.reviews.queries import EvidenceThread, count_other_reviewers, find_evidence_thread
from missions.reviews.questions import REPLY_TO_REVIEWER


@dataclass(frozen=True, kw_only=True)
class MissionActionView:
    """What a mission's page shows of how one acts on it."""

    completion_mode: str
    page_blocks: Sequence[PageBlock]
    questions: Sequence[Question]
    number: int
    is_open: bool
    opening_hours: OpeningHours | None
    thread: EvidenceThread | None
    reviewers: int
    code: str | None
    code_until: datetime | None
    next_act: NextAct | None
    reply: Question = REPLY_TO_REVIEWER


def find_mission_action_view(person_id: int, mission: PersonMission) -> MissionActionView | None:
    """How this person acts on the mission that they see; None when it is not theirs to act on."""
    status = find_attempt_status(person_id, mission)
    if status is None:
        return None
    attempt, completion_mode = status.attempt, status.attempt.kind.completion_mode
    code = (
        find_meeting_code(person_id, attempt.mission_id, clock.now())
        if completion_mode is CompletionMode.PAIR
        else None
    )
    has_thread = completion_mode is CompletionMode.REVIEW or any(
        question.is_kept for question in attempt.kind.questions(attempt.settings)
    )
    return MissionActionView(
        completion_mode=completion_mode.value,
        page_blocks=attempt.kind.page_blocks(attempt.settings),
        questions=attempt.kind.questions(attempt.settings),
        number=status.number,
        is_open=status.is_open,
        opening_hours=attempt.opening_hours,
        thread=find_evidence_thread(person_id, attempt.mission_id) if has_thread else None,
        reviewers=count_other_reviewers(person_id) if completion_mode is CompletionMode.REVIEW else 0,
        code=code.digits if code else None,
        code_until=code.shown_until if code else None,
        next_act=_find_next_act_of_person(person_id, status.attempt, mission.link),
    )


def find_network_addresses() -> NetworkAddresses:
    """The addresses that IT has set."""
    settings = current_settings()
    return NetworkAddresses(settings.network_url, settings.network_community_url)


def _find_next_act_of_person(person_id: int, attempt: MissionAttempt, link: str | None) -> NextAct | None:
    completed: set[str] = set()
    if attempt.kind.required_missions(attempt.settings):
        paths = list_person_paths(person_id)
        completed = {each.slug for path in paths for each in path.missions if each.completed_at is not None}
    return find_next_act(attempt.kind, attempt.settings, find_network_addresses(), link=link, completed=completed)

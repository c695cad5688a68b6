"""The due steps of contests, in the order of a life: a clock that comes late takes them one after the other."""

from __future__ import annotations

from collections.abc import Callable

from app.kernel import clock
from app.kernel.due_steps import DueStep
from missions.contests.life.queries import list_contest_ids_to_shift, list_due_contest_ids
from missions.contests.life.service.amend import shift_contest_if_due
from missions.contests.life.service.announce import announce_contest_if_due
from missions.contests.life.service.calendar import close_contest_if_due, open_contest_if_due
from missions.contests.life.service.finalise import finalise_contest_if_due
from missions.contests.states import ContestState


def _build_step(name: str, state: ContestState, take_step: Callable[[int], object]) -> DueStep:
    return DueStep(name, lambda: list_due_contest_ids(state, clock.now()), take_step)


LIFE_STEPS = (
    DueStep("contests.shift", lambda: list_contest_ids_to_shift(clock.now()), shift_contest_if_due),
    _build_step("contests.open", ContestState.PUBLISHED, open_contest_if_due),
    _build_step("contests.close", ContestState.OPEN, close_contest_if_due),
    _build_step("contests.announce", ContestState.CLOSED, announce_contest_if_due),
    _build_step("contests.finalise", ContestState.PROVISIONAL, finalise_contest_if_due),
)

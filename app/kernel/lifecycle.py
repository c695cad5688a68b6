"""The states of a thing, and the named steps that lead from one to another; any other step is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class IllegalStep(Exception):
    """The step does not lead on from this state; the message names the step, the state, and where the step begins."""


@dataclass(frozen=True)
class LifecycleStep:
    """A step from any of the states `before` to the state `after`."""

    before: frozenset[str]
    after: str


@dataclass(frozen=True)
class Lifecycle:
    """The steps of one sort of thing, by name."""

    name: str
    steps: Mapping[str, LifecycleStep]

    def state_after_step(self, step_name: str, state: str) -> str:
        """The state after the step; IllegalStep when it does not begin in `state`, KeyError for an unknown step."""
        step = self.steps[step_name]
        if state not in step.before:
            begins = " or ".join(sorted(step.before))
            raise IllegalStep(f"{self.name}: {step_name} begins in {begins}, not in {state}.")
        return step.after

    def state_after_repeatable_step(self, step_name: str, state: str) -> str:
        """As `state_after_step`, and a step that was taken already changes nothing."""
        return state if state == self.steps[step_name].after else self.state_after_step(step_name, state)

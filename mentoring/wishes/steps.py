"""The four steps of the form of wishes, and which fields each one asks for."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.messages import ErrorMessage
from app.people.form_drafts.steps import FormSteps
from mentoring.wishes.form import WishFieldRemark


class WishStep(StrEnum):
    """A step, in the order of the form."""

    SUBJECTS = "subjects"
    HOURS = "hours"
    PLACE = "place"
    HOPES = "hopes"


STEPS = FormSteps(
    {
        WishStep.SUBJECTS: ("side", "skills", "skill", "level", "wanted", "suggestion"),
        WishStep.HOURS: ("slots", "away", "away_from", "away_until"),
        WishStep.PLACE: ("languages", "place", "capacity"),
        WishStep.HOPES: ("hopes", "interests", "avoids"),
    },
    uncompared=frozenset({"side"}),
)
"""The names of posted fields and of remarks; whichever side is chosen, two windows may show the same answers."""
Remarks = Mapping[str, WishFieldRemark | ErrorMessage]


def get_step(name: str) -> WishStep:
    """The step of that name; NoSuchStep when there is none."""
    return WishStep(STEPS.check_step(name))


def list_remarks_of_step(remarks: Remarks, step: WishStep) -> dict[str, WishFieldRemark | ErrorMessage]:
    """The remarks on the fields of one step."""
    return {name: remark for name, remark in remarks.items() if STEPS.is_field_of_step(name, step)}

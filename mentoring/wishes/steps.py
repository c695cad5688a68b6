"""The four steps of the form of wishes: which fields each one asks for, and what changes when it is saved."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from app.kernel.errors import NotFound
from app.kernel.messages import ErrorMessage
from mentoring.wishes.form import WishFieldRemark, WishForm, encode_form


class WishStep(StrEnum):
    """A step, in the order of the form."""

    SUBJECTS = "subjects"
    HOURS = "hours"
    PLACE = "place"
    HOPES = "hopes"


FIELDS_BY_STEP: Mapping[WishStep, tuple[str, ...]] = {
    WishStep.SUBJECTS: ("side", "levels", "wanted", "suggestion"),
    WishStep.HOURS: ("slots", "away"),
    WishStep.PLACE: ("languages", "place", "capacity"),
    WishStep.HOPES: ("hopes", "interests", "avoids"),
}
"""The fields of `WishForm` that each step shows; the steps together show every field."""
Remarks = Mapping[str, WishFieldRemark | ErrorMessage]


class NoSuchStep(NotFound):
    """The form has no step of that name."""


def get_step(name: str) -> WishStep:
    """The step of that name; NoSuchStep when there is none."""
    if name not in list(WishStep):
        raise NoSuchStep(f"The form has no step called {name}.")
    return WishStep(name)


def number_of_step(step: WishStep) -> int:
    """The place of a step, from 1."""
    return list(WishStep).index(step) + 1


def neighbour_of_step(step: WishStep, by: int) -> WishStep:
    """The step before (-1) or after (1) this one; the first and the last are their own neighbours."""
    last = len(WishStep) - 1
    return list(WishStep)[min(max(number_of_step(step) - 1 + by, 0), last)]


def replace_answers_of_step(form: WishForm, posted: WishForm, step: WishStep) -> WishForm:
    """`form` with the answers that were posted at one step."""
    return replace(form, **{name: getattr(posted, name) for name in FIELDS_BY_STEP[step]})


def step_of_remark(name: str) -> WishStep:
    """The step that shows the field of a remark."""
    steps = (step for step, fields in FIELDS_BY_STEP.items() if name in fields)
    return next(steps, WishStep.SUBJECTS)


def list_remarks_of_step(remarks: Remarks, step: WishStep) -> dict[str, WishFieldRemark | ErrorMessage]:
    """The remarks on the fields of one step."""
    return {name: remark for name, remark in remarks.items() if step_of_remark(name) is step}


def hash_answers_of_step(form: WishForm, step: WishStep) -> str:
    """A hash of the answers of one step, whichever side is chosen; equal answers have equal hashes."""
    shown = encode_form(replace(replace_answers_of_step(WishForm(side=""), form, step), side=""))
    return hashlib.blake2b(json.dumps(shown, sort_keys=True).encode(), digest_size=12).hexdigest()

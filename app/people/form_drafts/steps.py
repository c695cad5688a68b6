"""The steps of a long form: which fields each one asks for, and what changes when it is saved."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.kernel.errors import NotFound

WHOLE = "whole"
"""The name of the page that shows every step at once."""

Answers = Mapping[str, object]
"""The answers of a form by field, as JSON: what a schema reads, or the values as posted."""


class NoSuchStep(NotFound):
    """The form has no step of that name."""


@dataclass(frozen=True)
class FormSteps:
    """The steps of a form in their order, each with the first parts of the names of its fields ("title" for "title.fr").

    The last step may have no fields: it shows what was answered. Fields of `uncompared` are no reason to say that two
    windows differ.
    """

    fields_by_step: Mapping[str, tuple[str, ...]]
    uncompared: frozenset[str] = frozenset()

    def check_step(self, name: str) -> str:
        """`name` if it is a step; NoSuchStep otherwise."""
        if name not in self.fields_by_step:
            raise NoSuchStep(f"The form has no step called {name}.")
        return name

    def number_of_step(self, step: str) -> int:
        """The place of a step, from 1."""
        return list(self.fields_by_step).index(step) + 1

    def neighbour_of_step(self, step: str, by: int) -> str:
        """The step before (-1) or after (1) this one; the first and the last are their own neighbours, as is the whole form."""
        if step == WHOLE:
            return WHOLE
        names = list(self.fields_by_step)
        return names[min(max(self.number_of_step(step) - 1 + by, 0), len(names) - 1)]

    def step_of_field(self, name: str) -> str:
        """The step that asks for a field, or for a part of it; the first one for a name that no step has."""
        first_part = _first_part(name)
        steps = (step for step, fields in self.fields_by_step.items() if first_part in fields)
        return next(steps, next(iter(self.fields_by_step)))

    def is_field_of_step(self, name: str, step: str) -> bool:
        """Whether a step asks for this field, or for a part of it."""
        return step == WHOLE or self.step_of_field(name) == step

    def replace_answers(self, answers: Answers, posted: Answers, step: str) -> dict[str, object]:
        """`answers` with what was posted at one step; a field that was not posted there is empty now."""
        others = {name: value for name, value in answers.items() if not self.is_field_of_step(name, step)}
        return others | {name: value for name, value in posted.items() if self.is_field_of_step(name, step)}

    def hash_answers(self, answers: Answers, step: str) -> str:
        """A hash of the answers of one step; equal answers have equal hashes."""
        compared = {name: value for name, value in answers.items() if name not in self.uncompared}
        return hash_answers({name: value for name, value in compared.items() if self.is_field_of_step(name, step)})


def hash_answers(answers: Answers) -> str:
    """A hash of answers; equal answers have equal hashes."""
    text = json.dumps(answers, sort_keys=True, default=str)
    return hashlib.blake2b(text.encode(errors="surrogatepass"), digest_size=12).hexdigest()


def _first_part(name: str) -> str:
    return re.split(r"[./]", name.removeprefix("/"), maxsplit=1)[0]

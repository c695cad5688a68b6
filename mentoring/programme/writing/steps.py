"""The steps in which a round is written, and what is being written."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.people.form_drafts.answers import BASE
from app.people.form_drafts.steps import Answers, FormSteps
from mentoring.programme.form import WEIGHTS
from mentoring.rounds.draft import draft_from_round, hash_draft
from mentoring.rounds.models import Round

DRAFT_PREFIX = "mentoring.round/"
"""What the name of kept answers starts with; the slug of the round follows, or NEW."""
NEW = "new:"


class RoundStep(StrEnum):
    """A step, in the order of the form."""

    TEXT = "text"
    CALENDAR = "calendar"
    PEOPLE = "people"
    LIMITS = "limits"
    CHECK = "check"


STEPS = FormSteps(
    {
        RoundStep.TEXT: ("title_fr", "title_en", "why_fr", "why_en", "sponsor"),
        RoundStep.CALENDAR: ("volunteering_ends_on", "starts_on", "ends_on", "sessions", "rolling"),
        RoundStep.PEOPLE: ("regions", "sites", "units"),
        RoundStep.LIMITS: ("line_depth", "gap", "session_minutes", "other_unit", "floor", "weights", *WEIGHTS),
        RoundStep.CHECK: (BASE,),
    },
    uncompared=frozenset({BASE}),
)


@dataclass(frozen=True, kw_only=True)
class WrittenRound:
    """What is being written: a new round, or a draft that HR changes. `written` are the answers before the first of the author."""

    round: Round | None
    written: Answers

    @property
    def draft_name(self) -> str:
        """The name under which the answers are kept."""
        return DRAFT_PREFIX + (NEW if self.round is None else self.round.slug)

    @property
    def base(self) -> str:
        """What tells whether another person saved the round meanwhile."""
        return "" if self.round is None else hash_draft(draft_from_round(self.round))

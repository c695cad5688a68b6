"""The steps in which a mission is written, and the answers of an author on the way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from app.people.form_drafts.answers import BASE
from app.people.form_drafts.steps import Answers, FormSteps, hash_answers
from missions.kind import MissionKind
from missions.models import Mission

DRAFT_PREFIX = "missions.mission/"
"""What the name of kept answers starts with; the slug of the mission follows, or the kind of a new one."""
NEW = "new:"
FIRST_ANSWERS: Answers = {"minutes": 5, "points": 10}


class MissionStep(StrEnum):
    """A step, in the order of the form."""

    TEXT = "text"
    ACTION = "action"
    TIME = "time"
    PEOPLE = "people"
    CHECK = "check"


STEPS = FormSteps(
    {
        MissionStep.TEXT: ("title", "why", "who_sees", "slug"),
        MissionStep.ACTION: ("settings", "kind"),
        MissionStep.TIME: ("minutes", "points", "period", "times"),
        MissionStep.PEOPLE: ("standalone", "audience", "starts_at", "ends_at", "link", "rehearsal"),
        MissionStep.CHECK: (BASE,),
    },
    uncompared=frozenset({BASE}),
)


@dataclass(frozen=True, kw_only=True)
class WrittenMission:
    """What is being written: a new mission, or the next version of one whose newest version reads `written`."""

    kind: MissionKind
    mission: Mission | None
    written: Answers

    @property
    def draft_name(self) -> str:
        """The name under which an author's answers are kept."""
        return DRAFT_PREFIX + (self.mission.slug if self.mission else NEW + self.kind.name)

    @property
    def base(self) -> str:
        """What tells whether another person saved a version meanwhile."""
        return hash_answers(self.written) if self.mission else ""

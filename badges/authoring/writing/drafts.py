"""The badge that is being written, and the answers of its author on the way."""

from __future__ import annotations

from dataclasses import dataclass

from app.people.form_drafts.answers import BASE
from app.people.form_drafts.steps import WHOLE, Answers, FormSteps, hash_answers
from badges.authoring.fields import BadgeSchema
from badges.criterion import BadgeCriterion
from badges.models import Badge

DRAFT_PREFIX = "badges.badge/"
"""What the name of kept answers starts with; the slug of the badge follows, or the criterion of a new one."""
NEW = "new:"

STEPS = FormSteps({WHOLE: (*BadgeSchema().fields, BASE)}, uncompared=frozenset({BASE}))
"""One page: a badge is short."""


@dataclass(frozen=True, kw_only=True)
class WrittenBadge:
    """What is being written: a new badge, or the next version of one whose newest version reads `written`."""

    criterion: BadgeCriterion
    badge: Badge | None
    written: Answers

    @property
    def draft_name(self) -> str:
        """The name under which an author's answers are kept."""
        return DRAFT_PREFIX + (self.badge.slug if self.badge else NEW + self.criterion.name)

    @property
    def base(self) -> str:
        """What tells whether another person saved a version meanwhile."""
        return hash_answers(self.written) if self.badge else ""

"""The due step of badges: whoever earned one before it was published, or while it was paused, gets it."""

from __future__ import annotations

from app.kernel.due_steps import DueStep
from badges.judging.queries import list_badge_ids_with_past_to_judge
from badges.service.award import award_badge_for_past

PAST_STEP = DueStep("badges.past", list_badge_ids_with_past_to_judge, award_badge_for_past)

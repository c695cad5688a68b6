"""The due step of completed paths: a path that changed is judged for everybody."""

from __future__ import annotations

from app.kernel.due_steps import DueStep
from missions.path_completion.queries import list_path_ids_with_past_to_judge
from missions.path_completion.service import settle_path_for_past

PAST_STEP = DueStep("missions.paths", list_path_ids_with_past_to_judge, settle_path_for_past)

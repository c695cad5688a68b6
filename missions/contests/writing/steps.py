"""The six steps in which a contest is written, and the fields of each."""

from __future__ import annotations

from enum import StrEnum

from app.people.form_drafts.steps import FormSteps


class ContestStep(StrEnum):
    """A step, in the order of the form."""

    OBJECTIVE = "objective"
    PARTICIPANTS = "participants"
    RULE = "rule"
    PRIZES = "prizes"
    CALENDAR = "calendar"
    CHECK = "check"


PAGES = "_pages"
"""Where the answers keep which opened page saved each step last; no field has that name."""

SCORING_ROW = ("source", "amount", "cap", "period")
PRIZE_ROW = (
    "prize_title_fr",
    "prize_title_en",
    "prize_receiver",
    "prize_stock",
    "prize_value",
    "prize_class",
    "prize_gift",
)
"""The fields of a row; the number of the row follows after a dot."""

STEPS = FormSteps(
    {
        ContestStep.OBJECTIVE: ("title_fr", "title_en", "objective_fr", "objective_en", "organiser", "sponsor"),
        ContestStep.PARTICIPANTS: (
            "audience",
            "regions",
            "sites",
            "units",
            "roles",
            "languages",
            "arrived_from",
            "arrived_until",
            "excluded",
        ),
        ContestStep.RULE: (*SCORING_ROW, "communities", "group_sort", "goal", "score_cap"),
        ContestStep.PRIZES: (
            "mode",
            "max_tickets",
            "shared_by",
            "apportionment",
            "beacon_round",
            "jury",
            *PRIZE_ROW,
            "budget",
            "alternates",
        ),
        ContestStep.CALENDAR: (
            "zone",
            "opens_on",
            "opens_time",
            "closes_on",
            "closes_time",
            "grace_hours",
            "objection_days",
            "claim_days",
        ),
        ContestStep.CHECK: (PAGES,),
    },
    uncompared=frozenset({PAGES}),
)

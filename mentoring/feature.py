"""What mentoring plugs in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.feature import Feature, Schedule
from mentoring.pairs.models import Pair
from mentoring.proposals.jobs import calculate_round, hold_beats, sweep
from mentoring.proposals.models import Proposal
from mentoring.proposals.notice import CONTINUED, PROPOSED
from mentoring.proposals.pages import matching
from mentoring.proposals.pages import pages as proposals
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer

TABLES = (Round, Volunteer, Proposal, Pair)
"""What a model describes is known once somebody has imported it."""

feature = Feature(
    name="mentoring",
    blueprints=(proposals, matching),
    jobs=(calculate_round, hold_beats, sweep),
    schedules=(
        Schedule("mentoring.sweep", timedelta(seconds=15)),
        Schedule("mentoring.beat", timedelta(minutes=1)),
    ),
    notices=(PROPOSED, CONTINUED),
)

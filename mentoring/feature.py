"""What mentoring plugs in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.feature import Entry, Feature, Schedule
from mentoring.home.pages import pages as home
from mentoring.pairs.models import Pair
from mentoring.preparation.pages import pages as preparation
from mentoring.programme.pages import pages as follow_up
from mentoring.proposals.jobs import calculate_round, hold_beats, sweep
from mentoring.proposals.models import Proposal
from mentoring.proposals.notice import CONTINUED, PROPOSED
from mentoring.proposals.pages import matching
from mentoring.proposals.pages import pages as proposals
from mentoring.rounds.models import Round
from mentoring.rounds.pages import pages as programmes
from mentoring.skills.pages import pages as skills
from mentoring.volunteers.models import Volunteer
from mentoring.volunteers.pages import pages as wishes

TABLES = (Round, Volunteer, Proposal, Pair)
"""What a model describes is known once somebody has imported it."""

feature = Feature(
    name="mentoring",
    blueprints=(home, wishes, preparation, programmes, follow_up, skills, proposals, matching),
    jobs=(calculate_round, hold_beats, sweep),
    schedules=(
        Schedule("mentoring.sweep", timedelta(seconds=15)),
        Schedule("mentoring.beat", timedelta(minutes=1)),
    ),
    notices=(PROPOSED, CONTINUED),
    navigation=(
        Entry("Mentorat", "mentoring.home", "heart-handshake", "mentoring.see", place=30),
        Entry("Mentorat", "programmes.every", "heart-handshake", "mentoring.write", place=40, space="hr"),
    ),
)

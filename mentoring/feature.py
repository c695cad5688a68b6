"""What mentoring plugs in."""

from __future__ import annotations

from app.kernel.feature import Entry, Feature
from mentoring.home.pages import pages as home
from mentoring.pairs.models import Pair
from mentoring.preparation.pages import pages as preparation
from mentoring.programme.pages import pages as follow_up
from mentoring.proposals.models import Proposal
from mentoring.rounds.models import Round
from mentoring.rounds.pages import pages as programmes
from mentoring.skills.pages import pages as skills
from mentoring.volunteers.models import Volunteer
from mentoring.volunteers.pages import pages as wishes

TABLES = (Round, Volunteer, Proposal, Pair)
"""What a model describes is known once somebody has imported it."""

feature = Feature(
    name="mentoring",
    blueprints=(home, wishes, preparation, programmes, follow_up, skills),
    navigation=(
        Entry("Mentorat", "mentoring.home", "heart-handshake", "mentoring.see", place=30),
        Entry("Mentorat", "programmes.every", "heart-handshake", "mentoring.write", place=40, space="hr"),
    ),
)

"""What mentoring plugs in."""

from __future__ import annotations

from app.kernel.feature import Feature
from mentoring.pairs.models import Pair
from mentoring.proposals.models import Proposal
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer

TABLES = (Round, Volunteer, Proposal, Pair)
"""What a model describes is known once somebody has imported it."""

feature = Feature(name="mentoring")

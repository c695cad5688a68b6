"""What mentoring plugs in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.feature import Feature, Schedule
from app.web.cards import HomeCard
from mentoring.pairs.calendars.pages import pages as calendars
from mentoring.pairs.jobs import end_pairs, forget_notes, tell_pairs
from mentoring.pairs.models import Pair
from mentoring.pairs.notes.pages import pages as notes
from mentoring.pairs.notices import KINDS as PAIR_NOTICES
from mentoring.pairs.pages import pages as pairs
from mentoring.pairs.queries.page import card_for
from mentoring.pairs.readers import reader as pairs_reader
from mentoring.pairs.sessions.pages import pages as sessions
from mentoring.proposals.models import Proposal
from mentoring.rounds.models import Round
from mentoring.volunteers.models import Volunteer

TABLES = (Round, Volunteer, Proposal, Pair)
"""What a model describes is known once somebody has imported it."""

feature = Feature(
    name="mentoring",
    blueprints=(pairs, sessions, notes, calendars),
    readers=(pairs_reader,),
    notices=PAIR_NOTICES,
    cards=(HomeCard("mentoring/pair_card.html", card_for),),
    jobs=(end_pairs, tell_pairs, forget_notes),
    schedules=(
        Schedule("pairs.end", timedelta(minutes=1)),
        Schedule("pairs.remind", timedelta(minutes=10)),
        Schedule("pairs.forget", timedelta(hours=6)),
    ),
)

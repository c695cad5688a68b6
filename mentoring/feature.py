"""What mentoring plugs in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import NavigationEntry, Schedule
from app.web.manifest import HomeCardFeature
from mentoring.cards import CARDS
from mentoring.home.pages import pages as home
from mentoring.merging.service import settle_mentoring
from mentoring.merging.statements import MERGED_ROWS
from mentoring.pairs.calendars.pages import pages as calendars
from mentoring.pairs.jobs import ENDING_STEPS, complete_pairs_then_delete_or_reseal_notes, send_reminders_and_questions
from mentoring.pairs.levels.pages import pages as levels
from mentoring.pairs.notes.pages import pages as notes
from mentoring.pairs.notices import KINDS as PAIR_NOTICES
from mentoring.pairs.pages import pages as pairs
from mentoring.pairs.readers import reader as pairs_reader
from mentoring.pairs.sessions.pages import pages as sessions
from mentoring.personal_file import PERSONAL_FILE
from mentoring.preparation.pages import pages as preparation
from mentoring.programme.follow_up.pages import pages as follow_up
from mentoring.programme.pages import pages as programmes
from mentoring.programme.writing.pages import pages as round_writing
from mentoring.proposals.jobs import DAILY_STEPS, NEWCOMER_STEP, enqueue_due_calculations, run_calculation
from mentoring.proposals.notices import CONTINUED, PROPOSED
from mentoring.proposals.pages import matching
from mentoring.proposals.pages import pages as proposals
from mentoring.rounds.service import move_merged_group_in_round_audiences
from mentoring.skills.pages import pages as skills
from mentoring.spaces import PARTS
from mentoring.wishes.pages import pages as wishes

feature = HomeCardFeature(
    name="mentoring",
    personal_file=PERSONAL_FILE,
    blueprints=(
        *(home, wishes, preparation, programmes, round_writing, follow_up, skills),
        *(proposals, matching),
        *(pairs, sessions, notes, levels, calendars),
    ),
    readers=(pairs_reader,),
    on_group_merge=(move_merged_group_in_round_audiences,),
    on_person_merge=(settle_mentoring,),
    merged_rows=MERGED_ROWS,
    emits=frozenset({"pairing.started", "pairing.ended", "mentoring.session_held", "mentoring.completed"}),
    jobs=(
        run_calculation,
        enqueue_due_calculations,
        send_reminders_and_questions,
        complete_pairs_then_delete_or_reseal_notes,
    ),
    schedules=(
        Schedule("mentoring.sweep", timedelta(seconds=15), runs_in_clock=True),
        Schedule("pairs.remind", timedelta(minutes=10)),
        Schedule("pairs.forget", timedelta(hours=6)),
    ),
    due_steps=(NEWCOMER_STEP, *DAILY_STEPS, *ENDING_STEPS),
    notices=(PROPOSED, CONTINUED, *PAIR_NOTICES),
    cards=CARDS,
    space_parts=PARTS,
    navigation=(
        NavigationEntry("Mentorat", "mentoring.index", "heart-handshake", "mentoring.see", place=30),
        NavigationEntry("Mentorat", "programmes.index", "heart-handshake", "mentoring.write", place=40, space="hr"),
    ),
)

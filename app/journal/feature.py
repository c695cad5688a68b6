"""What the journal plugs in: the sweep, every few seconds."""

from __future__ import annotations

from datetime import timedelta

from app.journal.commands import journal_commands
from app.journal.jobs import drain_readers, enqueue_drain_of_waiting_facts
from app.journal.queries import LATEST_EVENTS
from app.journal.reference import FACTS_PAGE
from app.kernel.manifest import Feature, Schedule

feature = Feature(
    name="journal",
    commands=(journal_commands,),
    reference=(FACTS_PAGE,),
    jobs=(drain_readers, enqueue_drain_of_waiting_facts),
    company_figures=(LATEST_EVENTS,),
    schedules=(Schedule("journal.sweep", timedelta(seconds=5), runs_in_clock=True),),
)

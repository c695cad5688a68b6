"""What the ambassador programme plugs in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import NavigationEntry, Schedule
from app.web.manifest import HomeCardFeature
from badges.ambassadors.agreements.pages import pages as agreements
from badges.ambassadors.candidacies.pages import pages as candidacies
from badges.ambassadors.desk.pages import pages as desk
from badges.ambassadors.hours.pages import pages as hours
from badges.ambassadors.jobs import AMBASSADOR_STEPS
from badges.ambassadors.late_questions.jobs import announce_late_questions
from badges.ambassadors.merging.service import settle_candidacies
from badges.ambassadors.merging.statements import MERGED_ROWS
from badges.ambassadors.nominating.pages import pages as nominating
from badges.ambassadors.notices import AMBASSADOR_NOTICES
from badges.ambassadors.personal_file import PERSONAL_FILE
from badges.ambassadors.programme.pages import pages as programme
from badges.ambassadors.publicity.pages import pages as publicity
from badges.ambassadors.questions.pages import pages as questions
from badges.ambassadors.readers import reader
from badges.ambassadors.removals.pages import pages as removals
from badges.ambassadors.responsibilities.pages import pages as responsibilities
from badges.ambassadors.service.forget import forget_person
from badges.ambassadors.signals.pages import pages as signals
from badges.ambassadors.signals.service import wait_for_count
from badges.ambassadors.spaces import PARTS
from badges.ambassadors.texts.pages import pages as texts

feature = HomeCardFeature(
    on_person_merge=(settle_candidacies,),
    merged_rows=MERGED_ROWS,
    name="ambassadors",
    personal_file=PERSONAL_FILE,
    blueprints=(
        candidacies,
        nominating,
        agreements,
        desk,
        programme,
        publicity,
        removals,
        signals,
        responsibilities,
        questions,
        hours,
        texts,
    ),
    readers=(reader,),
    on_joining=(forget_person, wait_for_count),
    notices=AMBASSADOR_NOTICES,
    due_steps=AMBASSADOR_STEPS,
    jobs=(announce_late_questions,),
    schedules=(Schedule("ambassadors.late-questions", timedelta(hours=1)),),
    emits=frozenset({"ambassador.named", "ambassador.ended"}),
    space_parts=PARTS,
    navigation=(
        NavigationEntry("Ambassadeurs", "ambassadors.index", "users", "ambassadors.see", place=65, switch="badges"),
        NavigationEntry("Ambassadeurs", "ambassador_desk.index", "users", "ambassadors.write", place=14, space="hr"),
    ),
)

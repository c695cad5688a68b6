"""What missions plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import NavigationEntry, Schedule
from app.kernel.texts import N_
from app.notices.digest import DigestSource
from app.web.manifest import HomeCardFeature
from missions.acting.pages import pages as acting
from missions.authoring.exchange.programme import SECTIONS
from missions.authoring.pages import pages as authoring
from missions.authoring.paths.pages import pages as paths
from missions.authoring.people.queries import MISSION_PEOPLE
from missions.authoring.writing.pages import pages as writing
from missions.commands import mission_commands
from missions.dependents.queries import list_titles_of_missions_needing, list_titles_of_paths_holding
from missions.draft_advice.pages import pages as draft_advice
from missions.home.pages import pages
from missions.home.queries import list_news_of_opened_missions
from missions.jobs import enrol_newly_reached_people
from missions.kind import mission_kinds
from missions.meetings.jobs import delete_expired_meeting_codes
from missions.merging.service import settle_missions
from missions.merging.statements import MERGED_ROWS
from missions.path_completion.jobs import PAST_STEP
from missions.path_completion.notice import PATH_COMPLETED
from missions.personal_file import PERSONAL_FILE
from missions.presence.pages import pages as presence
from missions.progress.pages import pages as progress
from missions.queries import (
    list_mission_titles_by_slug,
    list_path_titles_by_slug,
    list_titles_of_missions_to_choose,
    list_titles_of_paths_to_choose,
)
from missions.readers import reader
from missions.reference import KINDS_PAGE
from missions.reviews.jobs import withdraw_and_erase_evidence
from missions.reviews.notice import ACCEPTED, MORE_ASKED
from missions.reviews.pages import pages as reviews
from missions.service.enrol import enrol_person_and_measure
from missions.service.write import move_merged_group_in_audiences
from missions.spaces import PARTS
from missions.why.pages import pages as why

feature = HomeCardFeature(
    name="missions",
    personal_file=PERSONAL_FILE,
    blueprints=(pages, acting, authoring, writing, paths, presence, draft_advice, progress, reviews, why),
    commands=(mission_commands,),
    file_sections=SECTIONS,
    reference=(KINDS_PAGE,),
    readers=(reader,),
    emits=frozenset(
        {"mission.ended", "path.completed", "path.reopened"}
        | {kind.emits for kind in mission_kinds().values() if kind.emits}
    ),
    on_joining=(enrol_person_and_measure,),
    on_group_merge=(move_merged_group_in_audiences,),
    on_person_merge=(settle_missions,),
    merged_rows=MERGED_ROWS,
    notices=(ACCEPTED, MORE_ASKED, PATH_COMPLETED),
    object_titles={"mission": list_mission_titles_by_slug, "path": list_path_titles_by_slug},
    object_choices={"mission": list_titles_of_missions_to_choose, "path": list_titles_of_paths_to_choose},
    rule_titles={N_("Parcours"): list_titles_of_paths_holding, N_("Missions"): list_titles_of_missions_needing},
    digests=(DigestSource("missions", list_news_of_opened_missions),),
    due_steps=(PAST_STEP,),
    jobs=(enrol_newly_reached_people, delete_expired_meeting_codes, withdraw_and_erase_evidence),
    schedules=(
        Schedule("missions.open", timedelta(minutes=5)),
        Schedule("meetings.forget", timedelta(hours=1)),
        Schedule("reviews.forget", timedelta(hours=1)),
    ),
    company_figures=(MISSION_PEOPLE,),
    space_parts=PARTS,
    navigation=(
        NavigationEntry("Accueil", "missions.show_home", "home", "home.see", place=10),
        NavigationEntry("Missions", "missions.show_all_paths", "route", "missions.see", place=20),
        NavigationEntry("Relectures", "reviews.index", "eye", "evidence.review", place=30, space="animation"),
        NavigationEntry("Missions", "authoring.index", "check", "missions.write", place=10, space="hr"),
        NavigationEntry("Parcours", "authoring_paths.index", "route", "missions.write", place=11, space="hr"),
    ),
)

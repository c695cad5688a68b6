"""What badges plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import NavigationEntry, Schedule
from app.kernel.texts import N_
from app.notices.digest import DigestSource
from app.web.manifest import HomeCardFeature
from badges.authoring.exchange.programme import SECTIONS
from badges.authoring.hands.pages import pages as hands
from badges.authoring.pages import pages as authoring
from badges.authoring.writing.pages import pages as writing
from badges.giving.pages import pages as giving
from badges.grouping.pages import pages as grouping
from badges.history.pages import pages as history
from badges.jobs import DUE_STEPS, count_holders_of_badges
from badges.merging.service import settle_awards
from badges.merging.statements import MERGED_ROWS
from badges.naming.pages import pages as naming
from badges.naming.readers import reader as leavers_reader
from badges.naming.service import forget_namings_of_person
from badges.notice import NOTICE_KINDS
from badges.own_award.pages import pages as own_award
from badges.pages import pages
from badges.personal_file import PERSONAL_FILE
from badges.queries import (
    list_badge_names_by_slug,
    list_badge_names_to_choose,
    list_badge_news,
    list_names_of_badges_counting,
)
from badges.readers import reader
from badges.reference import CRITERIA_PAGE
from badges.serving.pages import pages as serving
from badges.serving.service import forget_teams_of_person
from badges.spaces import PARTS
from badges.why.pages import pages as why

feature = HomeCardFeature(
    name="badges",
    personal_file=PERSONAL_FILE,
    blueprints=(pages, giving, naming, authoring, writing, hands, why, grouping, history, serving, own_award),
    readers=(reader, leavers_reader),
    on_joining=(forget_namings_of_person, forget_teams_of_person),
    on_person_merge=(settle_awards,),
    merged_rows=MERGED_ROWS,
    notices=NOTICE_KINDS,
    due_steps=DUE_STEPS,
    jobs=(count_holders_of_badges,),
    schedules=(Schedule("badges.count", timedelta(minutes=10)),),
    emits=frozenset({"badge.awarded", "badge.revoked", "badge.expired"}),
    reference=(CRITERIA_PAGE,),
    file_sections=SECTIONS,
    space_parts=PARTS,
    navigation=(
        NavigationEntry("Badges", "badges.index", "award", "badges.see", place=60, switch="badges"),
        NavigationEntry("Badges", "badge_authoring.index", "award", "badges.write", place=12, space="hr"),
    ),
    rule_titles={N_("Badges"): list_names_of_badges_counting},
    digests=(DigestSource("badges", list_badge_news),),
    object_choices={"badge": list_badge_names_to_choose},
    object_titles={"badge": list_badge_names_by_slug},
)

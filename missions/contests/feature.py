"""What contests plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import NavigationEntry, Schedule
from app.notices.digest import DigestSource
from app.web.manifest import HomeCard, HomeCardFeature
from missions.contests.amending.pages import pages as amending
from missions.contests.claiming.pages import pages as claiming
from missions.contests.desk.pages import pages as desk
from missions.contests.ideas.pages import pages as ideas
from missions.contests.joining.readers import reader as leavers_reader
from missions.contests.jury.pages import pages as jury
from missions.contests.life.jobs import LIFE_STEPS
from missions.contests.merging.service import settle_contests
from missions.contests.merging.statements import MERGED_ROWS
from missions.contests.naming.service import forget_namings_of_person
from missions.contests.notices import CONTEST_NOTICES
from missions.contests.payroll.jobs import forget_hand_overs_and_exports
from missions.contests.payroll.pages import pages as payroll
from missions.contests.personal_file import PERSONAL_FILE
from missions.contests.playing.pages import pages
from missions.contests.prizes.jobs import EXPIRY_STEP
from missions.contests.queries import list_contest_titles_by_slug, list_contest_titles_to_choose
from missions.contests.reading.routes import api
from missions.contests.receipts.pages import pages as receipts
from missions.contests.regulation.pages import pages as rules
from missions.contests.results.pages import pages as results
from missions.contests.spaces import PARTS
from missions.contests.standings.jobs import publish_figures_of_contests
from missions.contests.standings.readers import reader as standings_reader
from missions.contests.telling.queries import find_home_lines, list_contest_news
from missions.contests.writing.pages import pages as writing

feature = HomeCardFeature(
    on_person_merge=(settle_contests,),
    merged_rows=MERGED_ROWS,
    name="contests",
    personal_file=PERSONAL_FILE,
    blueprints=(pages, writing, desk, amending, claiming, ideas, jury, payroll, receipts, results, rules),
    apis=(api,),
    readers=(standings_reader, leavers_reader),
    on_joining=(forget_namings_of_person,),
    jobs=(publish_figures_of_contests, forget_hand_overs_and_exports),
    schedules=(
        Schedule("contests.publish-figures", timedelta(minutes=1)),
        Schedule("contests.forget", timedelta(days=1)),
    ),
    space_parts=PARTS,
    emits=frozenset(
        {
            "contest.published",
            "contest.opened",
            "contest.closed",
            "contest.announced",
            "contest.finalised",
            "contest.cancelled",
            "prize.won",
            "prize.handed_over",
        }
    ),
    due_steps=(*LIFE_STEPS, EXPIRY_STEP),
    notices=CONTEST_NOTICES,
    digests=(DigestSource("contests", list_contest_news),),
    cards=(HomeCard("contests/home_card.html", find_home_lines),),
    navigation=(
        NavigationEntry("Concours", "contests.index", "trophy", "contests.see", place=40),
        NavigationEntry("Concours", "contest_writing.index", "trophy", "contests.write", place=20, space="hr"),
        NavigationEntry("Lots remis", "payroll.show", "trophy", "contests.export", place=10, space="payroll"),
        NavigationEntry("Registre", "payroll.show_register", "book", "contests.export", place=20, space="payroll"),
    ),
    object_choices={"contest": list_contest_titles_to_choose},
    object_titles={"contest": list_contest_titles_by_slug},
)

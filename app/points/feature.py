"""What points plug in."""

from __future__ import annotations

from datetime import timedelta

from app.kernel.manifest import NavigationEntry, Schedule
from app.people.manifest import JoiningFeature
from app.points.jobs import credit_all_points_that_waited
from app.points.merging.service import join_balances
from app.points.merging.statements import MERGED_ROWS
from app.points.pages import pages
from app.points.personal_file import PERSONAL_FILE
from app.points.readers import reader
from app.points.routes import api
from app.points.rules.pages import pages as rules_pages
from app.points.rules.queries import GIVEN_BY_RULES
from app.points.service import move_points_of_merged_unit
from app.points.spaces import PARTS

feature = JoiningFeature(
    name="points",
    personal_file=PERSONAL_FILE,
    blueprints=(pages, rules_pages),
    apis=(api,),
    readers=(reader,),
    jobs=(credit_all_points_that_waited,),
    schedules=(Schedule("points.credit-waiting", timedelta(minutes=1)),),
    navigation=(NavigationEntry("Points", "points_rules.list_rules", "award", "points.write", place=30, space="hr"),),
    on_group_merge=(move_points_of_merged_unit,),
    on_person_merge=(join_balances,),
    merged_rows=MERGED_ROWS,
    company_figures=(GIVEN_BY_RULES,),
    space_parts=PARTS,
)

"""What is beyond a cap costs no judgement: the plan of the ledger judges events in order, and stops."""

from __future__ import annotations

import re

import psycopg

from app.cli.sql_catalogue import list_named_statements
from app.kernel.application import Application
from tests.growth.test_plans import plan_of


def test_points_judge_the_events_of_a_period_in_order_until_the_cap_is_reached(app: Application) -> None:
    with psycopg.connect(app.config["SETTINGS"].database_url, autocommit=True) as database:
        plan = plan_of(database, list_named_statements()["points.reconcile"])
    below_limits = re.findall(r"Limit [^\n]*\n((?:[^\n]*\n)*?)[^\n]*Subquery Scan on e", plan)
    assert [steps for steps in below_limits if "Sort" not in steps], "All of them are judged before they are sorted."

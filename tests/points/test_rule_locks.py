"""Rules never change under a reconciliation: each waits for the other, on two connections."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.points.rules import service as rules
from app.points.service import reconcile_ledger
from app.points.terms import RuleTerms
from tests.database_locks import another_waits_for_this_transaction
from tests.makers import make_people, tell
from tests.points.makers import ANSWERS, make_answer, publish_five_points_per_answer


def run_beside(application: Application, act: Callable[[], object]) -> None:
    """In a transaction of its own, on another connection."""
    with application.app_context(), transaction():
        act()


@pytest.fixture
def answer_ids(bare_app: Application) -> list[int]:
    """An answer that a rule credits with five points, of a person whom no reconciliation has seen; and a draft of that rule."""
    with bare_app.app_context():
        with transaction():
            publish_five_points_per_answer()
            rules.save_rule_draft(RuleTerms(events=(ANSWERS,), personal=8), slug="answers")
            (ada,) = make_people(1)
        return [
            fact_id for fact_id in tell(make_answer("a", ada, clock.now() - timedelta(hours=1))) if fact_id is not None
        ]


@pytest.mark.fault
def test_a_rule_changes_after_the_reconciliation_that_is_under_way(
    bare_app: Application, answer_ids: list[int]
) -> None:
    with ThreadPoolExecutor(1) as pool, bare_app.app_context():
        with transaction():
            reconcile_ledger(answer_ids)
            change = pool.submit(run_beside, bare_app, lambda: rules.publish_draft("answers"))
            assert another_waits_for_this_transaction()
        change.result()


@pytest.mark.fault
def test_a_reconciliation_waits_for_the_change_of_a_rule(bare_app: Application, answer_ids: list[int]) -> None:
    with ThreadPoolExecutor(1) as pool, bare_app.app_context():
        with transaction():
            rules.publish_draft("answers")
            reconciliation = pool.submit(run_beside, bare_app, lambda: reconcile_ledger(answer_ids))
            assert another_waits_for_this_transaction()
        reconciliation.result()

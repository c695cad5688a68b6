"""A change of a rule holds for what follows: nothing earned is taken away, and a used cap does not open again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from app.journal.counted_events import CountedEvent
from app.journal.rebuild import rewind_reader
from app.journal.registry import readers_by_name
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.points.models import LedgerEntry, Rule
from app.points.rules import service as rules
from app.points.rules.service import NoDraft, NotInForce, TermsRefused
from app.points.service import Amounts, Cap, create_and_publish_rule
from app.points.terms import RuleFault, RuleTerms
from tests.examples import examples
from tests.makers import LONG_AGO, MONDAY, catch_up, make_people, tell
from tests.points.makers import (
    ANSWERS,
    change_rule,
    list_line_amounts,
    make_answer,
    publish_five_points_per_answer,
    read_balance,
)

DAY = timedelta(days=1)


def ada_answers(days: Sequence[float]) -> int:
    """Somebody who answers on each of those days after the Monday."""
    with transaction():
        (ada,) = make_people(1)
    tell(*(make_answer(f"{ada}-{day}", ada, MONDAY + day * DAY) for day in days))
    catch_up()
    return ada


def test_a_change_takes_nothing_away_and_is_never_retroactive(app: Application) -> None:
    with transaction():
        publish_five_points_per_answer()
    change_rule("answers", MONDAY + 2 * DAY, personal=1)
    ada = ada_answers([0, 1, 3])
    assert [points for points, _ in list_line_amounts(ada)] == [5, 5, 1]
    with transaction():
        rewind_reader(readers_by_name()["points"])
    catch_up()
    assert len(list_line_amounts(ada)) == 3


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        (Cap(2, "week"), Cap(2, "week"), [0, 0.1, 7]),
        (Cap(2, "week"), Cap(3, "week"), [0, 0.1, 3, 7]),
        (Cap(2, "week"), Cap(1, "week"), [0, 0.1, 7]),
        (None, Cap(2, "week"), [0, 0.1, 0.2, 7]),
        (Cap(2, "week"), None, [0, 0.1, 3, 3.1, 7]),
    ],
)
def test_a_change_in_the_middle_of_a_week_goes_on_with_what_is_used(
    app: Application, before: Cap | None, after: Cap | None, wanted: list[float]
) -> None:
    with transaction():
        publish_five_points_per_answer(before)
    change_rule("answers", MONDAY + 2 * DAY, cap=after)
    ada = ada_answers([0, 0.1, 0.2, 3, 3.1, 7])
    assert sorted(at for _, at in list_line_amounts(ada)) == [MONDAY + day * DAY for day in wanted]


def count_in_order(days: Sequence[int], changes: Sequence[tuple[int, int]]) -> list[int]:
    """What counts, told one fact after the other: at each, the cap then in force against what the week has used."""
    used: dict[int, int] = {}
    counted = []
    for hour in sorted(days):
        cap = [times for since, times in changes if since <= hour][-1]
        week = hour // (24 * 7)
        if used.get(week, 0) < cap:
            used[week] = used.get(week, 0) + 1
            counted.append(hour)
    return counted


@pytest.mark.property
@settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hours=st.lists(st.integers(0, 24 * 20), min_size=1, max_size=16, unique=True),
    changes=st.lists(
        st.tuples(st.integers(1, 24 * 18), st.integers(1, 5)), max_size=4, unique_by=lambda change: change[0]
    ),
    chance=st.randoms(use_true_random=False),
)
def test_any_changes_and_any_order_count_what_counting_one_by_one_would(
    app: Application, hours: list[int], changes: list[tuple[int, int]], chance: object
) -> None:
    with transaction():
        (ada,) = make_people(1)
        slug = f"rule-{ada}"
        create_and_publish_rule(
            slug, "answer.created", amounts=Amounts(personal=1), cap=Cap(2, "week"), in_force_from=LONG_AGO
        )
    weekly = sorted(changes)
    midnight = MONDAY.replace(hour=0)
    for since, times in weekly:
        change_rule(slug, midnight + timedelta(hours=since - 1), personal=1, cap=Cap(times, "week"))
    facts = [make_answer(f"{ada}-{hour}", ada, midnight + timedelta(hours=hour - 1)) for hour in hours]
    chance.shuffle(facts)  # type: ignore[attr-defined]  # hypothesis' own Random
    for half in (facts[: len(facts) // 2], facts[len(facts) // 2 :]):
        tell(*half)
        catch_up(["points"])
    credited = sorted(int((at - midnight) / timedelta(hours=1)) + 1 for at in credited_moments(slug, ada))
    assert credited == count_in_order(hours, [(-(10**6), 2), *weekly])


def credited_moments(slug: str, person_id: int) -> list[datetime]:
    """When what counts under a rule happened."""
    standing = (
        select(LedgerEntry.earned_at)
        .join(Rule, Rule.id == LedgerEntry.rule_id)
        .where(Rule.slug == slug, LedgerEntry.person_id == person_id)
        .group_by(LedgerEntry.earned_at)
        .having(func.sum(LedgerEntry.points) > 0)
    )
    with transaction():
        return list(session().scalars(standing))


def test_what_a_network_told_ahead_of_our_clock_is_kept_by_the_version_that_credited_it(app: Application) -> None:
    with transaction():
        publish_five_points_per_answer()
    ada = ada_answers([1])
    change_rule("answers", MONDAY + DAY - timedelta(minutes=3), personal=1)
    tell(make_answer("later", ada, MONDAY + 2 * DAY))
    catch_up()
    with transaction():
        rewind_reader(readers_by_name()["points"])
    catch_up()
    assert [points for points, _ in list_line_amounts(ada)] == [5, 1]


def test_a_rule_that_has_ended_credits_what_happened_before_however_late_it_is_told(app: Application) -> None:
    with transaction():
        publish_five_points_per_answer()
    with clock.freeze_at(MONDAY + DAY), transaction():
        rules.end_rule("answers")
    ada = ada_answers([0.5, 2])
    assert read_balance(ada) == 5
    with pytest.raises(NotInForce), transaction():
        rules.end_rule("answers")


def test_a_draft_counts_nothing_until_it_is_published(app: Application) -> None:
    with transaction():
        slug = rules.save_rule_draft(RuleTerms(events=(ANSWERS,), personal=5)).slug
    ada = ada_answers([0])
    assert read_balance(ada) == 0
    with transaction():
        rules.discard_draft(slug)
    with pytest.raises(NoDraft), transaction():
        rules.publish_draft(slug)


@pytest.mark.parametrize(
    ("terms", "field", "fault"),
    [
        (RuleTerms(events=(CountedEvent("post.liked"),), personal=1), "deeds", RuleFault.LIKES_ALONE),
        (RuleTerms(events=(CountedEvent("post.liked"),), personal=0, collective=1), "deeds", RuleFault.LIKES_ALONE),
        (RuleTerms(events=(), personal=1), "deeds", RuleFault.NO_EVENT),
        (
            RuleTerms(events=(ANSWERS, CountedEvent("answer.accepted", "counterpart")), personal=1),
            "deeds",
            RuleFault.MIXED,
        ),
        (RuleTerms(events=(ANSWERS,)), "personal", RuleFault.NOT_ANNOUNCED),
        (RuleTerms(events=(ANSWERS,), personal=5, collective=0), "justification", RuleFault.NO_TEAM),
        (RuleTerms(events=(ANSWERS,), personal=0), "personal", RuleFault.NOTHING),
        (RuleTerms(events=(ANSWERS,), personal=5, cap=Cap(1, "day")), "cap_period", RuleFault.OTHER_PERIOD),
    ],
)
def test_what_may_not_be_published_is_refused_at_its_field(
    app: Application, terms: RuleTerms, field: str, fault: RuleFault
) -> None:
    with transaction():
        publish_five_points_per_answer(Cap(3, "week"))
    with pytest.raises(TermsRefused) as refused, transaction():
        rules.save_rule_draft(terms, slug="answers")
    assert refused.value.faults == {field: fault}


def test_likes_may_stand_beside_something_that_helps(app: Application) -> None:
    with transaction():
        beside = rules.save_rule_draft(RuleTerms(events=(CountedEvent("post.liked"), ANSWERS), personal=1))
        assert beside.fact_kinds == ["post.liked", "answer.created"]


def test_a_rule_for_oneself_alone_stands_with_its_reason(app: Application) -> None:
    with transaction():
        alone = rules.save_rule_draft(RuleTerms(events=(ANSWERS,), personal=1, collective=0, justification="A trial."))
        assert (alone.amount, alone.collective_amount, alone.justification) == (1, 0, "A trial.")

"""Terms that may not be published say why, at the field."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from missions.contests.checks import list_term_faults
from missions.contests.mode import contest_modes
from missions.contests.terms import ContestTerms, DrawTerms, GroupSort, Receiver, ScoringLine
from tests.missions.contests.contest_makers import CALENDAR, OPENS_AT, make_prize, make_terms

BEFORE = OPENS_AT - timedelta(days=1)


def list_pointers(terms: ContestTerms) -> list[str]:
    return [fault.pointer for fault in list_term_faults(terms, now=BEFORE)]


@pytest.mark.parametrize("mode_name", contest_modes())
def test_sensible_terms_have_no_fault(mode_name: str) -> None:
    assert list_pointers(make_terms(mode_name)) == []


@pytest.mark.parametrize(
    ("mode_name", "given", "pointer"),
    [
        ("draw", {"title": {"fr": "Concours", "en": " "}}, "/title"),
        ("draw", {"sponsor": ""}, "/sponsor"),
        ("draw", {"calendar": replace(CALENDAR, zone="Europe/Lyon")}, "/calendar/zone"),
        ("draw", {"calendar": replace(CALENDAR, opens_at=BEFORE - timedelta(seconds=1))}, "/calendar/opens_at"),
        ("draw", {"calendar": replace(CALENDAR, closes_at=OPENS_AT)}, "/calendar/closes_at"),
        ("draw", {"calendar": replace(CALENDAR, grace_hours=-1)}, "/calendar/grace_hours"),
        ("draw", {"calendar": replace(CALENDAR, objection_days=0)}, "/calendar/objection_days"),
        (
            "ranking",
            {"calendar": replace(CALENDAR, closes_at=OPENS_AT + timedelta(days=30, seconds=1))},
            "/calendar/closes_at",
        ),
        ("draw", {"scoring": ()}, "/scoring"),
        ("draw", {"scoring": (ScoringLine(source="mission:one", cap=0),)}, "/scoring/0/cap"),
        ("collective", {"goal": None}, "/goal"),
        ("collective", {"group_sort": None}, "/group_sort"),
        (
            "collective",
            {"group_sort": GroupSort.COMMUNITY, "prizes": (make_prize(receiver=Receiver.EACH_PARTICIPANT),)},
            "/prizes/0/receiver",
        ),
        ("draw", {"goal": 0}, "/goal"),
        ("ideas", {"jury_ids": (1,)}, "/jury_ids"),
        ("ranking", {"draw": DrawTerms(shared_by=GroupSort.SITE)}, "/draw/shared_by"),
        ("draw", {"draw": DrawTerms(shared_by=GroupSort.COMMUNITY)}, "/draw/shared_by"),
        ("draw", {"draw": DrawTerms(max_tickets=0)}, "/draw/max_tickets"),
        ("draw", {"alternates": -1}, "/alternates"),
        ("draw", {"prizes": ()}, "/prizes"),
        ("draw", {"prizes": (make_prize("a"), make_prize("a"))}, "/prizes/1/key"),
        ("draw", {"prizes": (make_prize(stock=0),)}, "/prizes/0/stock"),
        ("draw", {"prizes": (make_prize(value_cents=0),)}, "/prizes/0/value_cents"),
        ("draw", {"prizes": (make_prize(receiver=Receiver.GROUP),)}, "/prizes/0/receiver"),
        ("draw", {"budget_cents": 3999}, "/budget_cents"),
    ],
)
def test_a_fault_is_named_at_its_field(mode_name: str, given: dict[str, Any], pointer: str) -> None:
    assert list_pointers(make_terms(mode_name, **given)) == [pointer]


def test_a_budget_in_cents_may_be_spent_to_the_last() -> None:
    assert list_pointers(make_terms("draw", budget_cents=4000)) == []
    assert list_pointers(make_terms("ideas", scoring=())) == []


def test_a_mode_that_is_unknown_is_refused_before_all_else() -> None:
    assert list_pointers(replace(make_terms("draw"), mode="war", prizes=())) == ["/mode"]

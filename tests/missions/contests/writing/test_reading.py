"""The form of a contest reads anything that is posted: terms with faults at known fields, never a failure."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.form_drafts.steps import Answers
from missions.contests.mode import contest_modes
from missions.contests.source import EVENTS
from missions.contests.terms import ContestTerms, DrawTerms, GroupSort, PrizeClass
from missions.contests.writing.fields import ContestFormContext
from missions.contests.writing.form import encode_form, read_form
from missions.contests.writing.reading import read_terms
from missions.contests.writing.starting_points import STARTING_POINTS, Beginning, build_first_answers, copy_answers
from missions.contests.writing.steps import PRIZE_ROW, SCORING_ROW, STEPS
from missions.contests.writing.warnings import DraftFigures, list_warnings
from tests.missions.contests.contest_makers import OPENS_AT, make_prize, make_terms

CONTEXT = ContestFormContext(
    now=OPENS_AT - timedelta(days=10),
    place_names={"regions": {"ouest": "Grand Ouest"}, "sites": {"brest": "Brest"}, "units": {}},
    source_labels=EVENTS,
    communities=("entraide",),
    person_ids={"ada@example.org": [1], "Camille": [2, 3]},
)
SINGLES = sorted({name for fields in STEPS.fields_by_step.values() for name in fields if not name.startswith("_")})
ROWS = [f"{name}.{number}" for name in (*SCORING_ROW, *PRIZE_ROW) for number in (0, 1, 99, 1000)]
LIKELY = st.sampled_from(
    [
        *contest_modes(),
        *EVENTS,
        "1",
        "0",
        "-1",
        "12,50",
        "2026-03-29",
        "02:30",
        "yes",
        "ada@example.org",
        "region",
        "",
        "\0",
    ]
)
POSTED = st.dictionaries(st.sampled_from([*SINGLES, *ROWS]), st.lists(st.one_of(LIKELY, st.text()), max_size=3))
BEGINNING = Beginning(
    title="Réponses utiles",
    organiser="RH",
    author_email="ada@example.org",
    today=date(2026, 1, 5),
    zone="Europe/Paris",
    regions=4,
)


@given(POSTED)
def test_whatever_is_posted_gives_terms_and_faults_at_fields_of_the_form(posted: Answers) -> None:
    form = read_form(posted)
    written = read_terms(form, CONTEXT)
    assert written.terms.mode in contest_modes()
    assert {field.split(".", 1)[0] for field in written.faults} <= set(SINGLES)
    assert read_terms(read_form(encode_form(form)), CONTEXT).terms == written.terms


@pytest.mark.parametrize("start", STARTING_POINTS)
def test_an_earlier_contest_is_begun_again_with_its_dates_moved(start: str) -> None:
    earlier = build_first_answers(STARTING_POINTS[start], replace(BEGINNING, today=date(2025, 1, 6)))
    again = copy_answers(earlier, replace(BEGINNING, title="La suite"))
    first, second = (read_terms(read_form(answers), CONTEXT).terms for answers in (earlier, again))
    moved = second.calendar.opens_at - first.calendar.opens_at
    assert second.title["fr"] == "La suite"
    assert second.calendar.opens_at > CONTEXT.now - timedelta(days=60)
    assert second.calendar.closes_at - first.calendar.closes_at == moved
    assert replace(second, title=first.title, calendar=first.calendar) == first


FIGURES = DraftFigures(shares={"Île-de-France": 60, "Ouest": 20, "Est": 20}, rate=1.0, is_estimated=True)


@pytest.mark.parametrize(
    ("terms", "figures", "fields"),
    [
        (make_terms("collective", goal=1), FIGURES, set()),
        (make_terms("collective", goal=9), FIGURES, {"goal"}),
        (make_terms("collective", goal=1), replace(FIGURES, rate=None), {"goal"}),
        (make_terms("ranking"), FIGURES, {"mode"}),
        (make_terms("draw", draw=DrawTerms(shared_by=GroupSort.REGION)), FIGURES, set()),
        (
            make_terms("ranking", prizes=(make_prize(prize_class=PrizeClass.CHANCE),)),
            FIGURES,
            {"mode", "prize_class.0"},
        ),
        (make_terms("collective", goal=1), replace(FIGURES, places_without_prizes=("Brest",)), {"audience"}),
    ],
)
def test_a_warning_stands_at_the_field_that_it_is_about(
    terms: ContestTerms, figures: DraftFigures, fields: set[str]
) -> None:
    assert set(list_warnings(terms, figures)) == fields

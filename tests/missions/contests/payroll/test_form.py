"""The period of a file: months in order, that have begun and are still kept, and a format of the list."""

from __future__ import annotations

from datetime import date

import pytest

from missions.contests.payroll.form import list_months, make_default_form, parse_period_form

OLDEST, TODAY = date(2023, 1, 1), date(2026, 12, 31)
GOOD = {"first": "2024-01", "last": "2024-02", "format": "tab-utf-8"}


def test_both_months_are_in_the_period_to_their_last_day() -> None:
    question = parse_period_form(GOOD, oldest=OLDEST, today=TODAY).question
    assert question is not None
    assert (question.first_on, question.last_on) == (date(2024, 1, 1), date(2024, 2, 29))


@pytest.mark.parametrize(
    ("changed", "fields"),
    [
        ({"last": "2023-12"}, {"last"}),
        ({"last": "2027-01"}, {"last"}),
        ({"first": "2027-01"}, {"first"}),
        ({"first": "2022-12"}, {"first"}),
        ({"first": "2024-13", "format": "pdf"}, {"first", "format"}),
        ({"first": "", "last": "٢٠٢٤-٠١"}, {"first", "last"}),
    ],
)
def test_what_is_wrong_stands_at_its_field(changed: dict[str, str], fields: set[str]) -> None:
    form = parse_period_form(GOOD | changed, oldest=OLDEST, today=TODAY)
    assert form.question is None
    assert form.errors.keys() == fields
    assert {name: form.values[name] for name in GOOD} == GOOD | changed


def test_the_month_before_is_offered_first_and_every_kept_month_can_be_chosen() -> None:
    form = make_default_form(date(2026, 1, 31))
    assert parse_period_form(form.values, oldest=OLDEST, today=date(2026, 1, 31)).errors == {}
    months = list_months(OLDEST, TODAY)
    assert (len(months), months[0], months[-1]) == (48, date(2026, 12, 1), OLDEST)

"""Dates, hours and shares follow the language of the page."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string

DAY, MOMENT = date(2026, 12, 1), datetime(2026, 12, 1, 16, 29, tzinfo=UTC)
IN_FRENCH = {
    "{{ day | day }}": "1er décembre 2026",
    "{{ day | dateformat('EEEE d MMMM') }}": "mardi 1er décembre",
    "{{ moment | moment }}": "1er décembre 2026, 17 h 29",
    "{{ moment | hour }}": "17 h 29",
    "{{ 70 | percent }}": "70 %",
    "{{ 'Agences' | of_name }}": "d’Agences",
}
IN_ENGLISH = {
    "{{ day | day }}": "1 December 2026",
    "{{ day | dateformat('EEEE d MMMM') }}": "Tuesday 1 December",
    "{{ moment | moment }}": "1 December 2026, 17:29",
    "{{ moment | hour }}": "17:29",
    "{{ 70 | percent }}": "70%",
    "{{ 'Agences' | of_name }}": "of Agences",
}


@pytest.mark.parametrize(
    ("language", "template", "text"),
    [("fr", *pair) for pair in IN_FRENCH.items()] + [("en", *pair) for pair in IN_ENGLISH.items()],
)
def test_a_value_is_written_as_the_language_wants(bare_app: Flask, language: str, template: str, text: str) -> None:
    with bare_app.test_request_context("/", headers={"Accept-Language": language}):
        written = render_template_string(template, day=DAY, moment=MOMENT)
    assert written.replace("\u00a0", " ") == text

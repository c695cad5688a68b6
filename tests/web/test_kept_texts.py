"""Texts that a process keeps: moments, how long ago, icons and paths are written as by what stands behind them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from babel.dates import format_timedelta
from flask import session, url_for
from flask_babel import force_locale
from jinja2 import Environment, Undefined
from markupsafe import Markup, escape

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.web import assets, languages, navigation
from app.web.jinja import escape_once
from tests.makers import make_people, make_site

AS_JINJA_DOES = Environment(autoescape=True)
EDGES = [
    edge * unit for unit in (60, 3_600, 86_400, 604_800, 2_592_000, 31_536_000) for edge in (0.85, 1, 1.5, 2.5, 6.5)
]
"""Seconds around which the words change."""


def test_a_moment_is_written_for_the_language_and_the_time_zone_of_its_reader(bare_app: Application) -> None:
    moment = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    with bare_app.app_context(), transaction():
        readers = [make_people(1, site=make_site(time_zone=zone))[0] for zone in ("Europe/Paris", "Asia/Tokyo")]
        for person_id in readers:
            get_person(person_id).locale = "fr"
    for _ in ("first", "again"):
        assert [_write_for(bare_app, person_id, moment) for person_id in readers] == [
            ("2 mars 2026, 0\u00a0h\u00a030", "2 March 2026, 0:30"),
            ("2 mars 2026, 8\u00a0h\u00a030", "2 March 2026, 8:30"),
        ]


def _write_for(app: Application, person_id: int, moment: datetime) -> tuple[str, str]:
    with app.test_request_context("/"):
        session.update(person=person_id, version=1)
        in_french = languages.format_moment(moment)
        with force_locale("en"):
            return in_french, languages.format_moment(moment)


@pytest.mark.parametrize("sign", [1, -1])
def test_how_long_ago_is_written_as_babel_writes_it(bare_app: Application, sign: int) -> None:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    near = (-61, -60, -59, -1, -0.5, 0, 0.5, 1, 59, 60, 61)
    spans = [timedelta(seconds=sign * (edge + more)) for edge in EDGES for more in near]
    with bare_app.test_request_context("/"), clock.freeze_at(now), force_locale("en"):
        for span in spans:
            assert languages.format_relative_time(now + span) == format_timedelta(span, add_direction=True, locale="en")


@pytest.mark.parametrize("value", ["<b>", Markup("<b>"), 3, None, Undefined(), escape("<")])
def test_a_value_is_escaped_as_jinja_does(value: object) -> None:
    assert str(escape_once(value)) == AS_JINJA_DOES.from_string("{{ value }}").render(value=value)


def test_an_icon_escapes_what_describes_it_and_nothing_twice() -> None:
    assert 'role="img" aria-label="&lt;i&gt;"' in assets.draw_icon("check", "<i>")
    assert 'role="img" aria-label="<i>"' in assets.draw_icon("check", Markup("<i>"))
    assert 'aria-hidden="true"' in assets.draw_icon("check")


def test_a_path_with_values_is_that_of_flask(bare_app: Application) -> None:
    with bare_app.test_request_context("/"):
        for value in (1, "1", True, "a/b", None):
            assert navigation.page_path("people.show_charter", next=value) == url_for("people.show_charter", next=value)

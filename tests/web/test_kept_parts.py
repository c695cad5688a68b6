"""What a process keeps of pages shows nobody anything else: their pages are the same bytes where nothing was kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, session, url_for
from flask_babel import force_locale
from jinja2 import Environment, Undefined
from markupsafe import Markup, escape

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR, IT, PAYROLL, REPRESENTATIVE
from app.people.service.roles import give_role
from app.web import assets, languages, navigation
from app.web.jinja import escape_once
from tests.forms import sign_in
from tests.makers import MONDAY, make_people, make_site

pytestmark = pytest.mark.long

PEOPLE = 50
LANGUAGES, THEMES = ("fr", "en"), ("light", "dark")
ROLES: tuple[tuple[str, ...], ...] = ((), (HR,), (IT,), (PAYROLL, HR), (REPRESENTATIVE,))
PROOF = re.compile(r'(?<="csrf_token" value=")[^"]+|(?<="X-CSRFToken": ")[^"]+')
"""What a form carries differs each second."""
AS_JINJA_DOES = Environment(autoescape=True)


@pytest.fixture
def people(bare_app: Application) -> list[int]:
    """People of every role and of none."""
    with bare_app.app_context(), transaction():
        ids = make_people(PEOPLE)
        for number, person_id in enumerate(ids):
            for role in ROLES[number % len(ROLES)]:
                give_role(get_person(person_id), role)
    return ids


def test_pages_that_use_what_others_left_are_those_of_a_process_that_keeps_nothing(
    bare_app: Application, people: list[int]
) -> None:
    with clock.freeze_at(MONDAY + timedelta(days=1)):
        first = list(_iterate_pages(bare_app, people, forgets=False))
        again = list(_iterate_pages(bare_app, people, forgets=True))
    assert len(first) == PEOPLE * len(LANGUAGES) * len(THEMES)
    assert first == again
    assert len(set(first)) >= PEOPLE, "Each person is greeted by name."


def _iterate_pages(app: Application, people: list[int], *, forgets: bool) -> Iterator[str]:
    for language in LANGUAGES:
        with app.app_context(), transaction():
            for person_id in people:
                get_person(person_id).locale = language
        for person_id in people:
            yield from _iterate_pages_of_person(app, person_id, forgets=forgets)


def _iterate_pages_of_person(app: Application, person_id: int, *, forgets: bool) -> Iterator[str]:
    client = sign_in(app.test_client(), person_id)
    for theme in THEMES:
        client.set_cookie("theme", theme)
        if forgets:
            _forget_what_is_kept(app)
        answer = client.get("/home")
        assert answer.status_code == 200
        yield PROOF.sub("", answer.text)


def _forget_what_is_kept(app: Flask) -> None:
    app.extensions[navigation.LINKS].cache_clear()
    navigation.write_path_once.cache_clear()
    assets.draw_icon.cache_clear()


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

"""What a process keeps of pages shows nobody anything else: each part says what it says when it is drawn anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import product

import pytest
from flask import Flask
from flask_wtf.csrf import generate_csrf
from markupsafe import Markup

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.paging import encode_cursor
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import HR, IT, PAYROLL, REPRESENTATIVE
from app.people.service.roles import give_role
from app.web import assets, navigation
from app.web.kept_parts import PARTS, make_keeper
from missions.service.publish import create_and_publish_mission_for_everyone
from tests.boards import catch_up_and_build, earn_answers, make_board, pay_for_answers
from tests.forms import sign_in
from tests.makers import TEXT, WORDS, catch_up, make_people, tell
from tests.paths import write_and_publish_path

pytestmark = pytest.mark.long

PEOPLE = 50
LANGUAGES, THEMES = ("fr", "en"), ("light", "dark")
ROLES: tuple[tuple[str, ...], ...] = ((), (HR,), (IT,), (PAYROLL, HR), (REPRESENTATIVE,))
ACTS = ("post.created", "answer.created", "person.followed")
LIST = f"/boards/colleagues?cursor={encode_cursor([0])}"
PAGES = (
    "/home",
    LIST,
    "/missions/answer.created",
    "/home",
    "/boards/colleagues",
    "/missions",
    "/paths/path",
    "/me/points",
)
PROOF = re.compile(r'(?<="csrf_token" value=")[^"]+|(?<="X-CSRFToken": ")[^"]+')
"""What a form carries differs each second."""


@pytest.fixture
def people(bare_app: Application) -> list[int]:
    """People of every role and of none, on a board and on a path, each as far as others; a name must be escaped."""
    with bare_app.app_context():
        with transaction():
            ids = make_people(PEOPLE, on_boards=True)
            get_person(ids[3]).family_name = "<b>Nguyễn & d’Å"
            _give_roles(ids)
            for kind in ACTS:
                settings = {"facts": [kind], "wanted": 1}
                create_and_publish_mission_for_everyone(kind, "activity", settings, text=TEXT, minutes=5, points=10)
            write_and_publish_path("path", title=WORDS, why=WORDS, missions=ACTS, opens_on_joining=True)
            pay_for_answers()
            make_board("colleagues")
        catch_up()
        for place, person_id in enumerate(ids):
            earn_answers(person_id, 1 + place % 7)
            tell(*(_build_act(person_id, kind) for kind in ACTS[: place % 4]))
        catch_up_and_build()
    return ids


def _give_roles(ids: list[int]) -> None:
    for number, person_id in enumerate(ids):
        for role in ROLES[number % len(ROLES)]:
            give_role(get_person(person_id), role)


def _build_act(person_id: int, kind: str) -> NewFact:
    key = f"{person_id}-{kind}"
    return NewFact(kind=kind, source_key=key, source="rse", actor_id=person_id, occurred_at=clock.now())


def test_parts_of_pages_of_fifty_people_say_what_they_say_when_drawn_anew(
    bare_app: Application, people: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_once, stale = bare_app.extensions[PARTS], []

    def compare(*shown: object) -> tuple[str, ...]:
        part: tuple[str, ...] = draw_once(*shown)
        stale.extend([] if part == draw_once.__wrapped__(*shown) else [shown])
        return part

    monkeypatch.setitem(bare_app.extensions, PARTS, compare)
    with clock.freeze_at(clock.now()):
        visits = list(_iterate_visits(bare_app, people))
    assert len(visits) == PEOPLE * len(LANGUAGES) * len(THEMES)
    assert not stale
    assert draw_once.cache_info().hits > 5 * draw_once.cache_info().misses, "Most parts were drawn before."
    _check_nobody_reads_of_another(visits)


def _check_nobody_reads_of_another(visits: list[tuple[int, str, str]]) -> None:
    tokens = [set(PROOF.findall(page)) for _, _, page in visits]
    assert all(len(of_page) == 1 for of_page in tokens)
    assert len(set().union(*tokens)) == len(visits), "Each browser has its own."
    homes = {person_id: set(re.findall(r"Martin \d+", page)) for person_id, path, page in visits if path == "/home"}
    assert all(len(names) <= 1 for names in homes.values())
    assert len(set().union(*homes.values())) == len(homes) - 1, "Each is greeted by name; one is called otherwise."
    boards = [page for _, path, page in visits if path.startswith("/boards/")]
    assert all(page.count('class="pa-me"') <= 1 for page in boards)
    assert sum('class="pa-me"' in page for page in boards) > len(boards) / 3


def test_pages_that_use_what_others_left_are_those_of_a_process_that_keeps_nothing(
    bare_app: Application, people: list[int]
) -> None:
    some = people[: 2 * len(ROLES)]
    with clock.freeze_at(clock.now()):
        list(_iterate_visits(bare_app, some))  # Whoever comes first is shown once what is new.
        first = [PROOF.sub("", page) for _, _, page in _iterate_visits(bare_app, some)]
        again = [PROOF.sub("", page) for _, _, page in _iterate_visits(bare_app, some, before=_forget_what_is_kept)]
    assert first == again


def _iterate_visits(
    app: Application, people: list[int], *, before: Callable[[Flask], None] = lambda _: None
) -> Iterator[tuple[int, str, str]]:
    """A page for each person, language and theme: who, where and what; all pages by turns."""
    for turn, (language, theme) in enumerate(product(LANGUAGES, THEMES)):
        with app.app_context(), transaction():
            for person_id in people:
                get_person(person_id).locale = language
        for number, person_id in enumerate(people):
            before(app)
            client, path = sign_in(app.test_client(), person_id), PAGES[(number + turn) % len(PAGES)]
            client.set_cookie("theme", theme)
            answer = client.get(path)
            assert answer.status_code == 200 or path.startswith("/boards/"), "HR reads no board of people."
            yield person_id, path, answer.text


def _forget_what_is_kept(app: Flask) -> None:
    app.extensions[PARTS].cache_clear()
    app.extensions[navigation.LINKS].cache_clear()
    navigation.write_path_once.cache_clear()
    assets.draw_icon.cache_clear()


def test_what_is_filled_in_is_escaped_and_each_form_has_the_token_of_its_request(bare_app: Application) -> None:
    line = _make_macro(bare_app, '<i title="{{ name }}">{{ shown }}</i>{{ csrf_token() }}')
    drawn_before = bare_app.extensions[PARTS].cache_info().misses
    for name, written in (('"<Ada>', "&#34;&lt;Ada&gt;"), (Markup("&amp;"), "&amp;"), (None, "None")):
        with bare_app.test_request_context("/"):
            assert make_keeper()(line, "<b>", name=name) == f'<i title="{written}">&lt;b&gt;</i>{generate_csrf()}'
    assert bare_app.extensions[PARTS].cache_info().misses == drawn_before + 1


def test_values_that_are_equal_and_written_otherwise_are_other_parts(bare_app: Application) -> None:
    line = _make_macro(bare_app, "{{ shown }}{{ name }}")
    with bare_app.test_request_context("/"):
        keep = make_keeper()
        assert [keep(line, shown) for shown in (1, True, 1.0, "<", Markup("<"))] == ["1", "True", "1.0", "&lt;", "<"]


def _make_macro(app: Application, text: str) -> Callable[..., str]:
    template = app.jinja_env.from_string(f"{{% macro line(shown, name) %}}{text}{{% endmacro %}}")
    macro: Callable[..., str] = template.module.__dict__["line"]
    return macro

"""A rehearsal advises and keeps nothing: no row, no line of a log, no cookie holds what was typed."""

from __future__ import annotations

import logging

import pytest
from flask import Flask
from sqlalchemy import text

from app.kernel.database import session
from app.kernel.transaction import transaction
from missions.service.write import Availability
from tests.forms import send, sign_in
from tests.makers import make_people
from tests.missions.acting.arranged import open_mission


def test_a_rehearsal_advises_and_keeps_nothing(bare_app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
        open_mission("activity", availability=Availability(standalone=True, rehearsal=True))
        open_mission("meeting", "meeting")
    ada = sign_in(bare_app.test_client(), person_id)
    caplog.set_level(logging.DEBUG)
    typed = "Zanzibar AAAA BBBB CCCC DDDD !!!"
    assert "/missions/m/rehearse" in ada.get("/missions/m").text
    assert ada.get("/missions/meeting/rehearse").status_code == 404
    before = rows(bare_app)
    page = send(ada, "/missions/m/rehearse", text=typed)
    assert "Rien n’est publié, rien n’est gardé" in page.text
    assert "se lisent comme des cris" in page.text
    assert typed in page.text
    assert rows(bare_app) == before
    assert not [row for row in before.values() if "Zanzibar" in row]
    assert "Zanzibar" not in caplog.text
    assert "Zanzibar" not in "".join(str(cookie) for cookie in page.headers.getlist("Set-Cookie"))


def rows(app: Flask) -> dict[str, str]:
    """Every row of every table, as text."""
    with app.app_context(), transaction():
        tables = session().scalars(text("select tablename from pg_tables where schemaname = 'public'")).all()
        return {name: str(session().execute(text(f'select * from "{name}" order by 1')).all()) for name in tables}

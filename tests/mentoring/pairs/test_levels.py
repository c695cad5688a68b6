"""At the end of a pair both are asked their levels again, of the skills that brought them together, once."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, select, update

from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from mentoring.pairs.models import Pair, PairLevel
from mentoring.pairs.service.start import start_pair
from mentoring.volunteers.models import VolunteerSkill
from mentoring.volunteers.preferences import PresentAndWantedLevel, VolunteerSide
from tests.forms import send, sign_in
from tests.mentoring.company import make_colleagues, make_round, make_volunteer


@pytest.fixture
def pair_id(bare_app: Flask) -> int:
    """A pair that has held all its sessions; the senior wishes for LinkedIn alone, the junior offers two skills."""
    with bare_app.app_context(), transaction():
        round_, (senior, junior) = make_round(), make_colleagues(2)
        make_volunteer(round_, senior)
        two_skills = {"linkedin": PresentAndWantedLevel(level=4), "power-bi": PresentAndWantedLevel(level=5)}
        make_volunteer(round_, junior, VolunteerSide.JUNIOR, skills=two_skills)
        pair = start_pair(round_.id, senior, junior, [])
        pair.state, pair.ended_at = "completed", clock.now()
        return pair.id


def client_of(bare_app: Flask, pair_id: int, side: str) -> FlaskClient:
    with bare_app.app_context(), transaction():
        person_id = getattr(session().get_one(Pair, pair_id), f"{side}_id")
    return sign_in(bare_app.test_client(), person_id)


def levels_of(bare_app: Flask, pair_id: int, side: str) -> list[tuple[int, int | None]]:
    with bare_app.app_context(), transaction():
        of_side = getattr(Pair, f"{side}_id") == PairLevel.person_id
        rows = session().scalars(
            select(PairLevel).join(Pair, Pair.id == PairLevel.pair_id).where(PairLevel.pair_id == pair_id, of_side)
        )
        return sorted((row.level_before, row.level_after) for row in rows)


def test_each_is_asked_the_skills_of_the_start_and_answers_once(bare_app: Flask, pair_id: int) -> None:
    path, senior = f"/mentoring/pairs/{pair_id}/closing", client_of(bare_app, pair_id, "senior")
    with bare_app.app_context(), transaction():
        session().execute(update(VolunteerSkill).values(level=0))
    form = senior.get(path).text
    assert 'name="level.linkedin"' in form
    assert "power-bi" not in form
    assert "jamais montrée seule" in form
    assert send(senior, path, **{"again": "again", "level.linkedin": "3"}).status_code == 302
    send(senior, path, **{"again": "again", "level.linkedin": "5"})

    assert levels_of(bare_app, pair_id, "senior") == [(1, 3)], "The start is kept although the wishes changed."
    assert levels_of(bare_app, pair_id, "junior") == [(4, None), (5, None)]


def test_no_answer_is_an_answer_and_a_level_that_is_none_comes_back(bare_app: Flask, pair_id: int) -> None:
    path, junior = f"/mentoring/pairs/{pair_id}/closing", client_of(bare_app, pair_id, "junior")
    refused = send(junior, path, **{"again": "unsure", "level.linkedin": "6", "level.power-bi": "5", "thanks": "Merci"})
    assert refused.status_code == 422
    assert "Choisissez un niveau de la liste." in refused.text
    assert "Merci" in refused.text
    assert levels_of(bare_app, pair_id, "junior") == [(4, None), (5, None)]
    send(junior, path, **{"again": "unsure", "level.linkedin": "", "level.power-bi": "5", "level.excel": "2"})
    assert levels_of(bare_app, pair_id, "junior") == [(4, None), (5, 5)]


def test_each_reads_corrects_and_deletes_their_own_levels(bare_app: Flask, pair_id: int) -> None:
    path, senior = f"/mentoring/pairs/{pair_id}/levels", client_of(bare_app, pair_id, "senior")
    assert "after.linkedin" not in senior.get(path).text, "Those of the end are asked at the end."
    send(senior, f"/mentoring/pairs/{pair_id}/closing", **{"again": "again", "level.linkedin": "3"})
    refused = send(senior, path, **{"before.linkedin": "9", "after.linkedin": "4"})
    assert (refused.status_code, levels_of(bare_app, pair_id, "senior")) == (422, [(1, 3)])
    assert 'id="f-before.linkedin-error"' in refused.text

    assert send(senior, path, **{"before.linkedin": "0", "after.linkedin": "4"}).status_code == 302
    assert levels_of(bare_app, pair_id, "senior") == [(0, 4)]
    send(senior, path, **{"after.linkedin": "", "before.power-bi": "1"})
    assert levels_of(bare_app, pair_id, "senior") == [(0, None)]
    send(senior, f"{path}/delete")
    assert levels_of(bare_app, pair_id, "senior") == []
    assert levels_of(bare_app, pair_id, "junior") == [(4, None), (5, None)]


def test_a_pair_without_levels_says_that_nothing_was_asked(bare_app: Flask, pair_id: int) -> None:
    with bare_app.app_context(), transaction():
        session().execute(delete(PairLevel))
    senior = client_of(bare_app, pair_id, "senior")
    for page in ("levels", "closing"):
        assert "rien ne vous a été demandé" in senior.get(f"/mentoring/pairs/{pair_id}/{page}").text
    with bare_app.app_context(), transaction():
        (stranger,) = make_colleagues(1)
    assert sign_in(bare_app.test_client(), stranger).get(f"/mentoring/pairs/{pair_id}/levels").status_code == 404

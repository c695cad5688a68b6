"""A kind that is one new file stands in the authors' form with its settings, and nothing else was touched."""

from __future__ import annotations

from collections.abc import Iterator

import marshmallow as ma
import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.counter import DistinctBy
from app.journal.counting_settings import CountingSettings
from app.kernel.transaction import transaction
from missions.kind import MissionKind, mission_kinds, network_counting_builder
from tests.forms import sign_in
from tests.makers import make_people
from tests.missions.authoring.forms import MISSION, errors_in, make_author, post_form, words_of


@pytest.fixture
def author(bare_app: Flask) -> int:
    """An animator, and twelve colleagues who take part."""
    with bare_app.app_context(), transaction():
        make_people(12)
        return make_author()


@pytest.fixture
def client(bare_app: Flask, author: int) -> FlaskClient:
    """The animator's browser."""
    return sign_in(bare_app.test_client(), author)


class VarietySettings(CountingSettings):
    """A setting that no other kind has."""

    colours = ma.fields.List(
        ma.fields.Str(validate=ma.validate.OneOf(["red", "blue"])),
        required=True,
        metadata={
            "label": {"fr": "Couleurs", "en": "Colours"},
            "names": {"red": {"fr": "rouge", "en": "red"}, "blue": {"fr": "bleu", "en": "blue"}},
        },
    )


@pytest.fixture
def variety() -> Iterator[None]:
    """A kind of this test's own, as a file of `missions/kinds` would add one."""
    label = {"fr": "À propos de tant de choses", "en": "About so many things"}
    kind = MissionKind(
        name="variety",
        sentence="So.",
        label=label,
        settings=VarietySettings,
        counting=network_counting_builder(DistinctBy.OBJECT),
    )
    mission_kinds()["variety"] = kind
    yield
    del mission_kinds()["variety"]


def test_a_new_kind_is_in_the_form_without_another_file(client: FlaskClient, variety: None) -> None:
    assert "À propos de tant de choses" in words_of(client.get("/hr/missions/new"))
    form = client.get("/hr/missions/new?kind=variety&step=whole")
    assert "Couleurs" in words_of(form)
    assert "rouge" in words_of(form)
    wrong = post_form(client, "/hr/missions/new", MISSION, kind="variety")
    assert errors_in(wrong) == {"settings.colours": "Cochez au moins une réponse."}
    kept = post_form(client, "/hr/missions/new", MISSION, kind="variety", do="save", **{"settings.colours": ["red"]})
    assert kept.location == "/hr/missions/salut"
    assert "checked>rouge" in client.get("/hr/missions/salut/edit?step=whole").text

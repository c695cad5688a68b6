"""IT connects a network on a page, sees what became of what it sent, pauses it and takes it up again; a fault stands at its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app.intake.inbox.models import InboxBatch, InboxItem
from app.intake.models import Source
from app.intake.reasons import SENTENCES, UNKNOWN_PERSON
from app.intake.service.connect import unseal_source
from app.intake.source import source_kinds_by_name
from app.kernel import clock
from app.kernel.database import session
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from app.people.queries import get_person
from app.people.roles import IT
from app.people.service.roles import give_role
from app.web.networks.wording import REASONS
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people

NETWORKS = "/admin/networks"
MATRIX = {
    "name": "tchap",
    "secret": "theirs ours",
    "settings.server_name": "rse.test",
    "settings.bot": "@passerelle:rse.test",
    "settings.homeserver": "http://127.0.0.1:8008",
}


@pytest.fixture
def client(bare_app: Flask) -> Iterator[FlaskClient]:
    settings = bare_app.config["SETTINGS"]
    bare_app.config["SETTINGS"] = replace(settings, sources_key=Keyring((("test", b"k" * 32),)))
    with bare_app.app_context(), transaction():
        (karim,) = make_people(1)
        give_role(get_person(karim), IT)
    yield sign_in(bare_app.test_client(), karim)
    bare_app.config["SETTINGS"] = settings


def connect_matrix(client: FlaskClient, **changes: str) -> None:
    assert send(client, f"{NETWORKS}/kinds/matrix/new", **{**MATRIX, **changes}).status_code == 302


def test_every_kind_and_option_has_its_name_and_every_reason_its_words_for_people() -> None:
    assert {kind.name for kind in source_kinds_by_name().values() if kind.label.keys() != {"fr", "en"}} == set()
    options = [
        (kind.name, name, option)
        for kind in source_kinds_by_name().values()
        for name, option in kind.options().fields.items()
    ]
    assert [(kind, name) for kind, name, option in options if "label" not in option.metadata] == []
    assert REASONS.keys() == SENTENCES.keys()


def test_a_network_is_connected_changed_and_disconnected(bare_app: Flask, client: FlaskClient) -> None:
    assert "Aucun réseau" in client.get(NETWORKS).text
    connect_matrix(client)
    page = client.get(f"{NETWORKS}/tchap").text
    assert f"{bare_app.config['SETTINGS'].public_url}/hooks/tchap" in page
    assert "theirs" not in page
    change = MATRIX | {"secret": "", "settings.bot": "@bot:rse.test"}
    assert send(client, f"{NETWORKS}/tchap", **change).status_code == 302
    with bare_app.app_context(), transaction():
        source = session().scalars(select(Source)).one()
        assert (source.options["bot"], unseal_source(source).secret) == ("@bot:rse.test", "theirs ours")
    assert send(client, f"{NETWORKS}/tchap/disconnect").status_code == 302
    assert client.get(f"{NETWORKS}/tchap").status_code == 404


@pytest.mark.parametrize(
    ("wrong", "place"),
    [
        ({"name": "Tchap !"}, "#f-name"),
        ({"name": "taken"}, "#f-name"),
        ({"secret": ""}, "#f-secret"),
        ({"settings.bot": "bot"}, "#f-settings.bot"),
    ],
)
def test_what_cannot_be_connected_comes_back_with_its_fault_and_without_its_secret(
    client: FlaskClient, wrong: dict[str, str], place: str
) -> None:
    connect_matrix(client, name="taken")
    answer = send(client, f"{NETWORKS}/kinds/matrix/new", **{**MATRIX, **wrong})
    assert answer.status_code == 422
    assert list(links_of_summary(answer.text)) == [place]
    assert "theirs" not in answer.text


def test_the_latest_items_say_in_words_what_became_of_them(bare_app: Flask, client: FlaskClient) -> None:
    connect_matrix(client)
    with bare_app.app_context(), transaction():
        source = session().scalars(select(Source)).one()
        shared = {"source_id": source.id, "received_at": clock.now(), "read_at": clock.now()}
        session().add(InboxItem(native_id="$one", outcome="accepted", effect="counted", **shared))
        session().add(InboxItem(native_id="$two", outcome="dropped", code=UNKNOWN_PERSON, **shared))
        session().add(InboxItem(native_id="$three", outcome="refused", reason="The sender is missing.", **shared))
        waiting = {"source_id": source.id, "received_at": clock.now(), "items": b'[["$four",{}]]', "item_count": 1}
        session().add(InboxBatch(**waiting))
    page = client.get(f"{NETWORKS}/tchap").text
    assert page.index("$three") < page.index("$two") < page.index("$one")
    assert "laissé de côté · Personne de ce nom ne participe" in page
    assert "refusé · The sender is missing." in page
    assert "1 élément attend." in page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("name", ["tchap", "new", "kinds"])
def test_a_paused_network_says_so_until_it_is_taken_up_whatever_its_name(client: FlaskClient, name: str) -> None:
    connect_matrix(client, name=name)
    assert send(client, f"{NETWORKS}/{name}/pause").status_code == 302
    assert "En pause" in client.get(f"{NETWORKS}/{name}").text
    assert "en pause" in client.get(NETWORKS).text
    assert send(client, f"{NETWORKS}/{name}/resume").status_code == 302
    assert "En pause" not in client.get(f"{NETWORKS}/{name}").text


def test_a_secret_whose_key_is_gone_is_asked_for_at_its_field(bare_app: Flask, client: FlaskClient) -> None:
    connect_matrix(client)
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], sources_key=Keyring((("other", b"o" * 32),)))
    answer = send(client, f"{NETWORKS}/tchap", **MATRIX | {"secret": "", "settings.bot": "@bot:rse.test"})
    assert (answer.status_code, list(links_of_summary(answer.text))) == (422, ["#f-secret"])
    assert "@bot:rse.test" in answer.text
    assert send(client, f"{NETWORKS}/tchap", **MATRIX).status_code == 302


def test_without_the_key_of_secrets_the_page_says_what_is_missing(bare_app: Flask, client: FlaskClient) -> None:
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], sources_key=None)
    page = client.get(f"{NETWORKS}/kinds/matrix/new").text
    assert "SOURCES_KEY" in page
    assert "<button" not in page.partition("<main")[2].partition("</main")[0]


@pytest.mark.parametrize(
    ("kind", "option", "text", "words"),
    [
        ("humhub", "time_zone", "Mars/Olympus", "Aucun fuseau horaire"),
        ("graph", "tenant", "armor", "traits d’union de l’ID"),
        ("graph", "channels", "general", "@thread.tacv2"),
        ("discourse", "address", "https://" + "a" * 3_000, "plus de 500"),
    ],
)
def test_an_option_that_cannot_be_says_how_it_is_written(
    client: FlaskClient, kind: str, option: str, text: str, words: str
) -> None:
    answer = send(client, f"{NETWORKS}/kinds/{kind}/new", name="other", **{f"settings.{option}": text})
    assert words in links_of_summary(answer.text)[f"#f-settings.{option}"].replace("\N{NO-BREAK SPACE}", " ")
    assert answer.text.lower().count("un par ligne") <= 2, "Each list says once that it has one a line."

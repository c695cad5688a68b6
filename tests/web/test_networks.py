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
from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.sealing import Keyring
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token, revoke_token
from app.people.roles import IT
from app.web.networks.wording import REASONS
from tests.forms import links_of_summary, send, sign_in_with_role
from tests.makers import MONDAY, tell

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
    yield sign_in_with_role(bare_app.test_client(), IT)
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
    ("wrong", "again"),
    [
        ({"name": "Tchap !"}, True),
        ({"name": "taken"}, True),
        ({"name": "rse"}, True),
        ({"secret": ""}, False),
        ({"settings.bot": "bot"}, True),
        ({"name": "", "settings.bot": "bot", "secret": ""}, False),
    ],
)
def test_what_cannot_be_connected_comes_back_with_all_faults_and_says_that_its_secret_is_typed_again(
    bare_app: Flask, client: FlaskClient, wrong: dict[str, str], *, again: bool
) -> None:
    connect_matrix(client, name="taken")
    with bare_app.app_context(), transaction():
        create_token("rse", scopes={"activities:write"}, source="rse")
    answer = send(client, f"{NETWORKS}/kinds/matrix/new", **{**MATRIX, **wrong})
    assert answer.status_code == 422
    links = links_of_summary(answer.text)
    assert set(links) == {f"#f-{name}" for name in wrong} | ({"#f-secret"} if again else set())
    assert ("Tapez le secret à nouveau" in answer.text) == again
    assert "Rien n’est perdu" not in answer.text
    assert "theirs" not in answer.text


def test_a_secret_is_written_only_when_another_is_typed(bare_app: Flask, client: FlaskClient) -> None:
    connect_matrix(client)

    def read_sealed() -> bytes | None:
        with bare_app.app_context(), transaction():
            return session().scalars(select(Source.secret)).one()

    before = read_sealed()
    assert send(client, f"{NETWORKS}/tchap", **MATRIX | {"secret": ""}).status_code == 302
    assert read_sealed() == before
    assert send(client, f"{NETWORKS}/tchap", **MATRIX | {"secret": "other ours"}).status_code == 302
    assert read_sealed() != before


def test_the_list_and_the_page_say_the_same_of_who_signs_under_which_name(bare_app: Flask, client: FlaskClient) -> None:
    with bare_app.app_context(), transaction():
        for name in ("live", "gone"):
            create_token(name, scopes={"activities:write"}, source=name)
        revoke_token("gone")
    with bare_app.app_context():
        tell(*(post_of(name) for name in ("live", "gone", "older")))
    connect_matrix(client, name="older")
    connected, _, past = client.get(NETWORKS).text.partition('id="h-past"')
    assert [name for name in ("live", "gone", "older") if f">{name}<" in connected] == ["live", "older"]
    assert ">gone<" in past
    page = client.get(f"{NETWORKS}/older").text
    assert "Dernière activité" in page
    assert "Rien n’est encore arrivé" not in page


def post_of(source: str) -> NewFact:
    """The fact of a post that a network signs."""
    return NewFact(kind="post.created", source=source, source_key="1", occurred_at=MONDAY, object="post:1")


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

"""IT sees on a page which keys sign badges and makes a newer pair; where none can be used, the page says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.roles import IT
from badges.credentials.keys import read_signing_keys
from tests.forms import send, sign_in_with_role

KEYS = "/admin/keys"


@pytest.fixture
def client(app: Application) -> FlaskClient:
    return sign_in_with_role(app.test_client(), IT)


def test_a_newer_pair_signs_from_now_on_and_the_log_says_who_made_it(client: FlaskClient, keys: Path) -> None:
    before = read_signing_keys(keys)
    assert before.rsa_name in client.get(KEYS).text
    assert send(client, f"{KEYS}/new").status_code == 302
    after = read_signing_keys(keys)
    assert before.rsa_name < after.rsa_name
    page = client.get(KEYS).text
    assert "La nouvelle paire signe" in page
    assert after.ed25519_name in page
    assert "PRIVATE KEY" not in page
    with transaction():
        made = session().execute(select(AuditEntry.object, AuditEntry.writer).where(AuditEntry.kind == "issuer_key"))
        assert {row.object: row.writer for row in made} == dict.fromkeys((after.rsa_name, after.ed25519_name), "person")


def test_a_second_press_makes_no_second_pair(client: FlaskClient, keys: Path) -> None:
    for _ in range(2):
        assert send(client, f"{KEYS}/new").status_code == 302
    assert len(list(keys.glob("*-rsa.pem"))) == 2, "The first pair, and one that was made here."
    assert "Une paire vient d’être faite" in client.get(KEYS).text


def test_keys_that_are_open_to_others_are_said_on_the_page_in_one_sentence(client: FlaskClient, keys: Path) -> None:
    for file in keys.glob("*.pem"):
        file.chmod(0o644)
    page = client.get(KEYS).text
    assert "Aucun badge n’est signé pour l’instant" in page
    assert "Run chmod 600" in page


def test_a_folder_that_takes_no_key_leaves_the_earlier_pair(client: FlaskClient, keys: Path) -> None:
    keys.rename(keys.with_name("away"))
    keys.write_text("no folder")
    refused = send(client, f"{KEYS}/new")
    assert refused.status_code == 409
    assert "cannot take a new pair of keys" in refused.text

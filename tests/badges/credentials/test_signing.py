"""An award is signed once, when its holder first asks; keys that cannot be used stop signing and lose nothing."""

from __future__ import annotations

import base64
import gzip
import json
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, text, update

from app.cli.checks import DoctorCheckFailed, check_badges_can_be_signed
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.queries import get_person
from badges.credentials.models import Credential, StatusListPlace
from badges.credentials.service import sign
from badges.credentials.statements import REVOKED_PLACES
from badges.models import Award
from tests.badges.credentials.makers import BASE, browser_of, document_of, download, jwt_of, make_holder
from tests.badges.holders import list_held_slugs
from tests.forms import sign_in
from tests.makers import make_people

PLACES_OF_ONE_AWARD = """
insert into status_list_place (list_number, place, award_id, announcement, is_revoked)
select 1, n, award.id, n, n % 100 = 0 from award, generate_series(1, 5000) as n
"""


def test_two_requests_at_once_sign_an_award_once(bare_app: Application) -> None:
    with bare_app.app_context():
        person = make_holder()

    with ThreadPoolExecutor(4) as pool:
        documents = list(pool.map(lambda _: document_of(browser_of(bare_app, person)), range(4)))

    assert all(document == documents[0] for document in documents)
    with bare_app.app_context(), transaction():
        assert session().scalar(select(func.count()).select_from(Credential)) == 1
        assert session().scalar(select(func.count()).select_from(StatusListPlace)) == 1


def test_only_the_holder_gets_the_files_and_nothing_in_them_leads_to_a_person(bare_app: Application) -> None:
    with bare_app.app_context():
        holder = make_holder()
        with transaction():
            (other,) = make_people(1)
            person = get_person(holder)
            identifiers = {person.external_id, person.email, person.given_name, person.family_name}

    browser = browser_of(bare_app, holder)
    page = browser.get("/me/badges/steps").text
    text = json.dumps(document_of(browser), ensure_ascii=False)
    claims = base64.urlsafe_b64decode(jwt_of(browser).split(".")[1] + "==").decode()

    assert "/badges/steps/credential.json" in page
    assert "/badges/steps/credential.jwt" in page
    assert not [word for word in identifiers if word in text + claims]
    stranger = sign_in(bare_app.test_client(), other)
    assert stranger.get("/badges/steps/credential.json").status_code == 404
    assert "credential.json" not in stranger.get("/badges/steps").text


@pytest.mark.parametrize("fault", ["missing", "open to others", "in an open folder", "damaged", "another's"])
def test_keys_that_cannot_be_used_stop_signing_and_lose_no_award(
    bare_app: Application, keys: Path, later_keys: Path, fault: str
) -> None:
    with bare_app.app_context():
        person = make_holder()
    (path,) = keys.glob("*-rsa.pem")
    kept = path.read_bytes()
    if fault == "missing":
        path.unlink()
    elif fault == "open to others":
        path.chmod(0o604)
    elif fault == "in an open folder":
        keys.chmod(0o770)
    elif fault == "damaged":
        path.write_bytes(kept[:-200])
    else:
        shutil.copy(next(later_keys.glob("*-ed25519.pem")), path)

    browser = browser_of(bare_app, person)
    refusal = browser.get("/badges/steps/credential.json", headers={"Accept": "application/json"})
    with bare_app.app_context():
        with transaction():
            assert list_held_slugs(person) == ["steps"]
        with pytest.raises(DoctorCheckFailed, match=r"cannot be signed: .*(pem|holds|written by others).*") as failure:
            check_badges_can_be_signed()

    assert refusal.status_code == 503
    assert str(keys) not in refusal.text
    assert "PRIVATE" not in refusal.text + failure.value.observation
    path.write_bytes(kept)
    path.chmod(0o600)
    keys.chmod(0o700)
    assert browser.get("/badges/steps/credential.json").status_code == 200
    with bare_app.app_context():
        assert check_badges_can_be_signed().startswith("signed with 20260101000000-ed25519 and")


def test_a_newer_pair_signs_and_the_old_public_keys_are_served_for_ever(
    bare_app: Application, keys: Path, later_keys: Path
) -> None:
    with bare_app.app_context():
        people = [make_holder(slug="one"), make_holder(slug="two")]
    document_of(browser_of(bare_app, people[0]), "one")
    shutil.rmtree(keys)
    shutil.copytree(later_keys, keys)
    method = document_of(browser_of(bare_app, people[1]), "two")["proof"][0]["verificationMethod"]

    served = json.loads(download(bare_app, f"{BASE}/.well-known/jwks.json"))["keys"]
    methods = json.loads(download(bare_app, f"{BASE}/ob/issuers/1/did.json"))["assertionMethod"]

    assert method.endswith("#20260701000000-ed25519")
    names = [f"{month}01000000-{kind}" for month in ("202607", "202601") for kind in ("rsa", "ed25519")]
    assert [key["kid"] for key in served] == [f"{BASE}/ob/keys/{name}" for name in names]
    assert [method.partition("#")[2] for method in methods] == names
    assert [json.loads(download(bare_app, key["kid"])) for key in served] == served
    assert not [key for key in served if {"d", "p", "q"} & key.keys()]


def test_a_name_that_published_another_key_signs_nothing(bare_app: Application, keys: Path, later_keys: Path) -> None:
    with bare_app.app_context():
        people = [make_holder(slug="one"), make_holder(slug="two")]
    document_of(browser_of(bare_app, people[0]), "one")
    shutil.copy(next(later_keys.glob("*-rsa.pem")), next(keys.glob("*-rsa.pem")))

    assert browser_of(bare_app, people[1]).get("/badges/two/credential.json").status_code == 503


def test_the_bit_of_an_erased_person_is_set_and_nothing_else_stays(bare_app: Application) -> None:
    with bare_app.app_context():
        person = make_holder()
    status = document_of(browser_of(bare_app, person))["credentialStatus"]
    with bare_app.app_context():
        assert bits_of(bare_app, status["statusListCredential"]) == []
        with transaction():
            session().execute(delete(Award).where(Award.person_id == person))
        assert bits_of(bare_app, status["statusListCredential"]) == [int(status["statusListIndex"])]
        with transaction():
            assert session().scalar(select(func.count()).select_from(Credential)) == 0


def test_the_bit_follows_the_award_whatever_comes_after_what(bare_app: Application) -> None:
    with bare_app.app_context():
        person = make_holder()
    status = document_of(browser_of(bare_app, person))["credentialStatus"]
    own, now = [int(status["statusListIndex"])], clock.now()
    changes: list[tuple[dict[str, object], list[int]]] = [
        ({"awarded_at": now, "expires_at": now}, []),
        ({"revoked_at": now}, own),
        ({"revoked_at": now, "revoked_because": "A mistake."}, own),
        ({"revoked_at": None, "announcements": 2}, own),
        ({"announcements": 1}, []),
        ({"expired_at": now}, []),
        ({"expired_at": None, "revoked_at": now}, own),
        ({"revoked_at": None}, []),
    ]
    for change, bits in changes:
        with bare_app.app_context():
            with transaction():
                session().execute(update(Award).values(**change))
            assert bits_of(bare_app, status["statusListCredential"]) == bits, change


def test_a_list_is_read_by_its_revoked_places_and_no_award(app: Application) -> None:
    make_holder()
    with transaction():
        session().execute(text(PLACES_OF_ONE_AWARD))
        session().execute(text("analyze status_list_place"))
        plan = "\n".join(session().scalars(text(f"explain {REVOKED_PLACES}"), {"number": 1}))
    assert "ix_status_list_place_revoked" in plan
    assert not re.search(r"Seq Scan on (?!issuer_key)| on award", plan)


def test_a_place_is_drawn_among_the_free_ones_and_a_full_list_is_followed_by_another(
    bare_app: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    with bare_app.app_context():
        people = [make_holder(slug=slug) for slug in ("one", "two", "three")]
    monkeypatch.setattr(sign, "PLACES", 2)

    places = [
        document_of(browser_of(bare_app, person), slug)["credentialStatus"]["id"].removeprefix(f"{BASE}/ob/status/")
        for person, slug in zip(people, ("one", "two", "three"), strict=True)
    ]

    assert sorted(places[:2]) == ["1#0", "1#1"]
    assert places[2] in ("2#0", "2#1")


def test_nothing_is_shown_of_a_badge_before_it_is_signed_and_no_list_before_its_first_place(
    bare_app: Application,
) -> None:
    with bare_app.app_context():
        person = make_holder()
    stranger = bare_app.test_client()

    for path in ("/ob/badges/steps/1", "/ob/badges/steps/1.png", "/ob/status/1", "/ob/keys/none"):
        answer = stranger.get(path)
        assert (answer.status_code, answer.mimetype) == (404, "application/problem+json"), path
    document_of(browser_of(bare_app, person))
    assert stranger.get("/ob/badges/steps/1").get_json()["name"] == "Ambassadrice du partage 2026"
    assert stranger.get("/ob/badges/steps/1.png").data.startswith(b"\x89PNG")
    assert stranger.get("/ob/badges/steps/2").status_code == 404
    assert stranger.get("/ob/status/2").status_code == 404


def test_a_list_is_answered_as_a_jwt_or_with_its_proof_and_kept_for_a_minute(bare_app: Application) -> None:
    with bare_app.app_context():
        person = make_holder()
    document_of(browser_of(bare_app, person))
    stranger = bare_app.test_client()

    plain = stranger.get("/ob/status/1")
    proved = stranger.get("/ob/status/1", headers={"Accept": "application/ld+json, application/json"})

    assert (plain.mimetype, plain.text.count(".")) == ("text/plain", 2)
    assert proved.get_json()["proof"][0]["cryptosuite"] == "eddsa-rdfc-2022"
    assert plain.headers["Cache-Control"] == "public, max-age=60"
    assert "Accept" in plain.headers["Vary"]
    assert plain.headers["Access-Control-Allow-Origin"] == "*"


def bits_of(app: Application, url: str) -> list[int]:
    """The bits that are set in a list."""
    encoded = json.loads(download(app, url, "application/json"))["credentialSubject"]["encodedList"]
    bits = gzip.decompress(base64.urlsafe_b64decode(encoded[1:] + "=="))
    assert len(bits) * 8 == 131_072
    return [8 * place + bit for place, byte in enumerate(bits) for bit in range(8) if byte & (0x80 >> bit)]

"""An award that is shown comes as JSON, signed, and as a picture, for as long as its holder shows it by one press."""

from __future__ import annotations

from flask.testing import FlaskClient
from openbadgeslib.baking import extract_png, extract_svg

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.transaction import transaction
from badges import queries
from badges.service.revoke import revoke_award
from tests.badges.credentials.networks import FEED, read, show
from tests.badges.test_naming import NOW, give_to
from tests.forms import send, sign_in
from tests.makers import make_people


def test_an_award_comes_in_each_of_its_forms(bare_app: Application, machine: FlaskClient) -> None:
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, ada = make_people(2)
            give_to([ada], giver)
            show(ada)
        (award,) = read(machine)["data"]
        path = f"{FEED}/{award['id']}"
        assert award["url"].endswith(path)
        assert read(machine, path) == award
        files = {
            form: machine.get(path, headers={"Accept": form})
            for form in (
                "application/vc+ld+json",
                "application/vc+jwt",
                "application/jwt",
                "image/png",
                "image/svg+xml",
            )
        }
        assert {form: answer.mimetype for form, answer in files.items()} == {form: form for form in files}
        jwt = files["application/jwt"].text
        assert extract_png(files["image/png"].data, keyword=b"openbadgecredential") == jwt
        assert extract_svg(files["image/svg+xml"].data, element="openbadges:credential") == jwt
        assert files["application/vc+ld+json"].get_json(force=True)["proof"]
        for answer in files.values():
            assert (answer.headers["Vary"], answer.headers["Cache-Control"]) == ("Accept", "private, no-cache")
        picture = award["badge"]["picture"]
        assert bare_app.test_client().get(picture[picture.index("/ob/") :]).mimetype == "image/png"
        tag = files["image/png"].headers["ETag"]
        again = machine.get(path, headers={"Accept": "image/png", "If-None-Match": tag})
        assert again.status_code == 304
        refused = machine.get(path, headers={"Accept": "text/csv"})
        assert (refused.status_code, refused.mimetype) == (406, "application/problem+json")
        assert "image/svg+xml" in refused.get_json()["detail"]

        with bare_app.app_context(), transaction():
            revoke_award(queries.get_badge("helper"), ada, "Une erreur.")
        assert read(machine, path)["state"] == "revoked"
        assert machine.get(path, headers={"Accept": "image/png"}).status_code == 410


def test_a_holder_shows_a_badge_with_one_press_and_takes_it_back(bare_app: Application, machine: FlaskClient) -> None:
    with clock.freeze_at(NOW):
        with bare_app.app_context(), transaction():
            giver, ada, stranger = make_people(3)
            give_to([ada], giver)
        own, other = (sign_in(bare_app.test_client(), id_) for id_ in (ada, stranger))
        page = own.get("/me/badges/helper").text
        assert "Le montrer sur le réseau" in page
        assert "Le montrer sur le réseau" not in other.get("/me/badges/helper").text
        assert send(other, "/badges/helper/network", is_shown="yes").status_code == 409
        for _ in range(2):
            assert send(own, "/badges/helper/network", is_shown="yes").status_code == 303
        (award,) = read(machine)["data"]
        assert send(own, "/badges/helper/network").status_code == 303
        assert machine.get(f"{FEED}/{award['id']}").status_code == 404
        assert send(own, "/badges/helper/network", is_shown="yes").status_code == 303
        assert [each["state"] for each in read(machine)["data"]] == ["withdrawn", "valid"]
        assert machine.get(f"{FEED}/{award['id']}").status_code == 404, "A name is never given again."

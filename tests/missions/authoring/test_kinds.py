"""The page on which an author chooses a kind explains each and chooses none."""

from __future__ import annotations

import re

from flask import Flask

from app.kernel.transaction import transaction
from missions.kind import mission_kinds
from tests.forms import sign_in
from tests.missions.authoring.forms import errors_in, make_author


def test_each_kind_says_what_it_is_and_none_is_chosen_for_the_author(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        author = make_author()
    client = sign_in(bare_app.test_client(), author)
    page = client.get("/hr/missions/new").text
    explanations = re.findall(r'<span class="small pa-muted">(.*?)</span>', page)
    assert len(explanations) == len(mission_kinds())
    assert all(explanations)
    assert " checked" not in page.partition('name="kind"')[2].partition("</form>")[0]
    refused = client.get("/hr/missions/new?chosen=yes")
    assert (refused.status_code, errors_in(refused)) == (422, {"kind": "Choisissez d’abord ce que demande la mission."})

"""The page of a regulation and its files, in both languages, with their versions."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from flask import Flask

from app.kernel.transaction import transaction
from missions.contests.regulation.edition import hash_text
from missions.contests.regulation.service import store_regulation
from missions.contests.states import ContestState
from tests.forms import sign_in
from tests.makers import MONDAY, make_people
from tests.missions.contests.contest_makers import make_contest, make_terms

CHANGE = {"fr": "La clôture est plus tard.", "en": "It closes later."}


def test_versions_are_kept_read_and_downloaded_with_the_same_bytes(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (person,) = make_people(1)
        contest = make_contest(make_terms())
        first = store_regulation(contest, make_terms(), published_at=MONDAY)
        second = store_regulation(contest, replace(make_terms(), alternates=0), published_at=MONDAY, change=CHANGE)
        assert (first.version, second.version) == (1, 2)
        assert second.sha256 == {tongue: hash_text(text) for tongue, text in second.text.items()}
        shown, kept = second.sha256["fr"], first.text["en"]
    client = sign_in(bare_app.test_client(), person)
    page = client.get("/contests/useful/rules").text
    assert shown in page
    assert "La clôture est plus tard." in page
    assert "Une version plus récente" in client.get("/contests/useful/rules?version=1").text
    assert client.get("/contests/useful/rules?version=3").status_code == 404
    assert client.get("/contests/useful/rules/1/en.txt").data == kept.encode()
    assert hashlib.sha256(client.get("/contests/useful/rules/2/fr.txt").data).hexdigest() == shown
    for kind, beginning in (("html", b"<!doctype html>"), ("pdf", b"%PDF-")):
        answers = [client.get(f"/contests/useful/rules/2/fr.{kind}") for _ in range(2)]
        assert answers[0].data.startswith(beginning)
        assert answers[0].data == answers[1].data
        assert answers[0].headers["Content-Disposition"] == f'attachment; filename="useful-2-fr.{kind}"'
    assert client.get("/contests/useful/rules/2/de.pdf").status_code == 404
    assert client.get("/contests/useful/rules/2/fr.exe").status_code == 404


def test_only_a_contest_that_people_see_has_rules_to_read(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (person,) = make_people(1)
        contest = make_contest(make_terms(), state=ContestState.PUBLISHED)
        store_regulation(contest, make_terms(), published_at=MONDAY)
    client = sign_in(bare_app.test_client(), person)
    assert client.get("/contests/useful/rules").status_code == 200
    assert client.get("/contests/other/rules").status_code == 404
    assert client.get("/contests/other/rules/1/fr.pdf").status_code == 404

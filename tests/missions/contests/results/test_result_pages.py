"""The result in the open: everybody reads who won, each reads why, and anybody computes a draw again from its files."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from flask import Flask

from app.kernel import clock
from app.kernel.transaction import transaction
from missions.contests.ideas.service import send_idea
from missions.contests.jury.scoring import CRITERIA
from missions.contests.jury.service import save_sheet
from missions.contests.life.service.cancel import cancel_contest
from missions.contests.models import Contest
from missions.contests.queries import get_contest
from missions.contests.terms import DrawTerms, GroupSort, Receiver
from tests.forms import links_of_summary, send, sign_in
from tests.makers import make_people
from tests.missions.contests.contest_makers import CLOSES_AT, OPENS_AT, make_prize
from tests.missions.contests.ideas.test_ideas import FORM
from tests.missions.contests.life.life_makers import (
    FINAL_AT,
    FROZEN_AT,
    HOUR,
    list_winner_ids,
    make_playable_terms,
    play_published,
    run_clock,
)


def test_a_draw_is_read_explained_and_computed_again_from_what_is_published(bare_app: Flask, tmp_path: Path) -> None:
    with bare_app.app_context():
        people = play_published([1, 1, 1, 0], make_playable_terms(prizes=(make_prize(stock=1),), alternates=1))
        run_clock(FROZEN_AT)
        (winner,) = list_winner_ids()
        with transaction():
            (stranger,) = make_people(1)
    assert winner is not None
    clients = {person: sign_in(bare_app.test_client(), person) for person in (*people, stranger)}
    pages = {person: client.get("/contests/useful/why").text for person, client in clients.items()}
    assert "Vous avez gagné." in pages[winner]
    assert "0 sur 1" in pages[people[3]]
    assert sum("suppléants" in page for page in pages.values()) == 1
    assert sum("Le sort en a désigné d’autres." in page for page in pages.values()) == 1
    assert "Vous n’avez pas participé" in pages[stranger]
    result = clients[stranger].get("/contests/useful/results").text
    assert "Camille" not in result.partition("<main")[2].partition("</main")[0]
    assert clients[stranger].get("/contests/useful/results/1/minutes.json").status_code == 404
    assert clients[stranger].get("/contests/useful/results/1/entries.txt").status_code == 404
    minutes = clients[winner].get("/contests/useful/results/1/minutes.json")
    assert json.loads(minutes.data)["winners"][0]["pseudonym"] in result
    for name, path in {
        "entries.txt": "/contests/useful/results/1/entries.txt",
        "minutes.json": "/contests/useful/results/1/minutes.json",
        "verifier.py": "/contests/verifier.py",
    }.items():
        (tmp_path / name).write_bytes(clients[people[3]].get(path).data)
    verifier = [sys.executable, "-I", "-S", "verifier.py", "entries.txt", "minutes.json"]
    checked = subprocess.run(verifier, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert "All agrees." in checked.stdout
    assert "data-pa-draw-check" not in clients[stranger].get("/contests/useful/draw").text
    proof = clients[winner].get("/contests/useful/draw").text
    assert 'data-pa-minutes="/contests/useful/results/1/minutes.json"' in proof


def test_a_draw_that_is_shared_out_shows_the_chances_of_every_group(bare_app: Flask) -> None:
    draw = DrawTerms(shared_by=GroupSort.REGION)
    with bare_app.app_context():
        (ada, *_others) = play_published([1] * 12, make_playable_terms(draw=draw))
        run_clock(FROZEN_AT)
    browser = sign_in(bare_app.test_client(), ada)
    page = browser.get("/contests/useful/draw").text
    assert "Les chances de chaque groupe" in page
    assert re.search(r'<th scope="row">Region \d+', page)
    assert "Votre rang dans le tirage" in browser.get("/contests/useful/why").text


def test_nothing_of_a_result_is_read_before_it_is_made(bare_app: Flask) -> None:
    with bare_app.app_context():
        (ada,) = play_published([1], make_playable_terms())
    browser = sign_in(bare_app.test_client(), ada)
    for page in ("results", "draw", "why", "results/1/minutes.json", "results/1/entries.txt"):
        assert browser.get(f"/contests/useful/{page}").status_code == 404, page
    assert "empreinte" in browser.get("/contests/useful").text


def test_a_participant_objects_once_and_the_form_comes_back_with_its_message(bare_app: Flask) -> None:
    with bare_app.app_context():
        ada, _ben = play_published([1, 1], make_playable_terms())
        run_clock(FROZEN_AT)
    browser = sign_in(bare_app.test_client(), ada)
    with clock.freeze_at(FROZEN_AT + HOUR):
        refused = send(browser, "/contests/useful/objections", text="  ")
        assert refused.status_code == 422
        assert links_of_summary(refused.text).keys() == {"#f-text"}
        assert send(browser, "/contests/useful/objections", text="Il manque ma réponse.").status_code == 303
        page = browser.get("/contests/useful/results").text
    assert "Il manque ma réponse." in page
    assert "Envoyer la réclamation" not in page
    with bare_app.app_context(), transaction():
        cancel_contest("useful", {"fr": "Pas de lots.", "en": "No prizes."})
    page = browser.get("/contests/useful/results").text
    assert "Ce concours est annulé" in page
    assert "Vous avez gagné" not in page


def test_a_group_is_named_only_where_it_is_large_enough(bare_app: Flask) -> None:
    terms = make_playable_terms(
        "collective", goal=1, group_sort=GroupSort.REGION, prizes=(make_prize(receiver=Receiver.GROUP),)
    )
    with bare_app.app_context():
        (ada,) = play_published([20], terms)
        run_clock(FROZEN_AT)
        run_clock(FINAL_AT)
    page = sign_in(bare_app.test_client(), ada).get("/contests/useful/results").text
    assert "trop petits pour être nommés" in page
    assert "Region" not in page.partition("<main")[2].partition("</main")[0]


def send_and_mark_idea(contest: Contest, author_id: int, jury: Sequence[int], at: datetime) -> None:
    with clock.freeze_at(at):
        idea = send_idea(contest, author_id, FORM).id
    for juror in jury:
        save_sheet(contest, idea, juror, dict.fromkeys(CRITERIA, "4"))


def test_of_equal_ideas_the_one_sent_first_wins_and_who_sent_none_reads_that_the_jury_judged_none(
    bare_app: Flask,
) -> None:
    with bare_app.app_context():
        with transaction():
            jury = make_people(2)
        terms = make_playable_terms("ideas", jury_ids=tuple(jury), prizes=(make_prize(stock=1),))
        people = play_published([0] * 6, terms)
        run_clock(OPENS_AT)
        with transaction():
            contest = get_contest("useful")
            for hours, author in enumerate(people[5:0:-1]):
                send_and_mark_idea(contest, author, jury, OPENS_AT + hours * HOUR)
        run_clock(CLOSES_AT)
        run_clock(FROZEN_AT)
        assert list_winner_ids() == [people[5]]
    pages = [sign_in(bare_app.test_client(), person).get("/contests/useful/why").text for person in people[:2]]
    assert "Le jury n’a pas noté d’idée de vous." in pages[0]
    assert "D’autres sont passés devant." in pages[1]

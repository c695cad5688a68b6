"""Each role lands on what it came for: its space says what waits and what runs, and closes to everybody else."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from rq import Queue
from sqlalchemy import text, update

from app.intake.models import Source
from app.journal.counted_events import CountedEvent
from app.kernel import clock
from app.kernel.database import db, session
from app.kernel.jobs import QUEUE, redis_connection
from app.kernel.scheduler import HEARTBEAT, LEADER
from app.kernel.transaction import transaction
from app.people.accounts.service.tokens import create_token
from app.people.models import ServiceToken
from app.people.queries import get_person
from app.people.roles import AMBASSADOR, ANIMATOR, HR, IT, PAYROLL, REPRESENTATIVE
from app.people.service.roles import give_role
from app.points.rules.service import save_rule_draft
from app.points.service import Amounts, create_and_publish_rule
from app.points.terms import RuleTerms
from app.webhooks.models import Endpoint
from tests.forms import sign_in
from tests.makers import LONG_AGO, WORDS, make_people

SPACES = {
    HR: "/hr",
    ANIMATOR: "/animation",
    AMBASSADOR: "/animation",
    IT: "/admin",
    REPRESENTATIVE: "/transparency",
    PAYROLL: "/payroll",
}


def page_of_role(app: Flask, role: str, path: str) -> str:
    """The page of somebody who has this role alone."""
    with app.app_context(), transaction():
        (person_id,) = make_people(1)
        give_role(get_person(person_id), role)
    return sign_in(app.test_client(), person_id).get(path).text.partition("<main")[2]


@pytest.mark.parametrize(("role", "path"), SPACES.items())
def test_home_has_a_card_for_the_space_of_a_role(bare_app: Flask, role: str, path: str) -> None:
    home = page_of_role(bare_app, role, "/home")
    assert f'href="{path}">Ouvrir cet espace' in home
    assert home.count("Ouvrir cet espace") == 1
    assert "<h1>" in page_of_role(bare_app, role, path)


def test_the_card_is_there_for_somebody_who_does_not_take_part(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1, joined_at=None)
        give_role(get_person(person_id), HR)
    home = sign_in(bare_app.test_client(), person_id).get("/home").text
    assert "Vous ne participez pas pour le moment" in home
    assert 'href="/hr">Ouvrir cet espace' in home


def test_somebody_without_a_role_has_no_card(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        (person_id,) = make_people(1)
    assert "Ouvrir cet espace" not in sign_in(bare_app.test_client(), person_id).get("/home").text


def test_hr_reads_which_rules_wait_and_how_many_are_in_force(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        create_and_publish_rule("answers", "answer.created", amounts=Amounts(personal=1), in_force_from=LONG_AGO)
    before = page_of_role(bare_app, HR, "/hr")
    assert "Règles à publier" not in before
    assert "Règles qui ont peu ou pas d’effet" in before.partition("Règles de points")[0]
    with bare_app.app_context(), transaction():
        save_rule_draft(RuleTerms(events=(CountedEvent("answer.created"),), personal=2), slug="answers")
    waiting, _, running = page_of_role(bare_app, HR, "/hr").partition("Missions et parcours")
    assert "Règles à publier" in waiting
    assert "Règles en vigueur" in running


def test_it_reads_an_old_token_as_waiting_and_a_young_one_as_running(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        for name in ("old", "young"):
            create_token(name, scopes=["boards:read"], source="rse")
        old = clock.now() - timedelta(days=366)
        session().execute(update(ServiceToken).where(ServiceToken.name == "old").values(created_at=old))
    waiting, _, running = page_of_role(bare_app, IT, "/admin").partition("Jetons des machines")
    page = waiting + running
    assert "old\u00a0», à remplacer" in page
    assert "young\u00a0», créé" in page
    assert "young" not in waiting


def test_each_line_that_waits_for_it_leads_to_the_network_or_the_address_that_needs_a_hand(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        session().add(Source(name="forum", kind="discourse", poll_failure="No answer."))
        session().add(Source(name="wiki", kind="humhub", paused_at=clock.now()))
        endpoint = Endpoint(url="https://rse.example", kinds=[], secret="x", disabled_at=clock.now())
        session().add(endpoint)
        session().flush()
        endpoint_id = endpoint.id
    waiting = page_of_role(bare_app, IT, "/admin").partition('id="h-part-')[0].replace("\N{NO-BREAK SPACE}", " ")
    for path, words in (
        ("networks/forum", "forum : le dernier appel a échoué"),
        ("networks/forum", "Le réseau qui signe « forum » : aucune activité récente"),
        ("networks/wiki", "wiki est en pause, ce qu’il transmet attend"),
        (f"webhooks/{endpoint_id}", "https://rse.example ne reçoit plus rien : adresse désactivée"),
    ):
        assert f'<a href="/admin/{path}">{words}</a>' in waiting


def test_it_reads_what_is_not_set_and_where_one_sets_it(bare_app: Flask) -> None:
    page = page_of_role(bare_app, IT, "/admin")
    for missing in ("SMTP_URL et MAIL_FROM dans l’environnement du service", "(NETWORK_URL) dans l’environnement"):
        assert missing in page
    assert "passerelle token create" in page
    bare_app.config["SETTINGS"] = replace(bare_app.config["SETTINGS"], network_url="https://rse.example")
    assert "NETWORK_URL" not in page_of_role(bare_app, IT, "/admin")


def test_a_representative_reads_the_rules_and_counts_of_groups_only(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        make_people(8)
        create_and_publish_rule(
            "answers", "answer.created", sentence=WORDS, amounts=Amounts(personal=1), in_force_from=LONG_AGO
        )
    few = page_of_role(bare_app, REPRESENTATIVE, "/transparency")
    assert WORDS["fr"] in few
    assert "moins de 10 personnes" in few
    assert "non détaillé" in few, "Nine people take part."
    assert "gardées l’année de la remise et 3 années entières" in few
    with bare_app.app_context(), transaction():
        make_people(12)
        make_people(12, joined_at=None)
    assert "non détaillé" not in page_of_role(bare_app, REPRESENTATIVE, "/transparency")


def test_a_representative_takes_the_page_away_as_a_file_in_their_language(bare_app: Flask) -> None:
    with bare_app.app_context(), transaction():
        reader, *_ = make_people(9)
        give_role(get_person(reader), REPRESENTATIVE)
        create_and_publish_rule(
            "answers",
            "answer.created",
            sentence={"fr": "=1+1", "en": "Hello"},
            amounts=Amounts(personal=1),
            in_force_from=LONG_AGO,
        )
    client = sign_in(bare_app.test_client(), reader)
    answer = client.get("/transparency.csv")
    assert (answer.mimetype, answer.headers["Cache-Control"]) == ("text/csv", "no-store")
    lines = answer.text.splitlines()
    assert lines[0].endswith("Rubrique,Ligne,Valeur")
    assert "Qui voit quoi,Personnes qui participent,non détaillé" in lines, "Nine people are too few, as on the page."
    assert any(",'=1+1," in line for line in lines), "No cell is a formula."
    with bare_app.app_context(), transaction():
        get_person(reader).locale = "en"
    assert client.get("/transparency.csv").text.splitlines()[0].endswith("Section,Line,Value")


def test_it_reads_who_runs_jobs_what_waits_and_which_clock_leads_and_what_to_do(bare_app: Flask) -> None:
    page = page_of_role(bare_app, IT, "/admin")
    waiting = page.partition("Jetons des machines")[0].partition("Service")[0]
    assert waiting.count("Lancez") == 3, "No worker, no sender and no clock runs here."
    with bare_app.app_context(), db.engine.connect() as leader:
        leader.execute(text("select pg_advisory_lock(:leader)"), {"leader": LEADER})
        redis_connection().set(HEARTBEAT, int(time.time()))
        job = Queue(QUEUE, connection=redis_connection()).enqueue("app.kernel.jobs.perform", "any", (), None)
        job.enqueued_at = clock.now() - timedelta(hours=2)
        job.save()
        running = page_of_role(bare_app, IT, "/admin").partition("Ce qui attend")[2].partition("<h2")[2]
    assert "Son dernier signe de vie" in running
    assert "Ordonnanceur qui mène" in running
    assert "Première tâche en attente, demandée" in running
    assert re.search(r"il y a 2\sheures", running)

"""One's own data in one file: everything of the person who asks, and nothing that their own pages would not show them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app.journal.service import NewFact
from app.kernel import clock
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.notices.models import Notice
from app.people.models import ActorAlias
from app.people.queries import get_person
from badges.ambassadors.models import Candidacy, Nomination
from badges.thanks.models import Thanks
from mentoring.pairs.models import Feedback, Pair
from mentoring.proposals.models import Proposal
from mentoring.rounds.models import Round
from tests.forms import sign_in
from tests.makers import MONDAY, make_people, record_departure, tell

OTHERS_WORDS = "mots-d-un-collegue"


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Ada, who asks for her file, then Ben and Cleo."""
    with bare_app.app_context(), transaction():
        ids = make_people(3)
        for person_id, name in zip(ids, ("Ada", "Ben", "Cleo"), strict=True):
            get_person(person_id).given_name = name
    return ids


class OwnFile:
    """The file of a person, by its sections."""

    def __init__(self, app: Flask, person_id: int) -> None:
        self.client: FlaskClient = sign_in(app.test_client(), person_id)
        answer = self.client.get("/me/data/file.json")
        assert answer.status_code == 200, answer.text
        assert answer.headers["Content-Disposition"].startswith("attachment;")
        assert answer.headers["Cache-Control"] == "no-store"
        self.text = answer.text
        self.document: dict[str, Any] = answer.get_json()

    def rows(self, table: str, place: int = 0) -> list[dict[str, Any]]:
        """The rows of the nth section about a table."""
        rows: list[dict[str, Any]] = [each for each in self.document["sections"] if each["table"] == table][place][
            "rows"
        ]
        return rows


def test_the_file_of_somebody_new_has_every_section_and_who_they_are(bare_app: Flask, people: list[int]) -> None:
    file = OwnFile(bare_app, people[0])
    (person,) = file.rows("person")
    assert (person["given_name"], person["site"][:4], person["manager"]) == ("Ada", "site", None)
    assert "password_hash" not in person
    assert file.rows("choices") == [
        {
            "joined_at": "2026-01-05T08:00:00+00:00",
            "charter_version": None,
            "charter_accepted_at": None,
            "on_boards": False,
            "pseudonym": None,
        }
    ]
    titles = {section["title"] for section in file.document["sections"]}
    page = file.client.get("/me/data").text
    assert all(title.split("’")[0] in page for title in titles)
    assert {each["table"] for each in file.document["left_out"]} >= {"inbox_item", "person_total"}


def test_a_file_has_what_its_person_did_and_received_and_nobody_elses_rows(bare_app: Flask, people: list[int]) -> None:
    ada, ben, _ = people
    with bare_app.app_context():
        tell(
            NewFact(kind="post.created", source_key="ada-1", occurred_at=MONDAY, actor_id=ada, object="post:a"),
            NewFact(kind="post.created", source_key="ben-1", occurred_at=MONDAY, actor_id=ben, object="post:b"),
            NewFact(
                kind="answer.accepted",
                source_key=f"by-{OTHERS_WORDS}",
                occurred_at=MONDAY,
                actor_id=ben,
                counterpart_id=ada,
                object="answer:a",
            ),
        )
        with transaction():
            for person_id, name in ((ada, "ada@forum"), (ben, OTHERS_WORDS)):
                session().add(ActorAlias(source="forum", name=name, person_id=person_id))
                session().add(
                    Notice(person_id=person_id, kind="k", key="k", params={"of": name}, path="/", happened_at=MONDAY)
                )
    file = OwnFile(bare_app, ada)
    assert [row["object"] for row in file.rows("fact")] == ["post:a"]
    assert [(row["kind"], row["object"]) for row in file.rows("fact", 1)] == [("answer.accepted", "answer:a")]
    assert [row["name"] for row in file.rows("actor_alias")] == ["ada@forum"]
    assert [row["params"] for row in file.rows("notice")] == [{"of": "ada@forum"}]
    assert OTHERS_WORDS not in file.text
    assert "Ben" not in file.text


def test_what_became_of_thanks_is_in_the_file_of_their_receiver_alone(bare_app: Flask, people: list[int]) -> None:
    ada, ben, _ = people
    now = clock.now()
    with bare_app.app_context(), transaction():
        given = {"giver_id": ada, "receiver_id": ben, "delivered_at": now}
        session().add_all(
            [
                Thanks(reason="récent", submission="1", given_at=now, removed_at=now, **given),
                Thanks(reason="ancien", submission="2", given_at=now - timedelta(days=100), **given),
                Thanks(reason="en route", submission="3", given_at=now, giver_id=ada, receiver_id=ben),
            ]
        )
    giver, receiver = OwnFile(bare_app, ada), OwnFile(bare_app, ben)
    assert {(row["reason"], row["receiver"][:3]) for row in giver.rows("thanks", 1)} == {
        ("récent", "Ben"),
        ("en route", "Ben"),
    }
    assert not {"audience", "removed_at", "delivered_at"} & set(giver.rows("thanks", 1)[0])
    assert {(row["reason"], row["giver"][:3]) for row in receiver.rows("thanks")} == {
        ("récent", "Ada"),
        ("ancien", "Ada"),
    }


def test_who_spoke_for_a_person_is_in_their_file_once_they_accepted(bare_app: Flask, people: list[int]) -> None:
    ada, ben, cleo = people
    with bare_app.app_context(), transaction():
        unit_id = get_person(ben).unit_id
        for nominator, sentence in ((ben, OTHERS_WORDS), (cleo, None)):
            session().add(
                Nomination(
                    nominee_id=ada, nominator_id=nominator, unit_id=unit_id, sentence=sentence, written_at=MONDAY
                )
            )
        session().add(Candidacy(person_id=ada, state="asked", opened_at=MONDAY, due_at=MONDAY))
    before = OwnFile(bare_app, ada)
    assert (OTHERS_WORDS in before.text, before.rows("nomination")) == (False, [])
    written = {tuple(OwnFile(bare_app, person_id).rows("nomination", 1)[0].items())[1:] for person_id in (ben, cleo)}
    assert {dict(each)["nominee"][:3] for each in written} == {"Ada"}
    assert len({frozenset(dict(each)) for each in written}) == 1, "An erased sentence reads like a kept one."
    with bare_app.app_context(), transaction():
        candidacy = session().query(Candidacy).one()
        candidacy.state, candidacy.due_at = "accepted", None
    assert [row["sentence"] for row in OwnFile(bare_app, ada).rows("nomination")] == [OTHERS_WORDS]


def test_a_file_tells_no_answer_of_the_other_one_of_a_pair(bare_app: Flask, people: list[int]) -> None:
    senior, junior, other = people
    with bare_app.app_context(), transaction():
        round_ = Round(
            slug="r", title={}, why={}, sponsor="", state="running", seed=1,
            volunteering_ends_on=date(2026, 1, 1), starts_on=date(2026, 1, 2), ends_on=date(2026, 9, 1),
        )  # fmt: skip
        session().add(round_)
        session().flush()
        pair = Pair(round_id=round_.id, senior_id=senior, junior_id=junior, started_at=MONDAY, ending_at=MONDAY)
        declined = Proposal(
            round_id=round_.id, senior_id=senior, junior_id=other, state="ending", fit=1, explanation={}
        )
        session().add_all([pair, declined])
        session().flush()
        for moment, thanks in (("first", ""), ("end", "merci à vous")):
            written = {"pair_id": pair.id, "moment": moment, "said_at": MONDAY, "thanks": thanks}
            session().add(Feedback(person_id=junior, answer="not-fitting", **written))
        record_departure(get_person(junior), date(2026, 1, 6))
    file = OwnFile(bare_app, senior)
    assert [row["thanks"] for row in file.rows("mentoring_feedback", 1)] == ["merci à vous"]
    assert "not-fitting" not in file.text
    assert "ending" not in [row.get("state") for row in file.rows("mentoring_proposal")]
    assert [row["junior"][:3] for row in file.rows("mentoring_pair")] == ["Ben"], "No page tells that they left."
    assert "ending_at" not in file.rows("mentoring_pair")[0]
    assert OwnFile(bare_app, other).rows("mentoring_proposal") == []

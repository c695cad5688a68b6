"""A client that was written from the OpenAPI document alone keeps up: it sees each change once, over restarts and a restored copy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import text

from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from badges import queries
from badges.service.revoke import revoke_award
from tests.architecture.source import ROOT
from tests.badges.credentials.networks import show
from tests.badges.test_naming import give_to
from tests.makers import make_people
from tests.server import serving

CLIENT = ROOT / "docs/examples/pull_badges.py"


def test_the_example_pulls_the_badges_of_a_year_and_keeps_up(
    bare_app: Application, machine: FlaskClient, tmp_path: Path
) -> None:
    token = machine.environ_base["HTTP_AUTHORIZATION"].removeprefix("Bearer ")
    with bare_app.app_context(), transaction():
        giver, *people = make_people(4)
        give_to(people, giver)
        for person_id in people[:3]:
            show(person_id)

    with serving(bare_app) as address:

        def pull(*more: str) -> list[str]:
            command = [sys.executable, str(CLIENT), address, token, str(tmp_path / "copy.db"), *more]
            return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()

        first = pull(str(clock.now().year))
        assert [line.split()[0] for line in first] == ["valid"] * 3 + [f"{clock.now().year}:"] * 3
        with bare_app.app_context(), transaction():
            revoke_award(queries.get_badge("helper"), people[0], "Une erreur.")
            show(people[1], is_shown=False)
        assert sorted(line.split()[0] for line in pull()) == ["revoked", "withdrawn"]
        with bare_app.app_context(), transaction():
            session().execute(
                text(
                    "delete from shown_award where award_id is not null and award_id = (select max(award_id) from shown_award)"
                )
            )
            session().execute(text("update shown_award set place = null; alter sequence shown_award_place restart"))
        assert [line.split()[0] for line in pull()] == ["withdrawn"], "What an older copy does not name is forgotten."
        assert pull() == []

"""On screen and by command, two accounts are merged after the figures were read; a merge is written only as it was shown."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.kernel.database import session
from app.kernel.transaction import transaction
from app.people.commands import people_commands
from app.people.merging.models import MergedPerson
from app.people.models import Person
from app.people.queries import get_person
from app.people.roles import HR, IT
from app.people.service.roles import give_role
from tests.forms import links_of_summary, send, sign_in
from tests.makers import MONDAY, catch_up, make_people, tell
from tests.missions.authoring.forms import words_of
from tests.missions.company import make_post

PAGE = "/admin/people/merge"


@pytest.fixture
def people(bare_app: Flask) -> list[int]:
    """Somebody of IT, then two accounts, the second with a post."""
    with bare_app.app_context():
        with transaction():
            people = make_people(3)
            give_role(get_person(people[0]), IT)
        tell(make_post("a", people[2], MONDAY))
        catch_up()
    return people


@pytest.fixture
def client(bare_app: Flask, people: list[int]) -> FlaskClient:
    return sign_in(bare_app.test_client(), people[0])


def count_merges(app: Flask) -> int:
    with app.app_context(), transaction():
        return session().scalar(select(func.count()).select_from(MergedPerson)) or 0


def external_ids(app: Flask, people: list[int]) -> list[str]:
    with app.app_context(), transaction():
        return [session().get_one(Person, person_id).external_id for person_id in people]


def test_a_merge_of_accounts_is_shown_in_figures_and_written_only_as_it_was_shown(
    bare_app: Flask, client: FlaskClient, people: list[int]
) -> None:
    _, kept, merged = external_ids(bare_app, people)
    page = client.get(f"{PAGE}?kept={kept}&merged={merged}")
    assert "Actes : 0 et 1 deviennent 1." in words_of(page)
    match = re.search(r'name="rows" value="(\d+)"', page.text)
    assert match is not None
    assert count_merges(bare_app) == 0
    stale = send(client, PAGE, kept=kept, merged=merged, rows="0")
    assert (stale.status_code, "Ce compte a changé" in words_of(stale), count_merges(bare_app)) == (409, True, 0)
    assert send(client, PAGE, kept=kept, merged=merged, rows=match[1]).location == PAGE
    assert "est désormais" in words_of(client.get(PAGE))
    assert count_merges(bare_app) == 1
    again = client.get(f"{PAGE}?kept={kept}&merged={merged}")
    assert (again.status_code, "déjà été fusionné" in links_of_summary(again.text)["#f-merged"]) == (409, True)


def test_a_wrong_choice_is_said_at_its_field(bare_app: Flask, client: FlaskClient, people: list[int]) -> None:
    """Nobody is called so, or nothing is written, or twice the same, or one's own account, which somebody else must merge."""
    own, other, _ = external_ids(bare_app, people)
    wrong = {("nobody", other): (422, "#f-kept"), (other, ""): (422, "#f-merged")}
    wrong |= {(other, other): (409, "#f-merged"), (own, other): (409, "#f-merged")}
    for (kept, merged), (status, field) in wrong.items():
        typed = {"kept": kept, "merged": merged}
        for answer in (client.get(PAGE, query_string=typed), send(client, PAGE, rows="0", **typed)):
            assert (answer.status_code, field in links_of_summary(answer.text)) == (status, True), typed
    assert count_merges(bare_app) == 0


def test_only_it_may_merge(bare_app: Flask, people: list[int]) -> None:
    with bare_app.app_context(), transaction():
        give_role(get_person(people[1]), HR)
    browser = sign_in(bare_app.test_client(), people[1])
    assert [browser.get(PAGE).status_code, send(browser, PAGE).status_code] == [403, 403]


def test_the_command_shows_figures_until_it_is_asked_to_write(app: Flask) -> None:
    with transaction():
        people = make_people(2)
        emails = [get_person(person_id).email for person_id in people]
    tell(make_post("a", people[1], MONDAY))
    shown = CliRunner().invoke(people_commands, ["merge", *emails])
    assert (shown.exit_code, shown.output.splitlines()[0]) == (0, "Acts: 0 and 1 become 1.")
    assert count_merges(app) == 0
    assert CliRunner().invoke(people_commands, ["merge", *emails, "--apply"]).output.splitlines()[-1] == "Written."
    assert count_merges(app) == 1
    refused = CliRunner().invoke(people_commands, ["merge", *emails, "--apply"])
    assert (refused.exit_code, "Nobody here" in refused.output) == (1, True)

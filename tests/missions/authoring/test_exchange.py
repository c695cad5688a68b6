"""Out as a file and in again: nothing changes; a dry run writes nothing; an import is whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.transaction import transaction
from app.web.programme.encodings import encode_yaml_file
from app.web.programme.entries import ImportEffect
from missions import queries as missions
from missions.authoring.exchange import queries
from missions.models import Mission, MissionVersion
from missions.service.publish import create_and_publish_mission, end_mission
from missions.service.write import MissionDraft
from tests.forms import sign_in
from tests.makers import TEXT, WORDS, make_mission_draft, make_people
from tests.missions.authoring.forms import make_author, post_form, words_of
from tests.missions.authoring.test_document import MISSION
from tests.paths import write_and_publish_path
from tests.programme_files import fates, import_file, mistakes_of


def test_a_dry_run_tells_what_is_new_changed_and_unchanged_and_writes_nothing(app: Application) -> None:
    with transaction():
        create_and_publish_mission("a", make_mission_draft(wanted=1))
        create_and_publish_mission("b", make_mission_draft(wanted=2))
        objects = queries.list_encoded_missions()
    more = encode_yaml_file({"missions": [*objects, objects[0] | {"slug": "salut"}]}).replace("wanted: 2", "wanted: 3")
    with transaction():
        assert fates(more) == {"salut": ImportEffect.NEW, "a": ImportEffect.UNCHANGED, "b": ImportEffect.CHANGED}
    with transaction():
        assert session().scalar(select(func.count()).select_from(MissionVersion)) == 2
        assert session().scalar(select(func.count()).select_from(Mission)) == 2


def test_importing_as_drafts_changes_nothing_for_anybody_and_publishing_does(app: Application) -> None:
    with transaction():
        make_people(3)
        create_and_publish_mission("a", make_mission_draft(wanted=2))
        write_and_publish_path("p", title=WORDS, why=WORDS, missions=["a"])
        changed = encode_yaml_file({"missions": queries.list_encoded_missions()}).replace("wanted: 2", "wanted: 1")
        assert import_file(changed, publishes=False) == []
    with transaction():
        current = missions.find_current_version(missions.get_mission("a"))
        assert current is not None
        assert (current.number, current.wanted) == (1, 2)
        assert import_file(changed, publishes=True) == []
    with transaction():
        current = missions.find_current_version(missions.get_mission("a"))
        assert current is not None
        assert (current.number, current.wanted) == (2, 1)


def test_a_set_may_stand_in_the_file_before_what_it_rests_on(app: Application) -> None:
    with transaction():
        create_and_publish_mission("a", make_mission_draft())
        create_and_publish_mission("b", make_mission_draft("set", missions=["a"]))
        objects = queries.list_encoded_missions()
    for_others = encode_yaml_file(
        {"missions": [entry | {"slug": f"x-{entry['slug']}"} for entry in reversed(objects)]}
    ).replace("- a\n", "- x-a\n")
    with transaction():
        assert import_file(for_others, publishes=True) == []
        assert [mission.state for mission in missions.list_missions_by_slug(["x-a", "x-b"]).values()] == [
            "published"
        ] * 2


@pytest.mark.parametrize(
    ("text", "line", "readable_location"),
    [
        (MISSION.replace("mission: salut", "mission: nowhere"), 16, "paths[0].steps[0].mission"),
        (MISSION.replace("mission: salut", "mission: salut\n        needs: [gone]"), 17, "paths[0].steps[0].needs"),
        (MISSION.replace("mission: salut", "mission: salut\n      - mission: salut"), 17, "paths[0].steps[1].mission"),
        (
            MISSION.replace("slug: salut\n    kind", "slug: over\n    kind").replace("mission: salut", "mission: over"),
            2,
            "missions[0].slug",
        ),
        (
            MISSION.replace(
                "minutes: 5", "minutes: 5\n    starts_at: 2026-02-01T00:00:00Z\n    ends_at: 2026-01-01T00:00:00Z"
            ),
            9,
            "missions[0].ends_at",
        ),
    ],
)
def test_what_the_house_refuses_is_told_at_its_line_before_anything_is_written(
    app: Application, text: str, line: int, readable_location: str
) -> None:
    with transaction():
        create_and_publish_mission("over", make_mission_draft())
        end_mission(missions.get_mission("over"))
    with transaction():
        assert mistakes_of(text)[0][:2] == (line, readable_location)
        assert missions.find_mission("salut") is None


def test_a_path_without_its_reason_is_not_published_by_a_file(app: Application) -> None:
    with transaction():
        results = import_file(MISSION, publishes=True)
    assert [(entry.readable_location, entry.line) for entry in results] == [
        ("paths[0].objective", 12),
        ("paths[0].sponsor", 12),
    ]


@pytest.fixture
def client(bare_app: Flask) -> FlaskClient:
    """A browser of an animator."""
    with bare_app.app_context(), transaction():
        author = make_author()
        create_and_publish_mission(
            "a",
            MissionDraft(
                kind="activity", settings={"facts": ["post.shared"], "wanted": 1}, text=TEXT, minutes=5, points=1
            ),
        )
    return sign_in(bare_app.test_client(), author)


def test_a_file_goes_out_and_comes_in_on_screen(client: FlaskClient) -> None:
    exported = client.get("/hr/programme/export.yaml")
    assert "attachment" in exported.headers["Content-Disposition"]
    assert "slug: a" in exported.text
    assert client.get("/hr/programme/export.json").json is not None

    answer = post_form(client, "/hr/programme", {"text": MISSION, "do": "check"})
    assert "Bonjour salut mission nouveau" in words_of(answer)
    assert client.get("/hr/missions/salut").status_code == 404
    assert post_form(client, "/hr/programme", {"text": MISSION, "do": "drafts"}).location == "/hr/programme"
    assert "Brouillon" in words_of(client.get("/hr/missions/salut"))


def test_a_wrong_file_comes_back_with_its_lines_and_writes_nothing(client: FlaskClient) -> None:
    wrong = MISSION.replace("mission: salut", "mission: gone").replace("minutes: 5", "minutes: 500")
    for do in ("check", "drafts", "publish"):
        answer = post_form(client, "/hr/programme", {"text": wrong, "do": do})
        assert answer.status_code == 422
        assert (
            "ligne 7 : missions[0].minutes Il faut un nombre supérieur ou égal à 1 et inférieur ou égal à 60."
            in words_of(answer)
        )
    gone = post_form(
        client, "/hr/programme", {"text": MISSION.replace("mission: salut", "mission: gone"), "do": "drafts"}
    )
    assert gone.status_code == 422
    assert client.get("/hr/missions/salut").status_code == 404


def test_what_stands_in_a_file_is_shown_as_text(client: FlaskClient) -> None:
    answer = post_form(
        client,
        "/hr/programme",
        {"text": MISSION.replace("fr: Bonjour", "fr: '<script>alert(1)</script>'"), "do": "check"},
    )
    assert "<script>alert(1)" not in answer.text
    assert "&lt;script&gt;alert(1)" in answer.text


def test_the_commands_write_and_read_the_same_file(app: Application, tmp_path: Path) -> None:
    with transaction():
        create_and_publish_mission("a", make_mission_draft(wanted=2))
    file = tmp_path / "missions.yaml"
    commands = app.cli.commands["programme"]
    assert CliRunner().invoke(commands, ["export", str(file)]).exit_code == 0
    again = CliRunner().invoke(commands, ["import", "--dry-run", str(file)])
    assert (again.exit_code, again.output.split()) == (0, ["unchanged", "mission", "a", "Nothing", "was", "written."])
    file.write_text(file.read_text(encoding="utf-8").replace("wanted: 2", "wanted: many"), encoding="utf-8")
    refused = CliRunner().invoke(commands, ["import", str(file)])
    assert refused.exit_code == 1
    assert "missions[0].settings.wanted: Not a valid integer." in refused.output

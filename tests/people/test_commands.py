"""The commands say what they did in a sentence, and what stands in the way in another."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from app.kernel.transaction import transaction
from app.people import queries
from app.people.accounts import queries as accounts
from app.people.accounts.service.sign_in import authenticate_person
from app.people.commands import people_commands, token_commands
from tests.people.people_file import ADA, BEN, people_file

APPLY = ("--apply", "--time-zone", "Europe/Paris")

pytestmark = pytest.mark.usefixtures("app")


def run_command(*arguments: str, typed_text: str | None = None) -> Result:
    group = token_commands if arguments[0] == "token" else people_commands
    return CliRunner().invoke(group, arguments[1:], input=typed_text)


@pytest.fixture
def file(tmp_path: Path) -> str:
    """A people file on disk."""
    path = tmp_path / "people.csv"
    path.write_bytes(people_file(ADA, BEN))
    return str(path)


def test_an_import_only_shows_until_it_is_asked_to_write(app: Flask, file: str) -> None:
    shown = run_command("people", "import", file)
    assert (shown.exit_code, "Nothing was written." in shown.output) == (0, True)
    with transaction():
        assert queries.count_people_by_unit() == {}
    written = run_command("people", "import", file, *APPLY)
    assert (written.exit_code, written.output.splitlines()[-1]) == (0, "Written.")
    assert "people: 2 of 2" in written.output
    with transaction():
        assert list(queries.count_people_by_unit().values()) == [2]
    assert "The directory says all of this already." in run_command("people", "import", file, *APPLY).output


def test_a_wrong_file_is_told_line_by_line_and_fails(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(people_file(ADA, BEN | {"email": "ben"}))
    result = run_command("people", "import", str(path), *APPLY)
    assert result.exit_code == 1
    assert "  line 3, email: “ben” is not an e-mail: write name@company." in result.output.splitlines()


def test_what_is_exported_can_be_imported(tmp_path: Path, file: str) -> None:
    run_command("people", "import", file, *APPLY)
    copy = str(tmp_path / "copy.csv")
    assert run_command("people", "export", copy).exit_code == 0
    assert "The directory says all of this already." in run_command("people", "import", copy).output


def test_a_role_is_given_and_taken_by_e_mail(file: str) -> None:
    run_command("people", "import", file, *APPLY)
    assert (
        run_command("people", "role", "give", "ada@example.org", "hr").output == "ada@example.org holds the role hr.\n"
    )
    assert run_command("people", "role", "take", "ada@example.org", "hr").exit_code == 0
    stranger = run_command("people", "role", "give", "stranger@example.org", "hr")
    assert (stranger.exit_code, stranger.output) == (1, "Error: Nobody here has the e-mail stranger@example.org.\n")


def test_a_password_is_asked_for_and_opens_the_door(file: str) -> None:
    run_command("people", "import", file, *APPLY)
    typed = "une phrase assez longue"
    assert run_command("people", "password", "ada@example.org", typed_text=f"{typed}\n{typed}\n").exit_code == 0
    with transaction():
        assert authenticate_person("ada@example.org", typed).given_name == "Ada"
    short = run_command("people", "password", "ada@example.org", typed_text="court\ncourt\n")
    assert short.exit_code == 1


def test_a_token_is_shown_once_listed_without_its_secret_and_revoked() -> None:
    created = run_command("token", "create", "rse", "--scope", "activities:write")
    secret = created.output.splitlines()[-1]
    listed = run_command("token", "list").output
    assert listed.startswith("rse\tsource rse\tactivities:write\tcreated ")
    assert secret not in listed
    assert run_command("token", "create", "rse", "--scope", "boards:read").exit_code == 1
    assert run_command("token", "revoke", "rse").exit_code == 0
    assert "revoked" in run_command("token", "list").output
    assert run_command("token", "revoke", "rse").exit_code == 1
    with transaction():
        assert len(accounts.list_tokens()) == 1


def test_an_import_is_listed_with_its_number_and_undone(file: str) -> None:
    run_command("people", "import", file, *APPLY)
    number, _, name, sender, state = run_command("people", "imports").output.strip().split("\t")
    assert (name, sender, state) == ("people.csv", "command", "written")
    assert "Departures: 2" in run_command("people", "undo", number).output
    assert "Written." in run_command("people", "undo", number, "--apply").output
    assert run_command("people", "undo", number, "--apply").exit_code == 1
    assert run_command("people", "undo", "999").output == (
        "Error: There is no such import, or its file waited for more than a day.\n"
    )

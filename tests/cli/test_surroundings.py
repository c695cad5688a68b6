"""A command finds what the demo of its folder runs with, and a service of one's own finds nothing of a demo."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.headerregistry import Address
from pathlib import Path

import psycopg
import pytest
from alembic.script import ScriptDirectory
from click.testing import CliRunner

from app.cli.checks import DoctorCheckFailed, check_mail_is_accepted
from app.cli.demo_home import build_demo_variables, read_demo_variables, write_demo_variables
from app.cli.doctor import command as doctor
from app.cli.environment import open_service_environment
from app.kernel import clock
from app.kernel.application import Application
from app.kernel.database import session
from app.kernel.revisions import MIGRATIONS, newest_schema_revision
from app.kernel.settings import Settings
from app.kernel.transaction import transaction
from app.notices.mailer import MailServerUnreachable, SmtpMailer
from app.notices.models import Mail
from tests.engines import short_home
from tests.mail_host import running_host
from tests.makers import make_people

SECRET = "x" * 40


@pytest.fixture
def home() -> Iterator[Path]:
    with short_home() as folder:
        yield folder


def say_nothing(_: str) -> None:
    pass


def test_a_demo_keeps_its_secret_from_one_start_to_the_next_and_from_other_people(home: Path) -> None:
    first = build_demo_variables(home, 8000)
    write_demo_variables(home, first)
    assert build_demo_variables(home, 9000)["SECRET_KEY"] == first["SECRET_KEY"]
    assert build_demo_variables(home, 9000)["PUBLIC_URL"] == "http://127.0.0.1:9000"
    assert (home / "environment").stat().st_mode & 0o077 == 0


def test_only_the_variables_of_the_service_are_kept(home: Path) -> None:
    write_demo_variables(home, {"COMPANY": "Acme", "AWS_SECRET": "not ours"})
    assert read_demo_variables(home) == {"COMPANY": "Acme"}


def test_beside_a_demo_a_command_gets_its_variables_and_its_engines(home: Path) -> None:
    write_demo_variables(home, build_demo_variables(home, 9000))
    with open_service_environment({"PASSERELLE_HOME": str(home), "COMPANY": "Acme"}, say_nothing) as variables:
        settings = Settings.from_environ(variables)
        assert settings.demo
        assert settings.company == "Acme"
        with psycopg.connect(settings.database_url) as connection:
            assert connection.execute("SELECT current_database()").fetchone() == ("passerelle",)


def test_who_names_a_secret_gets_what_they_name_and_nothing_of_the_demo(home: Path) -> None:
    write_demo_variables(home, build_demo_variables(home, 9000))
    named = {
        "PASSERELLE_HOME": str(home),
        "SECRET_KEY": SECRET,
        "DATABASE_URL": "postgresql://elsewhere",
        "REDIS_URL": "redis://elsewhere",
    }
    with open_service_environment(named, say_nothing) as variables:
        assert variables == named
        assert not Settings.from_environ(variables).demo


def test_without_a_demo_nothing_is_started_and_the_doctor_says_what_to_do(home: Path) -> None:
    nowhere = {"PASSERELLE_HOME": str(home / "nowhere"), "SECRET_KEY": "", "DATABASE_URL": "", "REDIS_URL": ""}
    result = CliRunner(env=nowhere).invoke(doctor)
    assert result.exit_code == 1
    assert "DATABASE_URL: missing" in result.output
    assert "make demo" in result.output
    assert not (home / "nowhere").exists()


def test_the_doctor_names_each_part_and_what_to_do_about_what_is_missing(settings: Settings) -> None:
    named = {"DATABASE_URL": settings.database_url, "REDIS_URL": settings.redis_url, "SECRET_KEY": SECRET}
    result = CliRunner(env=named).invoke(doctor).output
    assert f"at {newest_schema_revision()}" in result
    assert "none; 0 jobs wait" in result
    assert "passerelle worker" in result
    assert "passerelle sender" in result
    assert "passerelle clock" in result
    assert "SMTP_URL names no server" in result


def test_the_doctor_greets_the_mail_server_and_tells_of_what_came_to_nothing(app: Application) -> None:
    with running_host() as host:
        app.extensions["mailer"] = SmtpMailer(host.server, Address("Passerelle", addr_spec="passerelle@example.com"))
        assert check_mail_is_accepted() == "sent as Passerelle <passerelle@example.com>"
        for state, days in (("sent", 1), ("failed", 1), ("unknown", 2), ("failed", 8)):
            settle_a_mail(state, clock.now() - timedelta(days=days))
        with pytest.raises(DoctorCheckFailed, match="2 of the last seven days"):
            check_mail_is_accepted()
    with pytest.raises(MailServerUnreachable):
        check_mail_is_accepted()


def settle_a_mail(state: str, at: datetime) -> None:
    with transaction():
        (person_id,) = make_people(1)
        session().add(Mail(person_id=person_id, key="k", kind="notice", state=state, due_at=at, settled_at=at))


def test_the_doctor_survives_servers_that_do_not_answer() -> None:
    named = {"DATABASE_URL": "postgresql://127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1", "SECRET_KEY": SECRET}
    result = CliRunner(env=named).invoke(doctor)
    assert result.exit_code == 1
    assert result.output.count("does not answer") == 7
    assert "REDIS_URL names" in result.output


def test_the_newest_revision_is_the_one_that_alembic_finds() -> None:
    assert newest_schema_revision() == ScriptDirectory(str(MIGRATIONS)).get_current_head()

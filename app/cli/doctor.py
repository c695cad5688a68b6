"""The command that reports what the service can reach, what it cannot, and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import click

from app.cli.checks import CHECKS, DoctorCheckFailed
from app.cli.demo_home import demo_home_folder
from app.cli.environment import open_service_environment
from app.cli.service import open_application
from app.kernel.embedded.plan import PrivateServerError
from app.kernel.settings import SettingError

NEWEST_PYTHON = (3, 14)


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    subject: str
    observation: str
    advice: str = ""


@click.command("doctor")
def command() -> None:
    """Say what is reachable, what is not, and what to do; exit 1 when something needed is missing."""
    findings = []
    for finding in _iterate_check_findings():
        findings.append(finding)
        mark = click.style("missing", fg="red") if finding.advice else click.style("ok", fg="green")
        click.echo(f"{mark:<16} {finding.subject:<12} {finding.observation}")
        if finding.advice:
            click.echo(f"{'':<8} {'':<12} {finding.advice}")
    sys.exit(1 if any(finding.advice for finding in findings) else 0)


def _iterate_check_findings() -> Iterator[Finding]:
    yield _build_python_finding()
    with ExitStack() as stack:
        try:
            environ = stack.enter_context(open_service_environment(os.environ, lambda _: None))
            application = stack.enter_context(open_application(environ))
        except (SettingError, PrivateServerError) as wrong:
            yield Finding("Settings", str(wrong), _settings_advice())
            return
        yield Finding("Settings", f"complete; people use {application.config['SETTINGS'].public_url}")
        for subject, check in CHECKS.items():
            yield _run_check(subject, check)


def _build_python_finding() -> Finding:
    version = sys.version_info[:2]
    version_and_path = f"{sys.version.split()[0]} ({sys.executable})"
    return Finding(
        "Python", version_and_path, "" if version <= NEWEST_PYTHON else "This release was tried with 3.11 to 3.14."
    )


def _settings_advice() -> str:
    if demo_home_folder(os.environ).exists():
        return "Start `make demo` again, or set the variable in the environment."
    return "To look around on this machine: `make demo`. To serve people: set the variables, see docs/reference/settings.md."


def _run_check(subject: str, check: Callable[[], str]) -> Finding:
    """The finding of one check; an error of the check is a finding too."""
    try:
        return Finding(subject, check())
    except DoctorCheckFailed as wrong:
        return Finding(subject, wrong.observation, wrong.advice)
    except Exception as wrong:  # noqa: BLE001 - the report covers every failure
        first_line = str(wrong).strip().partition("\n")[0]
        return Finding(subject, f"does not answer: {first_line or type(wrong).__name__}", ADVICE_WHEN_SILENT[subject])


ADVICE_WHEN_SILENT = {
    "PostgreSQL": "Start the server that DATABASE_URL names, or mend the variable.",
    "Schema": "PostgreSQL first.",
    "Redis": "Start the server that REDIS_URL names, or mend the variable; nothing is lost meanwhile, work waits.",
    "Workers": "Redis first.",
    "Senders": "Redis first.",
    "Clock": "Redis first.",
    "Journal": "PostgreSQL and the schema first.",
    "Mail": "Mend SMTP_URL, or ask whoever runs that server; nothing is lost meanwhile, mail waits.",
    "Badges": "Give the process the right to read the folder BADGE_KEYS.",
}

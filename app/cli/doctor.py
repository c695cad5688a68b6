"""The command that says in plain words what the service can reach, what it cannot, and what to do about it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import click

from app.cli.checkups import CHECKUPS, DoctorAdvice
from app.cli.home import find_home
from app.cli.service import built
from app.cli.surroundings import surroundings
from app.kernel.embedded.plan import EngineError
from app.kernel.settings import SettingError

NEWEST_PYTHON = (3, 14)


@dataclass(frozen=True)
class Finding:
    """One line of the report."""

    subject: str
    told: str
    advice: str = ""


@click.command("doctor")
def command() -> None:
    """Say what is reachable, what is not, and what to do; exit 1 when something needed is missing."""
    findings = []
    for finding in _findings():
        findings.append(finding)
        mark = click.style("missing", fg="red") if finding.advice else click.style("ok", fg="green")
        click.echo(f"{mark:<16} {finding.subject:<12} {finding.told}")
        if finding.advice:
            click.echo(f"{'':<8} {'':<12} {finding.advice}")
    sys.exit(1 if any(finding.advice for finding in findings) else 0)


def _findings() -> Iterator[Finding]:
    yield _python()
    with ExitStack() as held:
        try:
            known = held.enter_context(surroundings(os.environ, lambda _: None))
            application = held.enter_context(built(known))
        except (SettingError, EngineError) as wrong:
            yield Finding("Settings", str(wrong), _where_settings_come_from())
            return
        yield Finding("Settings", f"complete; people use {application.config['SETTINGS'].public_url}")
        for subject, check in CHECKUPS.items():
            yield _look(subject, check)


def _python() -> Finding:
    version = sys.version_info[:2]
    told = f"{sys.version.split()[0]} ({sys.executable})"
    return Finding("Python", told, "" if version <= NEWEST_PYTHON else "This release was tried with 3.11 to 3.14.")


def _where_settings_come_from() -> str:
    if find_home(os.environ).exists():
        return "Start `make demo` again, or set the variable in the environment."
    return "To look around on this machine: `make demo`. To serve people: set the variables, see docs/reference/settings.md."


def _look(subject: str, check: Callable[[], str]) -> Finding:
    """Whatever goes wrong in a check is what the check has found."""
    try:
        return Finding(subject, check())
    except DoctorAdvice as wrong:
        return Finding(subject, wrong.told, wrong.advice)
    except Exception as wrong:  # noqa: BLE001 - a doctor tells every illness
        first_line = str(wrong).strip().partition("\n")[0]
        return Finding(subject, f"does not answer: {first_line or type(wrong).__name__}", ADVICE_WHEN_SILENT[subject])


ADVICE_WHEN_SILENT = {
    "PostgreSQL": "Start the server that DATABASE_URL names, or mend the variable.",
    "Schema": "PostgreSQL first.",
    "Redis": "Start the server that REDIS_URL names, or mend the variable; nothing is lost meanwhile, work waits.",
    "Workers": "Redis first.",
    "Clock": "Redis first.",
    "Journal": "PostgreSQL and the schema first.",
    "Mail": "Mend SMTP_URL, or ask whoever runs that server; nothing is lost meanwhile, mail waits.",
}

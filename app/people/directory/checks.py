"""Compares the lines of a file with each other and with the directory: duplicates, unknown managers, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.people.directory.cells import make_slug
from app.people.directory.columns import FileProblem
from app.people.directory.entries import Directory
from app.people.directory.reporting_line import list_reporting_cycles
from app.people.directory.rows import PersonRow

ALWAYS_ALLOWED_DEPARTURES = 5
"""This many people may leave at once, however small the company is."""


def list_row_problems(rows: list[PersonRow], directory: Directory, today: date) -> list[FileProblem]:
    """Everything wrong between lines, or between a line and the directory, in the order of the lines."""
    problems = [
        *_list_duplicate_problems(rows, "external_id"),
        *_list_duplicate_problems(rows, "email"),
        *_list_taken_email_problems(rows, directory),
        *_list_site_problems(rows),
        *_list_manager_problems(rows, directory),
        *_list_reporting_cycle_problems(rows, directory),
        *_list_future_consent_problems(rows, today),
    ]
    return sorted(problems, key=lambda problem: problem.line)


def list_mass_departure_problems(leaving: int, here: int, most: int) -> list[FileProblem]:
    """One problem when so many people would leave at once that the file may have been cut short; otherwise none."""
    if leaving <= ALWAYS_ALLOWED_DEPARTURES or leaving * 100 <= here * most:
        return []
    advice = (
        f"{leaving:,} of the {here:,} people who are here would leave today ({leaving * 100 // here} %): is this file whole? "
        f"If it is, say how many may leave, in per cent: --departures-up-to {min(100, leaving * 100 // here + 1)}."
    )
    return [FileProblem(0, None, advice)]


def _list_duplicate_problems(rows: list[PersonRow], column: str) -> Iterator[FileProblem]:
    first: dict[str, int] = {}
    for row in rows:
        value = row.external_id if column == "external_id" else row.email
        line = first.setdefault(value, row.line)
        if line != row.line:
            yield FileProblem(row.line, column, f"{value} is on line {line} already: keep one of the two lines.")


def _list_taken_email_problems(rows: list[PersonRow], directory: Directory) -> Iterator[FileProblem]:
    in_file = {row.external_id for row in rows}
    owners = {person.entry.email: external_id for external_id, person in directory.people.items()}
    for row in rows:
        owner = owners.get(row.email)
        if owner is not None and owner not in in_file:
            yield FileProblem(
                row.line,
                "email",
                f"{row.email} belongs to external_id {owner}, who is not in this file: correct the e-mail, add the other person's "
                "line, or use --match-emails when it is the same person under a new external_id.",
            )


def _list_site_problems(rows: list[PersonRow]) -> Iterator[FileProblem]:
    regions: dict[str, PersonRow] = {}
    zones: dict[str, PersonRow] = {}
    for row in rows:
        first = regions.setdefault(make_slug(row.site), row)
        if make_slug(first.region) != make_slug(row.region):
            yield FileProblem(
                row.line, "region", f"{row.site} is in {first.region} on line {first.line}: a site is in one region."
            )
        if row.time_zone is not None:
            first = zones.setdefault(make_slug(row.site), row)
            if first.time_zone != row.time_zone:
                yield FileProblem(
                    row.line,
                    "time_zone",
                    f"{row.site} has {first.time_zone} on line {first.line}: a site has one time zone.",
                )


def _list_manager_problems(rows: list[PersonRow], directory: Directory) -> Iterator[FileProblem]:
    exist = {row.external_id for row in rows} | directory.people.keys()
    for row in rows:
        if row.manager is not None and row.manager not in exist:
            yield FileProblem(
                row.line,
                "manager",
                f"nobody has the external_id {row.manager}: add their line, or leave the cell empty.",
            )


def _list_reporting_cycle_problems(rows: list[PersonRow], directory: Directory) -> Iterator[FileProblem]:
    by_id = {row.external_id: row for row in rows}
    if all(row.manager is None for row in rows):
        return
    line = {external_id: person.entry.manager for external_id, person in directory.people.items()}
    line |= {row.external_id: row.manager for row in rows}
    for circle in list_reporting_cycles({person: manager for person, manager in line.items() if manager is not None}):
        in_file = [person for person in circle if person in by_id]
        here = by_id[in_file[0]] if in_file else None
        if here is not None:
            yield FileProblem(
                here.line,
                "manager",
                f"the reporting line goes in a circle: {_format_reporting_cycle([*circle, circle[0]], by_id)}.",
            )


def _format_reporting_cycle(people: Iterable[str], by_id: Mapping[str, PersonRow]) -> str:
    return " → ".join(
        f"{by_id[person].given_name} {by_id[person].family_name} ({person})" if person in by_id else person
        for person in people
    )


def _list_future_consent_problems(rows: list[PersonRow], today: date) -> Iterator[FileProblem]:
    for row in rows:
        if row.joined_on is not None and row.joined_on > today:
            yield FileProblem(row.line, "joined_on", "in the future: nobody has said yes yet, leave the cell empty.")

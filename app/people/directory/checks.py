"""Holds the lines of a file against each other and against the directory: doubles, unknown managers, circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from app.people.directory.cells import slug
from app.people.directory.columns import Problem
from app.people.directory.entries import Directory
from app.people.directory.reporting_line import find_cycles
from app.people.directory.rows import Row

FEW = 5
"""So many may leave at once however small the house is."""


def about_rows(rows: list[Row], directory: Directory, today: date) -> list[Problem]:
    """Everything wrong between lines, or between a line and the directory, in the order of the lines."""
    found = [
        *_doubles(rows, "external_id"),
        *_doubles(rows, "email"),
        *_taken_emails(rows, directory),
        *_sites_in_two_places(rows),
        *_managers(rows, directory),
        *_circles(rows, directory),
        *_future_consents(rows, today),
    ]
    return sorted(found, key=lambda problem: problem.line)


def about_departures(leaving: int, here: int, most: int) -> list[Problem]:
    """Whether so many of those who are here leave at once that the file may have been cut short."""
    if leaving <= FEW or leaving * 100 <= here * most:
        return []
    advice = (
        f"{leaving:,} of the {here:,} people who are here would leave today ({leaving * 100 // here} %): is this file whole? "
        f"If it is, say how many may leave, in per cent: --departures-up-to {min(100, leaving * 100 // here + 1)}."
    )
    return [Problem(0, None, advice)]


def _doubles(rows: list[Row], column: str) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for row in rows:
        value = row.external_id if column == "external_id" else row.email
        line = first.setdefault(value, row.line)
        if line != row.line:
            yield Problem(row.line, column, f"{value} is on line {line} already: keep one of the two lines.")


def _taken_emails(rows: list[Row], directory: Directory) -> Iterator[Problem]:
    in_file = {row.external_id for row in rows}
    owners = {known.entry.email: external_id for external_id, known in directory.people.items()}
    for row in rows:
        owner = owners.get(row.email)
        if owner is not None and owner not in in_file:
            yield Problem(
                row.line,
                "email",
                f"{row.email} belongs to external_id {owner}, who is not in this file: correct the e-mail, add the other person's "
                "line, or use --match-emails when it is the same person under a new external_id.",
            )


def _sites_in_two_places(rows: list[Row]) -> Iterator[Problem]:
    regions: dict[str, Row] = {}
    zones: dict[str, Row] = {}
    for row in rows:
        first = regions.setdefault(slug(row.site), row)
        if slug(first.region) != slug(row.region):
            yield Problem(
                row.line, "region", f"{row.site} is in {first.region} on line {first.line}: a site is in one region."
            )
        if row.time_zone is not None:
            first = zones.setdefault(slug(row.site), row)
            if first.time_zone != row.time_zone:
                yield Problem(
                    row.line,
                    "time_zone",
                    f"{row.site} has {first.time_zone} on line {first.line}: a site has one time zone.",
                )


def _managers(rows: list[Row], directory: Directory) -> Iterator[Problem]:
    exist = {row.external_id for row in rows} | directory.people.keys()
    for row in rows:
        if row.manager is not None and row.manager not in exist:
            yield Problem(
                row.line,
                "manager",
                f"nobody has the external_id {row.manager}: add their line, or leave the cell empty.",
            )


def _circles(rows: list[Row], directory: Directory) -> Iterator[Problem]:
    by_id = {row.external_id: row for row in rows}
    if all(row.manager is None for row in rows):
        return
    line = {person: known.entry.manager for person, known in directory.people.items()}
    line |= {row.external_id: row.manager for row in rows}
    for circle in find_cycles({person: manager for person, manager in line.items() if manager is not None}):
        told = [person for person in circle if person in by_id]
        here = by_id[told[0]] if told else None
        if here is not None:
            yield Problem(
                here.line, "manager", f"the reporting line goes in a circle: {_in_words([*circle, circle[0]], by_id)}."
            )


def _in_words(people: Iterable[str], by_id: Mapping[str, Row]) -> str:
    return " → ".join(
        f"{by_id[one].given_name} {by_id[one].family_name} ({one})" if one in by_id else one for one in people
    )


def _future_consents(rows: list[Row], today: date) -> Iterator[Problem]:
    for row in rows:
        if row.joined_on is not None and row.joined_on > today:
            yield Problem(row.line, "joined_on", "in the future: nobody has said yes yet, leave the cell empty.")

"""Compares the lines of a file with each other and with the directory: duplicates, taken addresses, circles, sites without a region."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain, islice

from app.kernel.messages import ErrorMessage
from app.people.directory.columns import MOST_PROBLEMS, FileProblem, sort_problems
from app.people.directory.entries import Directory, DirectoryGroup, PersonOutline
from app.people.directory.planning import has_same_name
from app.people.directory.reporting_line import list_reporting_cycles
from app.people.directory.rows import PersonRow

ALWAYS_ALLOWED_DEPARTURES = 5
"""This many people may leave at once, however small the company is."""

DOUBLE = ErrorMessage(
    "{value} is on line {line} already: keep one of the two lines.",
    french="{value} figure déjà à la ligne {line} : gardez l’une des deux.",
)
TAKEN_EMAIL = ErrorMessage(
    "{email} belongs to external_id {owner}, who is not in this file: correct the e-mail, add the other person's line, or let"
    " people be recognised by their e-mail (--match-emails) when it is the same person under a new external_id.",
    french="{email} est l’adresse de {owner}, qui n’est pas dans ce fichier : corrigez l’adresse, ajoutez la ligne de cette personne, ou"
    " faites reconnaître les personnes par leur adresse si c’est la même sous un nouvel external_id.",
)
EMAIL_OF_OTHER_NAME = ErrorMessage(
    "{email} belongs to {name} (external_id {owner}), another name: correct the e-mail. If it is the same person, import the new name under"
    " the old external_id first.",
    french="{email} est l’adresse de {name} (external_id {owner}), un autre nom : corrigez l’adresse. Si c’est la même personne, importez"
    " d’abord son nouveau nom sous l’ancien external_id.",
)
TWO_REGIONS = ErrorMessage(
    "{site} is in {region} on line {line}: a site is in one region.",
    french="{site} est dans {region} à la ligne {line} : un site est dans une seule région.",
)
TWO_ZONES = ErrorMessage(
    "{site} has {zone} on line {line}: a site has one time zone.",
    french="{site} a {zone} à la ligne {line} : un site a un seul fuseau horaire.",
)
NO_REGION = ErrorMessage(
    "{site} is new: name its region in a column, or one for the whole file (by command: --fixed region=NAME).",
    french="{site} est nouveau : nommez sa région dans une colonne, ou une seule région pour tout le fichier.",
)
CIRCLE = ErrorMessage(
    "the reporting line goes in a circle: {circle}.", french="la ligne hiérarchique tourne en rond : {circle}."
)
FUTURE_CONSENT = ErrorMessage(
    "in the future: nobody has said yes yet, leave the cell empty.",
    french="dans l’avenir : personne n’a encore dit oui, laissez la cellule vide.",
)
MANY_DEPARTURES = ErrorMessage(
    "{leaving} of the {here} people who are here would leave today ({percent} %): is this file whole? If it is, say how many may leave,"
    " in per cent: {allowed} or more (by command: --departures-up-to {allowed}).",
    french="{leaving} des {here} personnes présentes partiraient aujourd’hui ({percent} %) : ce fichier est-il complet ? Si oui, dites combien"
    " peuvent partir, en pour cent : {allowed} au moins.",
)


def iterate_rows_noting_duplicates(
    rows: Iterable[PersonRow], today: date, duplicates: list[FileProblem]
) -> Iterator[PersonRow]:
    """The same rows, until `duplicates` holds MOST_PROBLEMS: every external_id that stands on two lines, and every e-mail of two people who are here."""
    first_ids: dict[str, int] = {}
    first_emails: dict[str, int] = {}
    for row in rows:
        if len(duplicates) >= MOST_PROBLEMS:
            return
        line = first_ids.setdefault(row.external_id, row.line)
        if line != row.line:
            duplicates.append(_build_duplicate(row, "external_id", line))
        if row.left_on is None or row.left_on > today:
            line = first_emails.setdefault(row.email, row.line)
            if line != row.line:
                duplicates.append(_build_duplicate(row, "email", line))
        yield row


def _build_duplicate(row: PersonRow, column: str, line: int) -> FileProblem:
    return FileProblem(row.line, column, DOUBLE.format(value=getattr(row, column), line=line))


def list_row_problems(
    rows: list[PersonRow], people: Mapping[str, PersonOutline], groups: Directory, today: date
) -> list[FileProblem]:
    """What else is wrong between lines, or between a line and the directory, in the order of the lines.

    The sorts of problems that cost least are looked for first, and none is after MOST_PROBLEMS.
    """
    here = [row for row in rows if row.left_on is None or row.left_on > today]
    problems = chain(
        _list_future_consent_problems(rows, today),
        _list_site_problems(rows, groups),
        _list_taken_email_problems(here, rows, people),
        _list_reporting_cycle_problems(rows, people),
    )
    return sort_problems(islice(problems, MOST_PROBLEMS))


def list_mass_departure_problems(leaving: int, here: int, most: int) -> list[FileProblem]:
    """One problem when so many people would leave at once that the file may have been cut short; otherwise none."""
    if leaving <= ALWAYS_ALLOWED_DEPARTURES or leaving * 100 <= here * most:
        return []
    percent = leaving * 100 // here
    advice = MANY_DEPARTURES.format(leaving=leaving, here=here, percent=percent, allowed=min(100, percent + 1))
    return [FileProblem(0, None, advice)]


def _list_taken_email_problems(
    here: list[PersonRow], rows: list[PersonRow], people: Mapping[str, PersonOutline]
) -> Iterator[FileProblem]:
    """The addresses that belong to somebody else who is here; that of somebody who left is free."""
    in_file = {row.external_id for row in rows}
    owners = {
        person.email: person for external_id, person in people.items() if person.is_here and external_id not in in_file
    }
    for row in here:
        owner = owners.get(row.email)
        if owner is not None:
            message = TAKEN_EMAIL if has_same_name(row, owner) else EMAIL_OF_OTHER_NAME
            advice = message.format(email=row.email, owner=owner.external_id, name=owner.full_name)
            yield FileProblem(row.line, "email", advice)


def _list_site_problems(rows: list[PersonRow], groups: Directory) -> Iterator[FileProblem]:
    regions: dict[str, PersonRow] = {}
    zones: dict[str, PersonRow] = {}
    without: dict[str, PersonRow] = {}
    sites = groups.find_group_slugs(DirectoryGroup.SITE, {row.site for row in rows})
    for row in rows:
        site = sites[row.site]
        if row.region is None:
            without.setdefault(site, row)
        else:
            first = regions.setdefault(site, row)
            slugs = {groups.find_group_slug(DirectoryGroup.REGION, name) for name in (first.region, row.region) if name}
            if len(slugs) > 1:
                advice = TWO_REGIONS.format(site=row.site, region=first.region, line=first.line)
                yield FileProblem(row.line, "region", advice)
        if row.time_zone is not None:
            first = zones.setdefault(site, row)
            if first.time_zone != row.time_zone:
                advice = TWO_ZONES.format(site=row.site, zone=first.time_zone, line=first.line)
                yield FileProblem(row.line, "time_zone", advice)
    for site, row in without.items():
        if site not in groups.sites and site not in regions:
            yield FileProblem(row.line, "region", NO_REGION.format(site=row.site))


def _list_reporting_cycle_problems(rows: list[PersonRow], people: Mapping[str, PersonOutline]) -> Iterator[FileProblem]:
    by_id = {row.external_id: row for row in rows}
    if all(row.manager is None for row in rows):
        return
    line = {external_id: person.manager for external_id, person in people.items()}
    line |= {row.external_id: row.manager for row in rows}
    for circle in list_reporting_cycles({person: manager for person, manager in line.items() if manager is not None}):
        in_file = [person for person in circle if person in by_id]
        here = by_id[in_file[0]] if in_file else None
        if here is not None:
            circle_text = _format_reporting_cycle([*circle, circle[0]], by_id)
            yield FileProblem(here.line, "manager", CIRCLE.format(circle=circle_text))


def _format_reporting_cycle(people: Iterable[str], by_id: Mapping[str, PersonRow]) -> str:
    return " → ".join(
        f"{by_id[person].given_name} {by_id[person].family_name} ({person})" if person in by_id else person
        for person in people
    )


def _list_future_consent_problems(rows: list[PersonRow], today: date) -> Iterator[FileProblem]:
    for row in rows:
        if row.joined_on is not None and row.joined_on > today:
            yield FileProblem(row.line, "joined_on", FUTURE_CONSENT)

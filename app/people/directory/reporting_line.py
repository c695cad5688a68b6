"""Finds who the manager of each line is, and circles in the reporting lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from app.kernel.messages import ErrorMessage
from app.people.directory.cells import make_slug
from app.people.directory.columns import MOST_PROBLEMS, FileProblem
from app.people.directory.entries import PersonOutline
from app.people.directory.rows import PersonRow

UNKNOWN = ErrorMessage(
    "nobody has the external_id, e-mail or full name {manager}: add their line, or leave the cell empty.",
    french="personne n’a {manager} pour external_id, e-mail ou nom complet : ajoutez sa ligne, ou laissez la cellule vide.",
)
SEVERAL = ErrorMessage(
    "{people} people are called {manager}: write the external_id.",
    french="{people} personnes s’appellent {manager} : écrivez l’external_id.",
)


def resolve_managers(
    rows: Iterable[PersonRow], people: Mapping[str, PersonOutline], problems: list[FileProblem]
) -> list[PersonRow]:
    """The rows with the external_id of each manager, given by external_id, e-mail or full name; `people` are those of the directory.

    A person who reports to themself reports to nobody. An unknown or ambiguous manager is in `problems`;
    with MOST_PROBLEMS of them, the rows stay as they are.
    """
    rows = list(rows)
    ids = {row.external_id for row in rows} | people.keys()
    if all(row.manager is None or row.manager in ids for row in rows):
        return [row._replace(manager=None) if row.manager == row.external_id else row for row in rows]
    names = _map_names_to_external_ids(rows, people, {_make_key(row.manager) for row in rows if row.manager})
    resolved = []
    for row in rows:
        if len(problems) >= MOST_PROBLEMS:
            return rows
        resolved.append(_resolve_manager(row, ids, names, problems))
    return resolved


def _resolve_manager(
    row: PersonRow, ids: Collection[str], names: Mapping[str, set[str]], problems: list[FileProblem]
) -> PersonRow:
    if row.manager is None or row.manager in ids:
        return row._replace(manager=None) if row.manager == row.external_id else row
    managers = names.get(_make_key(row.manager), set())
    if len(managers) != 1:
        message = SEVERAL if managers else UNKNOWN
        problems.append(FileProblem(row.line, "manager", message.format(manager=row.manager, people=len(managers))))
        return row
    (manager,) = managers
    return row._replace(manager=None if manager == row.external_id else manager)


def _map_names_to_external_ids(
    rows: Iterable[PersonRow], people: Mapping[str, PersonOutline], asked_keys: set[str]
) -> Mapping[str, set[str]]:
    """Who is found by each of these keys, among the people of the file and those who are here."""
    by_name: dict[str, set[str]] = defaultdict(set)
    named: set[str] = set()
    for row in rows:
        named.add(row.external_id)
        for key in asked_keys.intersection(_list_keys(row.email, row.given_name, row.family_name)):
            by_name[key].add(row.external_id)
    for external_id, person in people.items():
        if external_id not in named and person.is_here:
            for key in asked_keys.intersection(_list_keys(person.email, person.given_name, person.family_name)):
                by_name[key].add(external_id)
    return by_name


def _list_keys(email: str, given_name: str, family_name: str) -> tuple[str, str, str]:
    """What the person is found by; the two names have their slugs one by one, since many people share each."""
    given, family = make_slug(given_name), make_slug(family_name)
    return email.lower(), f"{given}-{family}".strip("-"), f"{family}-{given}".strip("-")


def _make_key(name: str) -> str:
    return name.lower() if "@" in name else make_slug(name)


def list_reporting_cycles(reports_to: Mapping[str, str]) -> list[list[str]]:
    """Every circle of people who report to each other, each once, starting with its smallest name."""
    settled: set[str] = set()
    cycles = []
    for start in reports_to:
        walked: dict[str, None] = {}
        here: str | None = start
        while here is not None and here not in settled and here not in walked:
            walked[here] = None
            here = reports_to.get(here)
        if here is not None and here in walked:
            names = list(walked)
            cycles.append(_rotate_to_smallest_name(names[names.index(here) :]))
        settled.update(walked)
    return cycles


def _rotate_to_smallest_name(circle: list[str]) -> list[str]:
    first = circle.index(min(circle))
    return circle[first:] + circle[:first]

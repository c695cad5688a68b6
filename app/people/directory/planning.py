"""Decides what an import changes, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from app.people.directory.cells import make_slug
from app.people.directory.entries import Directory, DirectoryEntry, ExistingEntry, SiteEntry
from app.people.directory.plan import EntryChange, ImportPlan
from app.people.directory.rows import PersonRow

DEFAULT_ZONE = "Europe/Paris"


def build_import_plan(rows: list[PersonRow], directory: Directory, columns: frozenset[str], today: date) -> ImportPlan:
    """What `rows` change in `directory`. A column that the file leaves out changes nothing."""
    plan = ImportPlan(today)
    _add_sites_and_units_to_plan(plan, rows, directory)
    for row in rows:
        existing = directory.people.get(row.external_id)
        entry = _merge_row_into_existing_entry(row, existing, columns, today)
        _add_person_to_plan(plan, entry, existing)
        _add_roles_and_future_departures(plan, row, existing)
        if row.joined_on is not None and entry.left_on is None and not (existing and existing.has_joined):
            plan.joinings[row.external_id] = row.joined_on
    return plan


def add_departures_to_plan(plan: ImportPlan, rows: list[PersonRow], directory: Directory) -> None:
    """Plan that each person who is here and whom the file does not name leaves today."""
    named = {row.external_id for row in rows}
    for external_id, existing in directory.people.items():
        if external_id not in named and existing.entry.left_on is None:
            _add_person_to_plan(plan, replace(existing.entry, left_on=plan.today), existing)


def match_external_ids_by_email(rows: list[PersonRow], directory: Directory) -> dict[str, str]:
    """Old external_id to new, for people with a existing e-mail whom the file names by a new external_id."""
    named = {row.external_id for row in rows}
    owners = {existing.entry.email: old for old, existing in directory.people.items() if old not in named}
    new = [row for row in rows if row.external_id not in directory.people]
    return {owners[row.email]: row.external_id for row in new if row.email in owners}


def replace_external_ids_in_directory(directory: Directory, names: Mapping[str, str]) -> Directory:
    """The same directory with these external_ids replaced, also where they are managers."""
    people = {}
    for existing in directory.people.values():
        entry, manager = existing.entry, existing.entry.manager
        new = names.get(entry.external_id, entry.external_id)
        entry = replace(entry, external_id=new, manager=None if manager is None else names.get(manager, manager))
        people[new] = replace(existing, entry=entry)
    return replace(directory, people=people)


def _add_sites_and_units_to_plan(plan: ImportPlan, rows: list[PersonRow], directory: Directory) -> None:
    zones = {make_slug(row.site): row.time_zone for row in rows if row.time_zone is not None}
    for row in rows:
        region, unit, site = make_slug(row.region), make_slug(row.unit), make_slug(row.site)
        if region not in directory.regions:
            plan.regions.setdefault(region, row.region)
        if unit not in directory.units:
            plan.units.setdefault(unit, row.unit)
        existing = directory.sites.get(site)
        if existing is None:
            plan.sites.setdefault(site, SiteEntry(row.site, region, zones.get(site, DEFAULT_ZONE)))
            continue
        wanted = replace(existing, region=region, time_zone=zones.get(site, existing.time_zone))
        if wanted != existing:
            plan.moved_sites[site] = wanted


def _merge_row_into_existing_entry(
    row: PersonRow, existing: ExistingEntry | None, columns: frozenset[str], today: date
) -> DirectoryEntry:
    before = existing.entry if existing is not None else None
    left_on = row.left_on if row.left_on is None or row.left_on <= today else None
    return DirectoryEntry(
        external_id=row.external_id,
        email=row.email,
        given_name=row.given_name,
        family_name=row.family_name,
        locale=before.locale if before else row.locale or "fr",
        site=make_slug(row.site),
        unit=make_slug(row.unit),
        manager=row.manager if before is None or "manager" in columns else before.manager,
        job_title=row.job_title or "" if before is None or "job_title" in columns else before.job_title,
        arrived_on=row.arrived_on,
        left_on=left_on if before is None or "left_on" in columns else before.left_on,
    )


def _add_person_to_plan(plan: ImportPlan, entry: DirectoryEntry, existing: ExistingEntry | None) -> None:
    if existing is None:
        plan.added.append(entry)
    elif existing.entry != entry:
        plan.changed.append(EntryChange(existing.entry, entry))
    was_here = existing is None or existing.entry.left_on is None
    if was_here and entry.left_on is not None:
        plan.departed.append(entry)


def _add_roles_and_future_departures(plan: ImportPlan, row: PersonRow, existing: ExistingEntry | None) -> None:
    roles = existing.roles if existing is not None else frozenset[str]()
    plan.roles.extend((row.external_id, role) for role in sorted(row.roles - roles))
    if row.left_on is not None and row.left_on > plan.today:
        plan.not_yet_departed.append(row)
